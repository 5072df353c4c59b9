import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startArrivingTraffic } from './arriving-traffic.ts';
import type { Arrived } from './figures.ts';
import { openWindow, readMemory } from './open-window.ts';
import { framesDuring, passFrames } from './page-clock.ts';

const shownWithinMs = 120_000;
/** Until the analyst and the garbage collectors have done what is left. */
const restMs = 3000;
/** What is there once only is there before. */
const warmUp = 50;

/** Sends so many requests through the proxy while the window shows them, and reads the memory before and after. */
export async function measureArriving(requests: number): Promise<Arrived> {
  const folder = await mkdtemp(join(tmpdir(), 'whence-arriving-'));
  const traffic = await startArrivingTraffic();
  const opened = await openWindow(join(folder, 'data'), traffic.upstream);
  const { page, app } = opened;
  try {
    const status = await app.window.status();
    const proxyUrl = status.proxy.url;
    await traffic.send(proxyUrl, status.caBundleFile, warmUp);
    await untilShown(warmUp);
    const before = await readMemory(opened);
    const startedAtMs = performance.now();
    let seconds = NaN;
    const framesMs = await framesDuring(page, async () => {
      await traffic.send(proxyUrl, status.caBundleFile, requests);
      await untilShown(warmUp + requests);
      seconds = (performance.now() - startedAtMs) / 1000;
    });
    await untilAnalysed();
    await pause(restMs);
    return { requests, seconds, before, after: await readMemory(opened), rows: (await rowsShown()) ?? NaN, framesMs };
  } finally {
    await opened.close();
    await traffic.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** The table tells how many rows it has, its head among them. */
  async function rowsShown(): Promise<number | null> {
    const grid = page.getByRole('grid', { name: 'Requests' });
    return (await grid.count()) === 0 ? null : Number(await grid.getAttribute('aria-rowcount')) - 1;
  }

  async function untilShown(rows: number): Promise<void> {
    const untilMs = performance.now() + shownWithinMs;
    while (((await rowsShown()) ?? 0) < rows) {
      if (performance.now() > untilMs) throw new Error(`Of ${rows} rows the window shows ${(await rowsShown()) ?? 0}.`);
      await pause(200);
    }
    await passFrames(page, 2);
  }

  async function untilAnalysed(): Promise<void> {
    const untilMs = performance.now() + shownWithinMs;
    while ((await app.window.rows()).some(({ promptTokens }) => promptTokens === null) && performance.now() < untilMs) await pause(500);
  }
}
