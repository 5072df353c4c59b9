import { release, hold } from './compare.mjs';
import { cpuSeconds } from './process-cost.mjs';
import { countStored, untilAnalysed } from './stored.mjs';

const drainWithinMs = 60_000;

/**
 * Whether everything that a contender of ours has answered is stored whole, how much of it is left to be analysed, and, when it is to be
 * waited for, how long that takes undisturbed (null: more than a minute) and how many a second.
 */
export async function drain(/** @type {import('./contenders.mjs').Contender} */ contender, /** @type {boolean} */ waits) {
  const { api, pid, answered } = contender;
  if (api === null || pid === null) return null;
  release(contender);
  const before = await countStored(api);
  const cpuBefore = cpuSeconds(pid);
  const startedMs = performance.now();
  const drainedMs = waits ? await untilAnalysed(api, drainWithinMs) : null;
  const tookMs = performance.now() - startedMs;
  const cpuAfter = cpuSeconds(pid);
  const stored = await countStored(api);
  hold(contender);
  const analysed = stored.analysed - before.analysed;
  return {
    answered,
    stored: stored.total,
    whole: stored.complete,
    'analysis backlog': before.total - before.analysed,
    'drained after ms': drainedMs,
    'analysed / s': waits && analysed > 0 ? (analysed * 1000) / tookMs : null,
    'analysis CPU s / 1000': cpuBefore === null || cpuAfter === null || analysed === 0 || !waits ? null : ((cpuAfter - cpuBefore) * 1000) / analysed,
  };
}
