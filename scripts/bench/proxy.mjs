import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { say } from '../setup/say.mjs';
import { setUp } from '../setup/set-up.mjs';
import { provideDisplay } from './cases-display.mjs';
import { makeUpstreamCertificate } from './proxy/authority.mjs';
import { buildParts } from './proxy/built-parts.mjs';
import { added, hold, measure, middle, ratio, startLoadProcess } from './proxy/compare.mjs';
import { address, direct, engine, host, mitmdump, mitmdumpVersion, mockttp } from './proxy/contenders.mjs';
import { drain } from './proxy/drain.mjs';
import { appWithWindow, engineInElectron, placedRelay } from './proxy/in-electron.mjs';
import { maskingCost } from './proxy/masking-cost.mjs';
import { startProgram } from './proxy/program.mjs';
import * as scenarios from './proxy/scenarios.mjs';
import { verdicts } from './proxy/targets.mjs';
import { figure, table } from './report/table.mjs';

/** @typedef {import('./proxy/contenders.mjs').Contender} Contender */

/**
 * Compares the engine with a direct connection, a blind tunnel, mockttp and mitmdump, under Node and in Electron, all of them in one
 * run that gives them turns. `--quick` takes less than a minute and leaves out the windows; `--only PART` measures the scenarios
 * with these letters in their names, `--no-electron` without Electron.
 */
export async function run(/** @type {readonly string[]} */ argv) {
  const { values } = parseArgs({
    args: [...argv],
    options: { quick: { type: 'boolean' }, only: { type: 'string', multiple: true }, 'no-electron': { type: 'boolean' } },
  });
  const quick = values.quick === true;
  const isWanted = (/** @type {string} */ name) => values.only === undefined || values.only.some((part) => name.includes(part));
  const electron = values['no-electron'] === true ? null : await electronOrNull();
  const folder = await mkdtemp(path.join(tmpdir(), 'whence-bench-'));
  /** What is running, to be ended in reverse. @type {{ stop: () => void | Promise<void> }[]} */
  const running = [];
  try {
    if (electron !== null) running.push({ stop: await provideDisplay() });
    const certificate = await makeUpstreamCertificate(folder, [host, address]);
    const upstream = await startProgram(process.execPath, [processFile('upstream'), certificate.certificateFile, certificate.keyFile]);
    running.push(upstream);
    const generator = startLoadProcess();
    running.push(generator);
    const surroundings = { folder, upstreamPort: Number(upstream.facts['port']), upstreamCaFile: certificate.caFile };
    const begin = async (/** @type {Promise<Contender>} */ starting) => {
      const contender = await starting;
      running.push(contender);
      hold(contender);
      return contender;
    };

    const without = direct(surroundings);
    const tunnel = await begin(engine(surroundings, { name: 'blind tunnel', isListed: false }));
    const ours = await begin(engine(surroundings, { name: 'ours', isListed: true }));
    const rivals = [await begin(mockttp(surroundings))];
    const streamingRivals = [...rivals];
    const version = await mitmdumpVersion();
    if (version === null) say('mitmdump is not installed: what is compared with it is not measured.');
    else {
      rivals.push(await begin(mitmdump(surroundings)));
      streamingRivals.push(await begin(mitmdump(surroundings, { streaming: true })));
    }
    const inElectron = electron === null ? [] : [await begin(engineInElectron(surroundings, electron))];
    if (electron !== null && !quick) inElectron.push(await begin(appWithWindow(surroundings, electron)));

    /** @type {import('./proxy/targets.mjs').Results} */
    const results = new Map();
    /** @type {Map<string, import('./proxy/targets.mjs').Drained>} */
    const drained = new Map();
    const compare = async (/** @type {import('./proxy/compare.mjs').Scenario} */ scenario, /** @type {readonly Contender[]} */ contenders) => {
      if (!isWanted(scenario.name)) return;
      const measured = await measure(scenario, contenders, generator, say);
      results.set(scenario.name, measured);
      process.stdout.write(`\n${scenario.name}\n${tableOf(measured, contenders)}\n`);
    };
    const everyone = [without, tunnel, ours, ...rivals, ...inElectron];
    await compare(scenarios.unhurried(quick), everyone);
    await compare(scenarios.backToBack(quick), everyone);
    await compare(scenarios.crowd(quick), everyone);
    await compare(scenarios.bulk(quick), everyone);
    await compare(scenarios.firstByte(quick), [without, tunnel, ours, ...streamingRivals, ...inElectron.slice(0, 1)]);
    await compare(scenarios.manyStreams(quick), [without, tunnel, ours, ...streamingRivals, ...inElectron.slice(0, 1)]);
    await compare(scenarios.handshakes(quick), [without, tunnel, ours, ...rivals, ...inElectron.slice(0, 1)]);

    say('Waiting for the analysis');
    for (const contender of [ours, ...inElectron]) {
      const found = await drain(contender, contender === ours);
      if (found !== null) drained.set(contender.name, found);
    }
    printDrained(drained);

    const parts = await buildParts();
    const masking = await maskingCost(parts);
    process.stdout.write(`\nmasking\n${table(['', 'ms'], Object.entries(masking).map(([name, ms]) => [name, figure(ms)]))}\n`);
    if (!quick) await comparePlaces(compare, surroundings, electron, parts, without, begin);

    const judged = verdicts(results, drained, scenarios.manyStreams(quick).options['streams'] ?? 0);
    const words = { true: 'met', false: 'MISSED', null: 'not measured' };
    const rows = judged.map(({ target, wanted, measured, met }) => [target, wanted, measured, words[`${met}`]]);
    process.stdout.write(`\n${table(['target', 'wanted', 'measured', ''], rows)}\n`);
    return {
      mitmdump: version,
      quick,
      scenarios: Object.fromEntries([...results].map(([name, measured]) => [name, Object.fromEntries(measured)])),
      drained: Object.fromEntries(drained),
      masking,
      targets: judged,
    };
  } finally {
    for (const part of running.toReversed()) await part.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The proxy on the main loop and in a thread, under Node and in Electron: docs/decisions/0002. */
async function comparePlaces(
  /** @type {(scenario: import('./proxy/compare.mjs').Scenario, contenders: readonly Contender[]) => Promise<void>} */ compare,
  /** @type {import('./proxy/contenders.mjs').Surroundings} */ surroundings,
  /** @type {string | null} */ electron,
  /** @type {string} */ parts,
  /** @type {Contender} */ without,
  /** @type {(starting: Promise<Contender>) => Promise<Contender>} */ begin,
) {
  const placed = [without];
  for (const program of electron === null ? [null] : [null, electron]) {
    placed.push(await begin(placedRelay(surroundings, program, parts, 'thread')));
    placed.push(await begin(placedRelay(surroundings, program, parts, 'main-loop')));
  }
  for (const scenario of [scenarios.backToBack(false), scenarios.crowd(false), scenarios.bulk(false)]) {
    await compare({ ...scenario, name: `relay's place: ${scenario.name}` }, placed);
  }
}

/**
 * Each figure's middle over the rounds; of the first, how it stands to a direct connection, and what is more than there.
 * @param {Map<string, import('./proxy/compare.mjs').Measured>} measured
 * @param {readonly Contender[]} contenders
 */
function tableOf(measured, contenders) {
  const names = [...new Set([...measured.values()].flatMap(({ rounds }) => Object.keys(rounds)))];
  const [first = ''] = names;
  const rows = contenders.map(({ name }) => {
    const errors = Object.entries(measured.get(name)?.errors ?? {}).map(([text, count]) => `${count} × ${text}`);
    return [
      name,
      ...names.map((one) => figure(middle(measured, name, one))),
      figure(ratio(measured, first, name, 'direct')),
      figure(added(measured, first, name, 'direct')),
      errors.join(', ') || '0',
    ];
  });
  return table(['', ...names, `${first}: × direct`, '− direct', 'errors'], rows);
}

function printDrained(/** @type {Map<string, import('./proxy/targets.mjs').Drained>} */ drained) {
  const [first] = drained.values();
  if (first === undefined) return;
  const names = /** @type {(keyof typeof first)[]} */ (Object.keys(first));
  const rows = [...drained].map(([name, found]) => [name, ...names.map((one) => (Number.isInteger(found[one]) ? String(found[one]) : figure(found[one])))]);
  process.stdout.write(`\nkept\n${table(['', ...names], rows)}\n`);
}

async function electronOrNull() {
  try {
    return (await setUp('app')).electron;
  } catch {
    return null;
  }
}

function processFile(/** @type {string} */ name) {
  return fileURLToPath(new URL(`proxy/${name}-process.mjs`, import.meta.url));
}
