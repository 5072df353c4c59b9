import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { storeManyRows, type ManyRows } from '../../test-support/many-rows.ts';
import { timed, type Timed, type WindowFigures } from './figures.ts';
import { measureArriving } from './measure-arriving.ts';
import { measureAsking } from './measure-asking.ts';
import { measureLaunch } from './measure-launch.ts';
import { measureOpening } from './measure-opening.ts';
import { measureScrolling } from './measure-scrolling.ts';
import { openWindow, readGraphics } from './open-window.ts';

const partWords = {
  launch: 'Launching the app.',
  open: 'Opening large requests.',
  scroll: 'Scrolling.',
  ask: 'Sorting, filtering and searching.',
  arrive: 'Sending requests through the proxy.',
};
export const windowParts = Object.keys(partWords);

export interface WindowPlan {
  /** Of `windowParts`. */
  readonly parts: readonly string[];
  /** Of the large store. */
  readonly rows: number;
  readonly launches: number;
  readonly arriving: number;
  /** Where the stores are kept, or found again; null for none. */
  readonly keep: string | null;
  readonly say: (line: string) => void;
}

const smallRows = 400;

/** Measures the built app's window in the real Electron. */
export async function measureWindow(plan: WindowPlan): Promise<WindowFigures> {
  const { parts, rows, arriving, keep, say } = plan;
  const has = (name: keyof typeof partWords): boolean => parts.includes(name);
  const loads: Record<string, number> = {};
  const part = <Result>(name: keyof typeof partWords, measure: () => Promise<Result>): Promise<Result> => {
    loads[name] = loadavg()[0] ?? NaN;
    say(partWords[name]);
    return measure();
  };
  const folder = keep ?? (await mkdtemp(join(tmpdir(), 'whence-window-')));
  try {
    await storeOf(folder, smallRows, say);
    const large = await storeOf(folder, rows, say);
    const launches = has('launch') ? await part('launch', () => launchEach(plan, folder)) : [];
    const opened = await openWindow(large.dataDir);
    try {
      const graphics = await readGraphics(opened);
      await opened.app.window.allRowsLoaded();
      const opening = has('open') ? await part('open', () => measureOpening(opened, large.stored.large)) : [];
      const moved = has('scroll') ? await part('scroll', () => measureScrolling(opened, rows)) : [];
      const asking = has('ask') ? await part('ask', () => measureAsking(opened)) : [];
      await opened.close();
      const arrived = has('arrive') ? await part('arrive', () => measureArriving(arriving)) : null;
      return { graphics, loads, timed: [...launches, ...opening, ...asking], moved, arrived };
    } finally {
      await opened.close();
    }
  } finally {
    if (keep === null) await rm(folder, { recursive: true, force: true });
  }
}

async function launchEach({ launches, rows, say }: WindowPlan, folder: string): Promise<readonly Timed[]> {
  const small = await storeOf(folder, smallRows, say);
  const large = await storeOf(folder, rows, say);
  const figures: Timed[] = [];
  for (const [name, dataDir] of [['an empty store', null], [`${smallRows} rows`, small.dataDir], [`${rows} rows`, large.dataDir]] as const) {
    const all = [];
    for (let launch = 0; launch < launches; launch += 1) all.push(await measureLaunch(dataDir));
    figures.push(timed(`launch on ${name}, until painted`, all.map(({ painted }) => painted), 'The window showed nothing.'));
    if (dataDir !== null) figures.push(timed(`launch on ${name}, until a key is answered`, all.map(({ answers }) => answers), 'No row was there.'));
  }
  return figures;
}

/** The store of so many rows in the folder, made where there is none. */
async function storeOf(folder: string, rows: number, say: (line: string) => void): Promise<{ readonly dataDir: string; readonly stored: ManyRows }> {
  const dataDir = join(folder, `rows-${rows}`);
  const listed = join(folder, `rows-${rows}.json`);
  if (existsSync(listed)) return { dataDir, stored: JSON.parse(await readFile(listed, 'utf8')) };
  const startedAtMs = performance.now();
  const stored = await storeManyRows(dataDir, rows);
  await writeFile(listed, JSON.stringify(stored));
  say(`Stored ${rows} rows in ${((performance.now() - startedAtMs) / 1000).toFixed(1)} s.`);
  return { dataDir, stored };
}
