import { parentPort, workerData } from 'node:worker_threads';
import { ruleVersion } from '../../domain/attribution/rules.ts';
import { analysisWrites } from '../store/analysis/analysis-writes.ts';
import { openForWriting } from '../store/open-for-writing.ts';
import { damagedSentence, markDamaged, saysDamaged } from '../store/open-store.ts';
import { openStoreReads } from '../store/open-store-reads.ts';
import { lowerThreadPriority } from '../thread-priority.ts';
import type { AnalystData, FromAnalyst, ToAnalyst } from './analyst-messages.ts';
import { StoreAnalyst } from './store-analyst.ts';
import { StoreKeeping } from './store-keeping.ts';
import { TrafficLoad } from './traffic-load.ts';
import { WorkQueue } from './work-queue.ts';

/** So many exchanges are analysed before bodies are packed and the backlog is told. */
const batchSize = 20;
const checkpointEveryMs = 250;
/** Two bodies an exchange, and some to catch up. */
const packedAtATime = 50;
/**
 * Between two exchanges while traffic is heavy. The garbage of this thread is collected by threads of the relay's priority, whatever our
 * own is.
 */
const restMs = 500;
/** How long to wait before writing is tried again. */
const retryMs = 5000;
const lookEveryMs = 5000;

const port = parentPort;
if (port === null) throw new Error('The analyst runs as a thread of the engine.');

// Bytes that pass, and their recording, come before what may wait.
lowerThreadPriority(19);

const { databaseFile, givenUp, retention } = workerData as AnalystData;
const reads = openStoreReads(databaseFile);
// One connection: what is remembered of the texts it stored is forgotten when some of them go.
const store = openForWriting(databaseFile);
const writes = analysisWrites(store);
let analyst = new StoreAnalyst(reads, writes);
const queue = new WorkQueue(reads, ruleVersion);
const post = (message: FromAnalyst): void => port.postMessage(message);

const keeping = new StoreKeeping(store, retention, post, () => {
  // What was learnt is forgotten too.
  analyst = new StoreAnalyst(reads, writes);
});

const load = new TrafficLoad();
const state: { closing: boolean; working: boolean; woken: boolean; retry: NodeJS.Timeout | null; failing: string | null; checkpointAtMs: number } = {
  closing: false,
  working: false,
  woken: false,
  retry: null,
  failing: null,
  checkpointAtMs: 0,
};

port.on('message', (message: ToAnalyst) => {
  if (message.kind === 'wake') {
    load.count(message.rows, performance.now());
    void work();
  } else if (message.kind === 'set-retention') {
    keeping.setLimits(message.limits);
    void work();
  } else if (message.kind === 'delete') {
    keeping.delete(message.number, message.wish);
    void work();
  } else {
    state.closing = true;
    if (!state.working) end();
  }
});
void work();
// Time passes without anything to analyse, too.
setInterval(() => {
  if (keeping.isDue(performance.now())) void work();
}, lookEveryMs).unref();

async function work(): Promise<void> {
  state.woken = true;
  if (state.working || state.retry !== null) return;
  state.working = true;
  while (state.woken && !state.closing && state.retry === null) {
    state.woken = false;
    try {
      await workOff();
      sayFailing(null);
    } catch (error) {
      // The database was busy or the disk full; the work is still there. What is to be deleted does not wait for it: it makes room.
      queue.forget();
      if (saysDamaged(error)) sayDamaged(error);
      while (keepStore() && !state.closing) await standBack();
      sayFailing(`Requests could not be analysed just now (${nameOf(error)}). It is tried again every ${retryMs / 1000} seconds.`);
      state.retry = setTimeout(() => {
        state.retry = null;
        void work();
      }, retryMs).unref();
    }
  }
  state.working = false;
  if (state.closing) end();
}

/** Says why nothing can be analysed, for as long as that is so. */
function sayFailing(text: string | null): void {
  if (text === state.failing) return;
  if (state.failing !== null) post({ kind: 'settled', text: state.failing });
  if (text !== null) post({ kind: 'notice', text });
  state.failing = text;
}

async function workOff(): Promise<void> {
  for (;;) {
    let analysed = 0;
    while (analysed < batchSize) {
      const id = queue.next();
      if (id === null) break;
      if (state.closing) return;
      await analyse(id);
      analysed += 1;
    }
    const packed = await pack();
    if (analysed > 0) post({ kind: 'backlog', exchanges: reads.countUnanalysed(), again: reads.countOutdated(ruleVersion) });
    if (analysed === 0) {
      analyst.saveLearnt();
      keeping.caughtUp();
    }
    const kept = keepStore();
    if (analysed === 0 && !packed && !kept) return;
    // Lets `close` be heard, also when there was only to pack.
    await standBack();
    if (state.closing) return;
  }
}

/** Works the log into the file: often enough that the recorder need not, and not after each exchange, since it waits for the disk. */
function checkpoint(): void {
  if (performance.now() - state.checkpointAtMs < checkpointEveryMs) return;
  state.checkpointAtMs = performance.now();
  writes.checkpoint();
}

/** Packs what was written as it came. False when there is nothing left to do. */
async function pack(): Promise<boolean> {
  try {
    const packed = await writes.packBodies(packedAtATime);
    checkpoint();
    return packed > 0 || writes.shrinkFile();
  } catch (error) {
    // The database is busy or the disk full. Nothing is lost by it, and the next exchange has it tried again.
    if (saysDamaged(error)) sayDamaged(error);
    return false;
  }
}

/** Deletes, and keeps the store within its limits. False when there is nothing left to do. */
function keepStore(): boolean {
  try {
    if (!keeping.isDue(performance.now())) return false;
    keeping.work();
    checkpoint();
    return keeping.isDue(performance.now());
  } catch (error) {
    // The database is busy or the disk full: the next time that there is something to do, or a while later, it is tried again.
    if (saysDamaged(error)) sayDamaged(error);
    return false;
  }
}

async function analyse(id: string): Promise<void> {
  post({ kind: 'begun', id });
  const outcome = await analyst.analyse(id, givenUp.includes(id));
  if (outcome === null) return;
  if (outcome.trouble !== null) post({ kind: 'notice', text: outcome.trouble });
  post({ kind: 'analysed', ids: outcome.changed });
  checkpoint();
  // Lets `close` be heard between two exchanges.
  await standBack();
}

/** Gives other messages their turn, and heavy traffic the processor. */
async function standBack(): Promise<void> {
  if (load.isHeavy(performance.now())) await new Promise((resolve) => setTimeout(resolve, restMs));
  else await new Promise((resolve) => setImmediate(resolve));
}

/** The next start puts the file aside, and saves what can be read of it. */
function sayDamaged(error: unknown): void {
  markDamaged(databaseFile);
  post({ kind: 'notice', text: damagedSentence(error instanceof Error && 'code' in error ? String(error.code) : nameOf(error)) });
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown error';
}

function end(): void {
  writes.close();
  reads.close();
  port?.close();
}
