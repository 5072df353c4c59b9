import { isDeepStrictEqual } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import { errorMessage } from '../src/main/error-message.ts';
import { expectedDigests } from '../test-support/wire-cases/exchange-digest.ts';
import { plainCases, type PlainCase } from '../test-support/wire-cases/plain-cases.ts';
import { playCase, type PlayedCase } from '../test-support/wire-cases/play-case.ts';
import { isStalled } from '../test-support/wire-cases/play-end.ts';
import { playPlain } from '../test-support/wire-cases/play-plain.ts';
import type { WireCase } from '../test-support/wire-cases/wire-case.ts';
import { quickWireCases, wireCases } from '../test-support/wire-cases/wire-cases.ts';
import { startWireRuns, type WireRun } from './wire-runs.ts';

interface Comparison {
  readonly seen: 'equal' | 'differs';
  /** `—`: of what is not recorded. */
  readonly stored: 'equal' | 'differs' | '—';
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
  const { upstreamContext } = runs;
  const played: Promise<PlayedCase>[] = [];
  try {
    const opened = (quick ? quickWireCases : wireCases)
      .filter(({ name }) => name.includes(only))
      .map(async (wireCase) => {
        const [direct, throughNode, throughElectron] = [runs.direct, runs.node.way, runs.electron.way].map((way) => {
          const playing = playCase(wireCase, way, upstreamContext);
          played.push(playing);
          return playing;
        });
        if (direct === undefined || throughNode === undefined || throughElectron === undefined) throw new Error('Three ways are played three times.');
        const [node, electron] = await Promise.all([compare(wireCase, direct, throughNode, runs.node), compare(wireCase, direct, throughElectron, runs.electron)]);
        return { name: wireCase.name, node, electron };
      });
    const plain = plainCases
      .filter(({ name }) => name.includes(only))
      .map(async (plainCase) => ({
        name: `absolute form: ${plainCase.name}`,
        node: await comparePlain(plainCase, runs.node),
        electron: await comparePlain(plainCase, runs.electron),
      }));
    return await Promise.all([...opened, ...plain]);
  } finally {
    const ended = await Promise.allSettled(played);
    await Promise.all(ended.map((one) => (one.status === 'fulfilled' ? one.value.release() : undefined)));
    await runs.close();
  }
}

async function compare(wireCase: WireCase, direct: Promise<PlayedCase>, proxied: Promise<PlayedCase>, run: WireRun): Promise<Comparison> {
  try {
    const [expected, seen] = await Promise.all([direct, proxied]);
    const stalled = seen.connections.some(({ client, upstream }) => isStalled(client) || isStalled(upstream));
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

async function comparePlain(plainCase: PlainCase, run: WireRun): Promise<Comparison> {
  try {
    const [direct, proxied] = await Promise.all([playPlain(plainCase, null), playPlain(plainCase, run.proxyPort)]);
    const isSeen = isDeepStrictEqual(proxied, direct) && !isStalled(proxied.client) && !isStalled(proxied.upstream);
    return { seen: isSeen ? 'equal' : 'differs', stored: '—', problem: isSeen ? null : JSON.stringify({ direct, proxied }, null, 2) };
  } catch (error) {
    return { seen: 'differs', stored: '—', problem: errorMessage(error) };
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
