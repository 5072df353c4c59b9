import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MessagePort } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StartedWorkers } from '../../../test-support/started-workers.ts';
import type { Relayed } from '../relayed/relayed.ts';
import { openStoreReads } from '../store/open-store-reads.ts';
import type { RecorderFigures } from './recorder-messages.ts';
import { RelayedWriter } from '../proxy/telling/write-relayed.ts';
import { startRecording, type Recording } from './recording.ts';

let folder: string;
let databaseFile: string;
let threads: StartedWorkers;
const endings: (() => unknown)[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recording-'));
  databaseFile = join(folder, 'whence.db');
  threads = new StartedWorkers();
});

afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end();
  threads.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('a recorder that dies', () => {
  it('is followed by another, which marks what was under way and records what comes then', async () => {
    const { recording, notices, figures, stored, successors, reads } = await record();
    const port = recording.takePort();
    recording.giveSuccessors((successor) => successors.push(successor));
    post(port, [connected(1), ask(1)]);
    await expect.poll(() => stored.length).toBe(1);
    await expect.poll(() => figures.at(-1)?.accounts.exchanges).toBe(1);
    await threads.kill(0);
    await expect.poll(() => successors.length).toBe(1);
    expect(notices).toEqual([expect.stringContaining('started again')]);
    const store = reads();
    expect(store.listRows({ limit: 9 }).rows).toMatchObject([{ id: stored[0], state: 'interrupted', error: { code: 'recorder-failed' }, requestBytes: 2 }]);
    // Its row has changed, and is announced.
    await expect.poll(() => stored).toEqual([stored[0], stored[0]]);
    const [successor] = successors;
    if (successor !== undefined) post(successor, [connected(1), ask(1), { kind: 'tally', atUs: 9, tally: { connections: 1, clientBytes: askBytes, upstreamBytes: 0, refused: 0, unseen: 0 } }]);
    await expect.poll(() => store.listRows({ limit: 9 }).total).toBe(2);
    await expect.poll(() => figures.at(-1)).toMatchObject({ lost: 1, accounts: { exchanges: 2, connections: 1, difference: null } });
  });

  it('is how one ends whose database was removed: another records into a new one, and says so', async () => {
    const { recording, notices, stored, successors } = await record();
    const port = recording.takePort();
    recording.giveSuccessors((successor) => successors.push(successor));
    post(port, [connected(1), ask(1)]);
    await expect.poll(() => stored.length).toBe(1);
    for (const suffix of ['', '-wal', '-shm']) rmSync(databaseFile + suffix);
    await expect.poll(() => successors.length).toBe(1);
    expect(notices).toEqual([expect.stringContaining('was removed'), expect.stringContaining('started again')]);
    const [successor] = successors;
    if (successor !== undefined) post(successor, [connected(1), ask(1)]);
    await expect.poll(() => stored.length).toBe(2);
    const fresh = openStoreReads(databaseFile);
    endings.push(() => fresh.close());
    expect(fresh.listRows({ limit: 9 }).rows).toMatchObject([{ id: stored[1] }]);
  });

  it('is noticed by whoever posts to it: its end of the port closes', async () => {
    const { recording } = await record();
    const port = recording.takePort();
    let isClosed = false;
    port.once('close', () => (isClosed = true));
    await threads.kill(0);
    await expect.poll(() => isClosed).toBe(true);
  });

  it('is followed by another also when a bug of ours throws in it, whose text is told nobody', async () => {
    const { recording, notices, successors } = await record();
    const port = recording.takePort();
    recording.giveSuccessors((successor) => successors.push(successor));
    // No message at all: what reads it throws.
    port.postMessage(null);
    await expect.poll(() => successors.length).toBe(1);
    expect(notices).toEqual([expect.stringContaining('Recording failed (TypeError)')]);
  });

  it('gives the port of its successor where it died before there was a proxy, and tells it what it may have missed', async () => {
    const { recording, successors, notices, reads } = await record();
    recording.takePort();
    const passage = { host: 'h', port: 443, startedAtUs: 5, endedAtUs: 6, requestBytes: 1, responseBytes: 2 };
    recording.takePassedWhileAway([{ ...passage, id: 'passage-1' }]);
    await threads.kill(0);
    recording.takePassedWhileAway([{ ...passage, id: 'passage-2' }]);
    await expect.poll(() => notices.length).toBe(1);
    recording.giveSuccessors((successor) => successors.push(successor));
    expect(successors).toHaveLength(1);
    const store = reads();
    await expect.poll(() => store.listRows({ limit: 9 }).rows.map(({ id }) => id)).toEqual(['passage-2', 'passage-1']);
  });

  it('has its successor mask by the rules that were switched on while it started', async () => {
    const { recording, notices, successors, reads } = await record(['github-token']);
    recording.takePort();
    recording.giveSuccessors((successor) => successors.push(successor));
    await threads.kill(0);
    await expect.poll(() => threads.workers.length, { interval: 1 }).toBe(2);
    expect(notices).toEqual([]);
    recording.setMaskingRulesOff([]);
    await expect.poll(() => successors.length).toBe(1);
    const [successor] = successors;
    const token = ['gh', 'p_', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'].join('');
    const text = `POST /v1/messages HTTP/1.1\r\nContent-Length: 42\r\n\r\n"${token}"`;
    if (successor !== undefined) post(successor, [connected(1), { ...ask(1), bytes: Buffer.from(text) }]);
    const store = reads();
    const body = () => Buffer.from(store.readBody(store.listRows({ limit: 1 }).rows[0]?.id ?? '', 'request')?.octets ?? []).toString();
    await expect.poll(body).toMatch(/^"ghp_\*+"$/);
  });

  it('is given up after five times in ten minutes, with a notice that says what to do', async () => {
    const { recording, notices, figures } = await record();
    for (let death = 1; death <= 6; death += 1) {
      await threads.kill(-1);
      await expect.poll(() => notices.length).toBe(death);
    }
    expect(threads.workers).toHaveLength(6);
    expect(notices.at(-1)).toMatch(/Recording has stopped: .* restart Whence/);
    expect(figures.at(-1)).toMatchObject({ streaming: 0 });
    await recording.close();
    // Nobody holds the database any more.
    const { notices: none } = await record();
    expect(none).toEqual([]);
  });
});

interface Recorded {
  readonly recording: Recording;
  readonly notices: string[];
  readonly figures: RecorderFigures[];
  readonly stored: string[];
  readonly successors: MessagePort[];
  reads(): ReturnType<typeof openStoreReads>;
}

async function record(maskingRulesOff: readonly string[] = []): Promise<Recorded> {
  const notices: string[] = [];
  const figures: RecorderFigures[] = [];
  const stored: string[] = [];
  const start = await startRecording({
    databaseFile,
    maskingRulesOff,
    onStored: (ids) => stored.push(...ids),
    onFigures: (latest) => figures.push(latest),
    onNotice: (text) => notices.push(text),
  });
  if (!start.started) throw new Error(start.message);
  const { recording } = start;
  endings.push(() => recording.close());
  const reads = (): ReturnType<typeof openStoreReads> => {
    const opened = openStoreReads(databaseFile);
    endings.push(() => opened.close());
    return opened;
  };
  return { recording, notices, figures, stored, successors: [], reads };
}

function post(port: MessagePort, messages: readonly Relayed[]): void {
  const poster = new RelayedWriter(port);
  for (const message of messages) poster.tell(message);
}

function connected(connection: number): Relayed {
  return { kind: 'connected', connection, atUs: 1, host: 'api.test', port: 443, mode: 'intercept' };
}

const request = 'POST /v1/messages HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}';
const askBytes = request.length;

function ask(connection: number): Extract<Relayed, { kind: 'bytes' }> {
  return { kind: 'bytes', connection, from: 'client', atUs: 2, bytes: Buffer.from(request) };
}
