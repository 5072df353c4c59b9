import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { loadTypeScript } from './cases-typescript.mjs';
import { figure, table } from './report/table.mjs';

/** @typedef {{ runs: number, failures: readonly { seed: number, problem: string }[], figures: Record<string, number> }} FuzzReport */
/** @typedef {{ name: string, oneIn: number, run: (plan: { seed: number, runs: number }) => Promise<FuzzReport> }} FuzzKind */
/** @typedef {{ name: string, milliseconds: number, millisecondsForFourTimes: number, heldMb: number }} CaptureCost */

// What takes four times as much in this many times the time is not linear. Small times say nothing.
const timesForFour = 9;
const tellingMs = 300;

/**
 * Feeds mutated streams to the relay, the proxy, the capture, the recorder and the masking, and prints what was found.
 * `--seed N` repeats a run, `--runs N` (20,000) says how many, `--only TEXT` which kinds, `--quick` is a tenth of it.
 */
export async function run(/** @type {readonly string[]} */ argv) {
  const { values } = parseArgs({ args: [...argv], options: { seed: { type: 'string' }, runs: { type: 'string' }, only: { type: 'string' }, quick: { type: 'boolean' } } });
  const seed = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed);
  const runs = Number(values.runs ?? (values.quick === true ? 2000 : 20_000));
  if (!Number.isInteger(seed) || !Number.isInteger(runs) || runs < 1) throw new Error('--seed and --runs want whole numbers.');
  /** @type {{ fuzzKinds: readonly FuzzKind[], measureCaptureCosts: (bytes: number) => readonly CaptureCost[] }} */
  const { fuzzKinds, measureCaptureCosts } = await loadTypeScript('test-support/fuzz/fuzz-kinds.ts');
  process.stdout.write(`Seed ${seed}\n`);
  /** @type {(FuzzReport & { name: string, seconds: number })[]} */
  const reports = [];
  for (const kind of fuzzKinds.filter(({ name }) => name.includes(values.only ?? ''))) {
    const startedAtMs = performance.now();
    const report = await kind.run({ seed, runs: Math.ceil(runs / kind.oneIn) });
    reports.push({ name: kind.name, seconds: (performance.now() - startedAtMs) / 1000, ...report });
    for (const failure of report.failures) process.stdout.write(`${kind.name}, seed of the run ${failure.seed}: ${failure.problem.slice(0, 4000)}\n`);
  }
  const rows = reports.map(({ name, runs: done, failures, seconds, figures }) => [
    name,
    String(done),
    String(failures.length),
    figure(seconds),
    Object.entries(figures).map(([what, count]) => `${count} ${what}`).join(', '),
  ]);
  process.stdout.write(`\n${table(['fed with mutated streams', 'runs', 'failures', 's', 'counted'], rows)}\n\n`);

  const costs = measureCaptureCosts(720_000);
  process.stdout.write(
    `${table(['reading what is made to be dear', '0.7 MB, ms', '2.9 MB, ms', 'held, MB'], costs.map((cost) => [cost.name, figure(cost.milliseconds), figure(cost.millisecondsForFourTimes), figure(cost.heldMb)]))}\n\n`,
  );
  const notLinear = costs.filter((cost) => cost.millisecondsForFourTimes > tellingMs && cost.millisecondsForFourTimes > timesForFour * cost.milliseconds);
  const failed = reports.reduce((sum, { failures }) => sum + failures.length, 0);
  process.stdout.write(`${failed} failures, ${notLinear.length} readings that are not linear\n`);
  if (failed + notLinear.length > 0) process.exitCode = 1;
  return { seed, reports, costs };
}
