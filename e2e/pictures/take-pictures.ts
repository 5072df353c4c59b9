import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { launchApp, type RunningApp } from '../launch-app.ts';
import { runRichSession } from './rich-session.ts';
import { startSessionUpstream } from './session-upstream.ts';
import { views, type View } from './views.ts';

interface Setting {
  readonly theme: 'light' | 'dark';
  readonly width: number;
  readonly height: number;
  readonly zoom: number;
}

const settings: readonly Setting[] = (['dark', 'light'] as const).flatMap((theme) => [
  { theme, width: 1440, height: 900, zoom: 1 },
  { theme, width: 900, height: 600, zoom: 1 },
  { theme, width: 1440, height: 900, zoom: 2 },
]);
const analysedWithinMs = 20_000;
/** Until what moves has come to rest. */
const restMs = 350;

export interface Pictures {
  readonly taken: number;
  /** What went otherwise than it should, or is not there, a sentence each. */
  readonly remarks: readonly string[];
}

/** Runs the real Claude Code through the app, and stores a picture of each view in each setting in a folder; with words, those in whose names one of them stands. */
export async function takePictures(binary: string, folder: string, words: readonly string[]): Promise<Pictures> {
  const isWanted = (name: string): boolean => words.length === 0 || words.some((word) => name.includes(word));
  await mkdir(folder, { recursive: true });
  const scratch = await mkdtemp(join(tmpdir(), 'whence-pictures-'));
  const upstream = await startSessionUpstream();
  const app = await launchApp({ upstream });
  try {
    const status = await app.window.status();
    const problems = await runRichSession({ binary, folder: scratch, proxyUrl: status.proxy.url, caFile: status.caBundleFile, upstream });
    await untilAnalysed(app);
    const missing = new Set<string>();
    let taken = 0;
    for (const setting of settings) {
      await apply(app, setting);
      for (const view of views) {
        const name = `${view.name}-${nameOf(setting)}`;
        if (!isWanted(name)) continue;
        if (await photograph(app, view, setting.zoom, join(folder, `${name}.png`))) taken += 1;
        else missing.add(`The view "${view.name}" could not be shown.`);
      }
    }
    return { taken, remarks: [...problems, ...missing] };
  } finally {
    await app.close();
    await upstream.close();
    await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function photograph({ electron, window }: RunningApp, view: View, zoom: number, file: string): Promise<boolean> {
  const { page } = window;
  await page.evaluate(() => location.assign('#/traffic'));
  await page.reload();
  // What lies under the pointer looks otherwise.
  await page.mouse.move(0, 0);
  // A page that is loaded anew has its own.
  await electron.evaluate(({ BrowserWindow }, factor) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(factor), zoom);
  await page.locator('[role="grid"] [data-row]').first().waitFor();
  const isShown = await view.show(window).catch(() => false);
  if (!isShown) return false;
  await pause(restMs);
  // Playwright's own take a part of a page that is zoomed.
  const png = await electron.evaluate(async ({ BrowserWindow }) => (await BrowserWindow.getAllWindows()[0]?.webContents.capturePage())?.toPNG().toString('base64'));
  if (png === undefined) return false;
  await writeFile(file, Buffer.from(png, 'base64'));
  return true;
}

async function apply({ electron, window: { page } }: RunningApp, { theme, width, height }: Setting): Promise<void> {
  await electron.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
    { width, height },
  );
  await page.evaluate((chosen) => window.whence.call('changeSettings', { theme: chosen }), theme);
}

function nameOf({ theme, width, zoom }: Setting): string {
  return `${theme}-${width}${zoom === 1 ? '' : `-${zoom}00`}`;
}

async function untilAnalysed({ window }: RunningApp): Promise<void> {
  const untilMs = performance.now() + analysedWithinMs;
  const rest = async () => (await window.rows()).filter(({ requestClass, promptTokens }) => requestClass === 'main' && promptTokens === null);
  while ((await rest()).length > 0 && performance.now() < untilMs) await pause(300);
}
