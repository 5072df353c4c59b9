import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectedDigests } from '../test-support/wire-cases/exchange-digest.ts';
import { plainCases } from '../test-support/wire-cases/plain-cases.ts';
import { playCase, type PlayedCase } from '../test-support/wire-cases/play-case.ts';
import { playPlain } from '../test-support/wire-cases/play-plain.ts';
import { isStalled } from '../test-support/wire-cases/play-end.ts';
import { wireCases } from '../test-support/wire-cases/wire-cases.ts';
import { startWireRuns, type WireRuns } from './wire-runs.ts';

type Player = 'direct' | 'node' | 'electron';

describe('both ends see through the built proxy what they see without it, and the store has it:', () => {
  let runs: WireRuns;
  const played = { direct: new Map<string, Promise<PlayedCase>>(), node: new Map<string, Promise<PlayedCase>>(), electron: new Map<string, Promise<PlayedCase>>() };

  // All at once: the longest of them waits for a minute, and the others need a few seconds.
  beforeAll(async () => {
    runs = await startWireRuns();
    const ways = { direct: runs.direct, node: runs.node.way, electron: runs.electron.way };
    const players: readonly Player[] = ['direct', 'node', 'electron'];
    for (const wireCase of wireCases) {
      for (const player of players) {
        const playing = playCase(wireCase, ways[player], runs.upstreamContext);
        // What was rejected is told by the test of that case.
        playing.catch(() => undefined);
        played[player].set(wireCase.name, playing);
      }
    }
  });
  afterAll(async () => {
    const ended = await Promise.allSettled(Object.values(played).flatMap((map) => [...map.values()]));
    await Promise.all(ended.map((one) => (one.status === 'fulfilled' ? one.value.release() : undefined)));
    await runs?.close();
  });

  describe.each(['node', 'electron'] as const)('%s', (player) => {
    test.each(wireCases)('$name', { timeout: 150_000 }, async (wireCase) => {
      const direct = await played.direct.get(wireCase.name);
      const seen = await played[player].get(wireCase.name);
      expect(seen?.connections).toEqual(direct?.connections);
      expect(seen?.connections.flatMap(({ client, upstream }) => [client, upstream]).filter(isStalled)).toEqual([]);
      await expect.poll(() => runs[player].readDigests(seen?.port ?? 0)).toEqual(expectedDigests(wireCase));
    });

    test.concurrent.each(plainCases)('an absolute-form request: $name', { timeout: 90_000 }, async (plainCase) => {
      const [direct, proxied] = await Promise.all([playPlain(plainCase, null), playPlain(plainCase, runs[player].proxyPort)]);
      expect(proxied).toEqual(direct);
      expect([proxied.client, proxied.upstream].filter(isStalled)).toEqual([]);
    });
  });
});
