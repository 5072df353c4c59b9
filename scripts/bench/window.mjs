import path from 'node:path';
import { parseArgs } from 'node:util';
import { NeedsUser, say } from '../setup/say.mjs';
import { provideDisplay } from './cases-display.mjs';
import { loadTypeScript } from './cases-typescript.mjs';
import { printWindow } from './window/print.mjs';

/**
 * Measures the window in the real Electron: how soon it can be used after the launch, how long a request of 1 MB takes to open, the frames while
 * `--rows N` (100,000) rows are scrolled, what sorting and filtering them takes, and the memory while `--arriving N` (10,000) requests come in
 * (`--quick`: 1,000, and fewer launches). `--only A,B` measures these parts alone; `--keep DIR` keeps the stores, and goes on from what is there.
 */
export async function run(/** @type {readonly string[]} */ argv) {
  const { values } = parseArgs({
    args: [...argv],
    options: { rows: { type: 'string', default: '100000' }, arriving: { type: 'string' }, only: { type: 'string' }, keep: { type: 'string' }, quick: { type: 'boolean', default: false } },
  });
  const { quick } = values;
  const endDisplay = await provideDisplay({ width: 1600, height: 1000 });
  try {
    const { measureWindow, windowParts } = await loadTypeScript('e2e/window-figures/measure-window.ts');
    const parts = values.only?.split(',') ?? windowParts;
    const unknown = parts.find((/** @type {string} */ part) => !windowParts.includes(part));
    if (unknown !== undefined) throw new NeedsUser(`There is no part "${unknown}" of the window's bench; there are ${windowParts.join(', ')}.`);
    const figures = await measureWindow({
      parts,
      rows: countOf(values.rows, '--rows'),
      launches: quick ? 2 : 5,
      arriving: countOf(values.arriving ?? (quick ? '1000' : '10000'), '--arriving'),
      keep: values.keep === undefined ? null : path.resolve(values.keep),
      say,
    });
    printWindow(figures);
    return figures;
  } finally {
    endDisplay();
  }
}

function countOf(/** @type {string} */ text, /** @type {string} */ option) {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 100) throw new NeedsUser(`${option} wants a whole number from 100 on.`);
  return count;
}
