import { parseArgs } from 'node:util';
import { clientVersion } from '../../test-support/real-client/install-client.mjs';
import { measureCosts } from './attribution/costs.mjs';
import { chosenModel, faultsOf, measureSources } from './attribution/sources.mjs';

// The newest at the time, and what the npm of an older Node picks.
const versions = [clientVersion, '2.1.197'];
// Claude Code writes its own texts in two ways: in messages of the role "system" to the one it chooses, as reminders to the others.
const models = [chosenModel, 'claude-sonnet-4-5-20250929', 'claude-3-5-haiku-20241022', 'claude-sonnet-5'];

/**
 * Measures how many of the markers that are planted in what the real Claude Code reads are found under their source, with each of
 * `--versions A,B` and of `--models A,B` (`default`: the one it chooses); and what the attribution takes. `--only sources` or `costs` is the one or the
 * other, `--quick` the pinned version with two models, and smaller bodies.
 */
export async function run(/** @type {readonly string[]} */ argv) {
  const { values } = parseArgs({
    args: [...argv],
    options: { versions: { type: 'string' }, models: { type: 'string' }, only: { type: 'string' }, quick: { type: 'boolean', default: false } },
  });
  const { quick, only } = values;
  const measuredVersions = values.versions?.split(',') ?? (quick ? [clientVersion] : versions);
  const measuredModels = values.models?.split(',') ?? (quick ? models.slice(0, 2) : models);
  const sources = only === 'costs' ? [] : await measureSources(measuredVersions, measuredModels);
  const costs = only === 'sources' ? null : await measureCosts(quick);
  if (faultsOf(sources) > 0) process.exitCode = 1;
  return { sources, costs };
}
