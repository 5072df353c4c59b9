import { isDeepStrictEqual } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import { errorMessage } from '../src/main/error-message.ts';
import { expectedDigests } from '../test-support/wire-cases/exchange-digest.ts';
import { playCase, type PlayedCase } from '../test-support/wire-cases/play-case.ts';
import type { WireCase } from '../test-support/wire-cases/wire-case.ts';
import { quickWireCases, wireCases } from '../test-support/wire-cases/wire-cases.ts';
import { startWireRuns, type WireRun } from './wire-runs.ts';

interface Comparison {
  readonly seen: 'equal' | 'differs';
  readonly stored: 'equal' | 'differs';
  /** Both sides of the difference, or what kept the case from being played. */
  readonly problem: string | null;
}

export interface CaseReport {
  readonly name: string;
  readonly node: Comparison;
  readonly electron: Comparison;
}

const storedWithinMs = 10_000;

/** Plays the cases whose names hold a text, all at once, and compares what was seen and stored with what is seen directly. */
export async function compareWireCases(only: string, quick: boolean): Promise<readonly CaseReport[]> {
  const runs = await startWireRuns();
  try {
    const { upstreamContext } = runs;
    return await Promise.all(
      (quick ? quickWireCases : wireCases)
        .filter(({ name }) => name.includes(only))
        .map(async (wireCase) => {
          const direct = playCase(wireCase, runs.direct, upstreamContext);
          const [node, electron] = await Promise.all(
            [runs.node, runs.electron].map(async (run) => compare(wireCase, direct, playCase(wireCase, run.way, upstreamContext), run)),
          );
          if (node === undefined || electron === undefined) throw new Error('Two runs have two comparisons.');
          return { name: wireCase.name, node, electron };
        }),
    );
  } finally {
    await runs.close();
  }
}

async function compare(wireCase: WireCase, direct: Promise<PlayedCase>, proxied: Promise<PlayedCase>, run: WireRun): Promise<Comparison> {
  try {
    const [expected, seen] = await Promise.all([direct, proxied]);
    const stalled = seen.connections.some(({ client, upstream }) => client.ended === 'stalled' || upstream.ended === 'stalled');
    const isSeen = !stalled && isDeepStrictEqual(seen.connections, expected.connections);
    const stored = expectedDigests(wireCase);
    const digests = await digestsOnceEqual(() => run.readDigests(seen.port), stored);
    const isStored = isDeepStrictEqual(digests, stored);
    const parts = [
      ...(isSeen ? [] : [{ direct: expected.connections, proxied: seen.connections }]),
      ...(isStored ? [] : [{ expected: stored, stored: digests }]),
    ];
    return {
      seen: isSeen ? 'equal' : 'differs',
      stored: isStored ? 'equal' : 'differs',
      problem: parts.length === 0 ? null : JSON.stringify(parts, null, 2),
    };
  } catch (error) {
    return { seen: 'differs', stored: 'differs', problem: errorMessage(error) };
  }
}

/** What comes in the end: rows are written a little after the connection has ended. */
async function digestsOnceEqual<Value>(read: () => Promise<Value>, expected: unknown): Promise<Value> {
  const untilMs = performance.now() + storedWithinMs;
  for (;;) {
    const value = await read();
    if (isDeepStrictEqual(value, expected) || performance.now() > untilMs) return value;
    await pause(50);
  }
}
