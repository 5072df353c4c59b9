import type { CDPSession, Page } from 'playwright';
import { startScriptedUpstream, type ScriptedUpstream } from '../../test-support/scripted-upstream.ts';
import { launchApp, type RunningApp } from '../launch-app.ts';
import type { Memory, Sample } from './figures.ts';
import { msUntilPainted, type Awaited } from './page-clock.ts';

/** Rows of any age stay, however many. */
export const keepsOldRows = ['--retention-days=36500', '--max-store-mb=20000'] as const;

const windowSize = { width: 1440, height: 900 };

/** The app with its window, as the figures are taken of it. */
export interface OpenWindow {
  readonly app: RunningApp;
  readonly page: Page;
  /** Chromium's own instruments. */
  readonly instruments: CDPSession;
  /** May be called again. */
  close(): Promise<void>;
}

/** Opens the app on a data directory, without an upstream of its own where one is given. */
export async function openWindow(dataDir: string, given?: Pick<ScriptedUpstream, 'port' | 'caFile'>): Promise<OpenWindow> {
  const own = given === undefined ? await startScriptedUpstream() : null;
  const app = await launchApp({ upstream: given ?? own ?? { port: 0, caFile: '' }, dataDir, further: keepsOldRows });
  await app.electron.evaluate(({ BrowserWindow }, { width, height }) => BrowserWindow.getAllWindows()[0]?.setContentSize(width, height), windowSize);
  const { page } = app.window;
  let isClosed = false;
  const instruments = await page.context().newCDPSession(page);
  await instruments.send('Performance.enable');
  return {
    app,
    page,
    instruments,
    async close() {
      if (isClosed) return;
      isClosed = true;
      await app.close();
      await own?.close();
    },
  };
}

/** Whether Chromium draws with a graphics processor. */
export function readGraphics({ app }: OpenWindow): Promise<{ readonly isSoftware: boolean; readonly compositing: string }> {
  return app.electron.evaluate(({ app: electronApp }) => {
    const compositing = electronApp.getGPUFeatureStatus().gpu_compositing;
    return { compositing, isSoftware: !compositing.startsWith('enabled') || electronApp.commandLine.hasSwitch('disable-gpu') };
  });
}

/** What the processes take, after the window's garbage is collected. */
export async function readMemory({ app, instruments }: OpenWindow): Promise<Memory> {
  await instruments.send('HeapProfiler.collectGarbage');
  const heap = (await readCounters(instruments))['JSHeapUsedSize'] ?? NaN;
  const processes = await app.electron.evaluate(({ app: electronApp }) => electronApp.getAppMetrics().map(({ type, memory }) => ({ type: String(type), kb: memory.workingSetSize })));
  const megabytes = (wanted: string): number => processes.filter(({ type }) => type === wanted).reduce((sum, { kb }) => sum + kb / 1024, 0);
  return { heap: heap / 2 ** 20, renderer: megabytes('Tab'), main: megabytes('Browser'), graphics: megabytes('GPU') };
}

/** From a press until what is awaited is painted. */
export async function samplePress({ page, instruments }: OpenWindow, awaited: Awaited, press: () => Promise<void>): Promise<Sample> {
  const before = await readCounters(instruments);
  const ms = await msUntilPainted(page, awaited, press);
  const after = await readCounters(instruments);
  return { ms, processorMs: 1000 * ((after['ThreadTime'] ?? NaN) - (before['ThreadTime'] ?? NaN)) };
}

/** Sums since the page began; those of time are in seconds. */
export async function readCounters(instruments: CDPSession): Promise<Readonly<Record<string, number>>> {
  const { metrics } = await instruments.send('Performance.getMetrics');
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
}
