import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { median } from '../report/statistics.mjs';
import { cpuSeconds, peakMemoryMb, resetPeakMemory } from './process-cost.mjs';
import { untilStored } from './stored.mjs';

/** The CPU time of a process is counted in steps of this size. */
const quietForMs = 100;
const quietWithinMs = 10_000;

/**
 * @typedef {import('./contenders.mjs').Contender} Contender
 * @typedef {import('./loads.mjs').Load} Load
 * @typedef {{ name: string, load: keyof typeof import('./loads.mjs'), options: Record<string, number>, rounds: number,
 *   figures: (load: Load) => Record<string, number | null> }} Scenario
 * @typedef {Record<string, (number | null)[]>} Rounds  by figure, one value a round
 * @typedef {{ rounds: Rounds, answered: number, errors: Record<string, number> }} Measured
 */

/** The load generator as this process sees it. */
export function startLoadProcess() {
  const child = fork(fileURLToPath(new URL('load-process.mjs', import.meta.url)), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  return {
    /** @returns {Promise<Load>} */
    run(/** @type {Scenario} */ { load, options }, /** @type {import('./connection.mjs').Way} */ way) {
      return new Promise((resolve, reject) => {
        const ended = () => reject(new Error('the load generator ended'));
        child.once('exit', ended);
        child.once('message', (/** @type {{ result: Load } | { problem: string }} */ answer) => {
          child.off('exit', ended);
          if ('result' in answer) resolve(answer.result);
          else reject(new Error(answer.problem));
        });
        child.send({ load, way, options });
      });
    },
    stop: () => child.disconnect(),
  };
}

/**
 * Measures a scenario for all contenders, in rounds: each round has every contender once, and begins with another one. Whoever is not
 * measured is held still, so that what it has left to do costs the others nothing.
 * @param {Scenario} scenario
 * @param {readonly Contender[]} contenders
 * @param {ReturnType<typeof startLoadProcess>} generator
 * @param {(text: string) => void} say
 * @returns {Promise<Map<string, Measured>>}
 */
export async function measure(scenario, contenders, generator, say) {
  /** @type {Map<string, Measured>} */
  const measured = new Map(contenders.map(({ name }) => [name, { rounds: {}, answered: 0, errors: {} }]));
  for (let round = 0; round < scenario.rounds; round += 1) {
    for (let place = 0; place < contenders.length; place += 1) {
      const contender = contenders[(round + place) % contenders.length];
      const results = contender === undefined ? undefined : measured.get(contender.name);
      if (contender === undefined || results === undefined) continue;
      say(`${scenario.name}, round ${round + 1} of ${scenario.rounds}: ${contender.name}`);
      try {
        const { load, costs } = await measureOnce(scenario, contender, generator);
        for (const [name, value] of Object.entries({ ...scenario.figures(load), ...costs })) (results.rounds[name] ??= []).push(value);
        results.answered += load.answered;
        for (const error of load.errors) results.errors[error] = (results.errors[error] ?? 0) + 1;
      } catch (error) {
        const text = error instanceof Error ? error.message : String(error);
        results.errors[text] = (results.errors[text] ?? 0) + 1;
      }
    }
  }
  return measured;
}

async function measureOnce(
  /** @type {Scenario} */ scenario,
  /** @type {Contender} */ contender,
  /** @type {ReturnType<typeof startLoadProcess>} */ generator,
) {
  const { pid } = contender;
  signal(pid, 'SIGCONT');
  if (pid !== null) resetPeakMemory(pid);
  const cpuBefore = pid === null ? null : cpuSeconds(pid);
  const load = await generator.run(scenario, contender.way);
  contender.answered += load.answered;
  // What it does afterwards for what it was given is its cost as well.
  const storedMs = contender.api === null ? null : await untilStored(contender.api, contender.answered);
  if (contender.api === null && pid !== null) await untilQuiet(pid);
  const cpuAfter = pid === null ? null : cpuSeconds(pid);
  const costs = {
    'CPU s / 1000': cpuBefore === null || cpuAfter === null ? null : ((cpuAfter - cpuBefore) * 1000) / load.answered,
    'peak RSS MB': pid === null ? null : peakMemoryMb(pid),
    'stored after ms': storedMs,
  };
  signal(pid, 'SIGSTOP');
  return { load, costs };
}

/** Waits until a process does nothing any more. */
async function untilQuiet(/** @type {number} */ pid) {
  const giveUpAtMs = performance.now() + quietWithinMs;
  for (let before = cpuSeconds(pid); performance.now() < giveUpAtMs; ) {
    await new Promise((resolve) => setTimeout(resolve, quietForMs));
    const now = cpuSeconds(pid);
    if (now === null || now === before) return;
    before = now;
  }
}

/** Lets it go on that was held. */
export function release(/** @type {Contender} */ { pid }) {
  signal(pid, 'SIGCONT');
}

/** Holds it still. */
export function hold(/** @type {Contender} */ { pid }) {
  signal(pid, 'SIGSTOP');
}

function signal(/** @type {number | null} */ pid, /** @type {'SIGCONT' | 'SIGSTOP'} */ name) {
  if (pid !== null && process.platform !== 'win32') process.kill(pid, name);
}

/**
 * The middle of a figure over the rounds, and of its ratio to another contender's in the same round.
 * @param {Map<string, Measured>} measured
 * @param {string} contender
 * @param {string} name
 */
export function middle(measured, contender, name) {
  return median(measured.get(contender)?.rounds[name] ?? []);
}

/** @returns {number | null} */
export function ratio(
  /** @type {Map<string, Measured>} */ measured,
  /** @type {string} */ name,
  /** @type {string} */ contender,
  /** @type {string} */ to,
) {
  return overRounds(measured, name, contender, to, (one, other) => (other === 0 ? null : one / other));
}

/** How much more than the other it was, the middle over the rounds. @returns {number | null} */
export function added(
  /** @type {Map<string, Measured>} */ measured,
  /** @type {string} */ name,
  /** @type {string} */ contender,
  /** @type {string} */ to,
) {
  return overRounds(measured, name, contender, to, (one, other) => one - other);
}

function overRounds(
  /** @type {Map<string, Measured>} */ measured,
  /** @type {string} */ name,
  /** @type {string} */ contender,
  /** @type {string} */ to,
  /** @type {(one: number, other: number) => number | null} */ compare,
) {
  const others = measured.get(to)?.rounds[name] ?? [];
  const ones = measured.get(contender)?.rounds[name] ?? [];
  return median(
    ones.map((one, round) => {
      const other = others[round];
      return one === null || other === null || other === undefined ? null : compare(one, other);
    }),
  );
}
