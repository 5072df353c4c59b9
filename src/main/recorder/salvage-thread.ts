import { dirname, join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { openForWriting } from '../store/open-for-writing.ts';
import type { Store } from '../store/open-store.ts';
import { migrations } from '../store/migrations/migrations.ts';
import { openDamaged } from '../store/salvage/damaged-store.ts';
import { listSetAside } from '../store/salvage/set-aside.ts';
import { giveUpSalvage, isSalvaged, Salvage } from '../store/salvage/salvage.ts';
import { lowerThreadPriority } from '../thread-priority.ts';
import { codeOf } from './recorder-notices.ts';
import { nothingSavedSentence, salvagedSentence, salvageWaitsSentence, type FromSalvage, type SalvageData } from './salvage-messages.ts';

// The entry of the thread that saves what can be read of damaged databases, in the background, and then ends.
const port = parentPort;
if (port === null) throw new Error('salvage-thread.ts runs as a worker thread, not by itself.');
const post = (message: FromSalvage): void => port.postMessage(message);

lowerThreadPriority(19);

const retryMs = 60_000;
const mostBacklogBytes = 64 * 1024 * 1024;
const { databaseFile } = workerData as SalvageData;
const store = openForWriting(databaseFile);
const backlogBytes = store.prepare<[], number | null>('SELECT sum(stored_bytes) FROM body INDEXED BY body_to_pack WHERE is_packed = 0').pluck();
const state: { closing: boolean; wake: (() => void) | null; waiting: string | null } = { closing: false, wake: null, waiting: null };

port.on('message', () => {
  state.closing = true;
  state.wake?.();
});

for (const name of listSetAside(databaseFile)) await salvageFile(name);
store.close();
port.close();

async function salvageFile(name: string): Promise<void> {
  while (!state.closing) {
    try {
      if (!isSalvaged(store, name)) await salvage(store, name);
      return;
    } catch (error) {
      // The disk is full, or the database busy. What was saved is saved.
      const sentence = salvageWaitsSentence(codeOf(error));
      post({ kind: 'notice', text: sentence });
      state.waiting = sentence;
      await pause(retryMs);
    }
  }
}

async function salvage(into: Store, name: string): Promise<void> {
  const damaged = openDamaged(join(dirname(databaseFile), name), migrations.length);
  if (damaged === null) {
    giveUpSalvage(into, name);
    post({ kind: 'notice', text: nothingSavedSentence(name) });
    return;
  }
  try {
    const salvaging = new Salvage(into, damaged, name);
    for (let step = salvaging.step(); step !== null; step = salvaging.step()) {
      const done = step.counts.whole + step.counts.withoutBodies + step.counts.unreadable;
      if (step.ids.length > 0) post({ kind: 'saved', ids: step.ids });
      post({ kind: 'progress', done, total: done + step.left });
      // Whoever records comes first; and what is saved takes many times the space until it is packed.
      do await pause((backlogBytes.get() ?? 0) > mostBacklogBytes ? 500 : 5);
      while (!state.closing && (backlogBytes.get() ?? 0) > mostBacklogBytes);
      if (state.closing) return;
    }
    const text = salvagedSentence(name, salvaging.counts);
    post({ kind: 'notice', text, ...(state.waiting === null ? {} : { settled: state.waiting }) });
    state.waiting = null;
  } finally {
    damaged.close();
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    state.wake = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}
