import { release, hold } from './compare.mjs';
import { cpuSeconds } from './process-cost.mjs';
import { countStored, untilAnalysed } from './stored.mjs';

const drainWithinMs = 90_000;

/**
 * How much a contender of ours has left to analyse, how long it takes for that undisturbed, and whether everything that was answered is
 * stored whole.
 */
export async function drain(/** @type {import('./contenders.mjs').Contender} */ contender) {
  const { api, pid, answered } = contender;
  if (api === null || pid === null) return null;
  release(contender);
  const before = await countStored(api);
  const cpuBefore = cpuSeconds(pid);
  const drainedMs = await untilAnalysed(api, drainWithinMs);
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
    'analysis CPU s / 1000': cpuBefore === null || cpuAfter === null || analysed === 0 ? null : ((cpuAfter - cpuBefore) * 1000) / analysed,
  };
}
