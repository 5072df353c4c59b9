import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type CDPSession, type Page } from 'playwright';
import { electronBinary, flagsForThisUser, ofThisDisplay } from '../launch-app.ts';
import type { Sample } from './figures.ts';
import { keepsOldRows } from './open-window.ts';

const projectFolder = fileURLToPath(new URL('../..', import.meta.url));
const launchWithinMs = 60_000;
const rows = '[role="grid"] [data-row]';
const firstRun = '.first-run';

export interface Launched {
  /** From the start of the process until the first rows, or what stands in their place, are painted. */
  readonly painted: Sample;
  /** Until a key has moved the cursor in the table; null where there is no table. */
  readonly answers: Sample;
}

/**
 * Launches the built app on a copy of a data directory, or on none, as a user does: not through Playwright's launcher, which holds the app back
 * until it has attached itself.
 */
export async function measureLaunch(dataDir: string | null): Promise<Launched> {
  const home = await mkdtemp(join(tmpdir(), 'whence-launch-'));
  const ownDataDir = join(home, 'data');
  if (dataDir !== null) await cp(dataDir, ownDataDir, { recursive: true });
  const startedAtMs = Date.now();
  const child = spawn(
    electronBinary(),
    [...flagsForThisUser(), '--remote-debugging-port=0', projectFolder, `--data-dir=${ownDataDir}`, '--port=0', '--no-standby', ...keepsOldRows],
    { env: { ...ofThisDisplay(), HOME: home, LANG: 'C.UTF-8' }, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const ended = once(child, 'exit');
  try {
    const browser = await chromium.connectOverCDP(await debuggerUrl(child.stderr));
    const page = await windowOf(() => browser.contexts()[0]?.pages() ?? []);
    const instruments = await browser.newBrowserCDPSession();
    const paintedMs = (await paintedAt(page, `${rows}, ${firstRun}`)) - startedAtMs;
    const painted = { ms: paintedMs, processorMs: await processorMs(instruments) };
    const answersMs = (await page.locator(rows).count()) === 0 ? null : (await answeredAt(page)) - startedAtMs;
    const answers = { ms: answersMs, processorMs: await processorMs(instruments) };
    await browser.close();
    return { painted, answers };
  } finally {
    child.kill();
    await ended;
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function debuggerUrl(stderr: NodeJS.ReadableStream): Promise<string> {
  let said = '';
  for await (const text of stderr) {
    said += String(text);
    const url = /DevTools listening on (\S+)/.exec(said)?.[1];
    if (url !== undefined) {
      stderr.resume();
      return url;
    }
  }
  throw new Error(`The app ended before its window was there: ${said}`);
}

/** What all processes of the app have worked so far. */
async function processorMs(instruments: CDPSession): Promise<number> {
  const { processInfo } = await instruments.send('SystemInfo.getProcessInfo');
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime * 1000, 0);
}

async function windowOf(look: () => readonly Page[]): Promise<Page> {
  const untilMs = Date.now() + launchWithinMs;
  while (Date.now() < untilMs) {
    const page = look().find((one) => one.url().includes('index.html'));
    if (page !== undefined) return page;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('The app opened no window.');
}

/** The time of day at which two frames have passed since the selector found something. */
async function paintedAt(page: Page, selector: string): Promise<number> {
  await page.waitForSelector(selector, { state: 'attached', timeout: launchWithinMs });
  return page.evaluate(() => new Promise<number>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(Date.now())))));
}

async function answeredAt(page: Page): Promise<number> {
  await page.locator('[role="grid"]').first().focus();
  await page.keyboard.press('ArrowDown');
  return paintedAt(page, '[role="grid"] [data-row][aria-selected="true"]');
}
