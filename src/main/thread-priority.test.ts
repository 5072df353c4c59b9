import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { quietAnalyst } from '../../test-support/quiet-options.ts';
import { startAnalystThread, type AnalystHandle } from './analyst/analyst-handle.ts';
import { startRecording, type Recording } from './recorder/recording.ts';

let folder: string;
let recording: Recording;
let analyst: AnalystHandle;
let before: readonly number[];
const nothing = (): void => {};

beforeAll(async () => {
  before = nicenessOfThreads();
  folder = mkdtempSync(join(tmpdir(), 'priority-'));
  const databaseFile = join(folder, 'whence.db');
  const start = await startRecording({ databaseFile, maskingRulesOff: [], onStored: nothing, onFigures: nothing, onNotice: nothing });
  if (!start.started) throw new Error(start.message);
  recording = start.recording;
  analyst = startAnalystThread({ ...quietAnalyst, databaseFile, onAnalysed: nothing, onBacklog: nothing, onNotice: nothing });
});

afterAll(async () => {
  await analyst?.close();
  await recording?.close();
  rmSync(folder, { recursive: true, force: true });
});

it('the analyst stands back for the recorder, and both for the relay, where a thread can', async () => {
  const ours = getPriority();
  await expect.poll(() => added(before, nicenessOfThreads()).filter((niceness) => niceness > ours)).toEqual(process.platform === 'linux' ? [5, 19].filter((niceness) => niceness > ours) : []);
});

it('the process as a whole keeps its priority', () => {
  expect(getPriority(process.pid)).toBe(before[0]);
});

/** Of all threads of this process, the first one's first; where the system has no list of them, of the process. */
function nicenessOfThreads(): readonly number[] {
  if (process.platform !== 'linux') return [getPriority()];
  const threads = readdirSync('/proc/self/task').toSorted((one, other) => Number(one) - Number(other));
  return threads.map((thread) => {
    const stat = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8');
    // The name, in brackets, may hold blanks; niceness is the 19th field of all.
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]);
  });
}

function added(former: readonly number[], latter: readonly number[]): readonly number[] {
  const left = [...former];
  const fresh = latter.filter((niceness) => {
    const at = left.indexOf(niceness);
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
  return fresh.toSorted((one, other) => one - other);
}
