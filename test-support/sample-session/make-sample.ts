import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { MessageChannel } from 'node:worker_threads';
import { ulid } from 'ulid';
import { archiveText } from '../../src/main/archive/archive-text.ts';
import { RelayedWriter } from '../../src/main/proxy/telling/write-relayed.ts';
import { startRecorderThread } from '../../src/main/recorder/recorder-handle.ts';
import { openForWriting } from '../../src/main/store/open-for-writing.ts';
import { openStoreReads } from '../../src/main/store/open-store-reads.ts';
import type { StoreReads } from '../../src/main/store/reads.ts';
import { readVersion } from '../../src/main/version.ts';
import { Random } from '../fuzz/random.ts';
import { tellStory } from './tell-story.ts';
import { relayedOf } from './wire-exchange.ts';

const ignore = (): void => {};

/** The sample session as a HAR file of ours: recorded by the recorder as if the relay had told of it, and not analysed, which whoever loads it does. */
export async function makeSample(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'whence-sample-'));
  const databaseFile = join(folder, 'whence.db');
  const exchanges = tellStory();
  const { port1, port2 } = new MessageChannel();
  const start = await startRecorderThread({ databaseFile, relayedPort: port2, maskingRulesOff: [], previous: null, onStored: ignore, onFigures: ignore, onNotice: ignore, onDeath: ignore });
  if (!start.started) throw new Error(start.message);
  try {
    const relay = new RelayedWriter(port1);
    for (const [index, exchange] of exchanges.entries()) for (const message of relayedOf(exchange, index + 1)) relay.tell(message);
    const reads = openStoreReads(databaseFile);
    try {
      await untilStored(reads, exchanges.length);
      const rows = reads.listRows({ limit: exchanges.length }).rows.toSorted((one, other) => one.timing.requestStartedAtUs - other.timing.requestStartedAtUs);
      pin(databaseFile, rows.filter((_, index) => exchanges[index]?.isPinned === true).map(({ id }) => id));
      return withSteadyNames(await textOf(reads, rows.map(({ id }) => id)), rows.map(({ id, timing }) => ({ id, atUs: timing.requestStartedAtUs })));
    } finally {
      reads.close();
    }
  } finally {
    await start.recorder.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function untilStored(reads: StoreReads, count: number): Promise<void> {
  for (;;) {
    const { rows } = reads.listRows({ limit: count });
    if (rows.length === count && rows.every(({ state }) => state !== 'open')) return;
    await pause(20);
  }
}

function pin(databaseFile: string, ids: readonly string[]): void {
  const store = openForWriting(databaseFile);
  for (const id of ids) store.prepare<[string]>('UPDATE exchange SET is_pinned = 1 WHERE id = ?').run(id);
  store.close();
}

async function textOf(reads: StoreReads, ids: readonly string[]): Promise<string> {
  let text = '';
  for await (const part of archiveText(reads, ids, { format: 'har', includeBodies: true })) text += part;
  return text;
}

/** The recorder's ids are random, and the version is that of the day: neither is told by the file. */
function withSteadyNames(text: string, exchanges: readonly { readonly id: string; readonly atUs: number }[]): string {
  const random = new Random(7);
  const named = exchanges.reduce((sofar, { id, atUs }) => sofar.replaceAll(id, ulid(Math.floor(atUs / 1000), () => random.below(1_000_000) / 1_000_000)), text);
  return named.replace(`"version":"${readVersion()}"`, '"version":"0"');
}
