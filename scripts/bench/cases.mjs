import { parseArgs } from 'node:util';
import { say } from '../setup/say.mjs';
import { provideDisplay } from './cases-display.mjs';
import { loadTypeScript } from './cases-typescript.mjs';
import { table } from './report/table.mjs';

/** @typedef {{ seen: 'equal' | 'differs', stored: 'equal' | 'differs' | '—', problem: string | null }} Comparison */
/** @typedef {{ name: string, node: Comparison, electron: Comparison }} CaseReport */

/**
 * Plays every wire case directly, through the engine under Node and through the app in Electron, and prints case by case whether
 * both ends saw the same and the store holds what was sent. `--only TEXT` plays those whose names hold the text, `--quick` all but the one that
 * is silent for 65 s.
 */
export async function run(/** @type {readonly string[]} */ argv) {
  const { values } = parseArgs({ args: [...argv], options: { only: { type: 'string' }, quick: { type: 'boolean', default: false } } });
  const { only = '', quick } = values;
  const endDisplay = await provideDisplay();
  try {
    const { compareWireCases } = await loadTypeScript('e2e/compare-wire-cases.ts');
    if (!quick) say('The longest case is silent for 65 s; the others run meanwhile.');
    /** @type {readonly CaseReport[]} */
    const cases = await compareWireCases(only, quick);
    const rows = cases.map(({ name, node, electron }) => [name, node.seen, node.stored, electron.seen, electron.stored]);
    process.stdout.write(`${table(['case', 'node = direct', 'stored', 'electron = direct', 'stored'], rows)}\n\n`);
    const problems = cases.flatMap(({ name, node, electron }) =>
      [node.problem, electron.problem].flatMap((problem) => (problem === null ? [] : [`${name}:\n${problem}\n`])),
    );
    const differences = rows.reduce((sum, row) => sum + row.slice(1).filter((cell) => cell === 'differs').length, 0);
    process.stdout.write(`${problems.join('\n')}${cases.length} cases, ${differences} differences\n`);
    if (differences > 0) process.exitCode = 1;
    return { cases, differences };
  } finally {
    endDisplay();
  }
}
