import { afterEach } from 'vitest';
import type { RunningApp } from './launch-app.ts';

/** Keeps a picture of the window, in `test-results/`, of each test of the file that fails. */
export function keepFailureScreenshots(running: () => RunningApp | undefined): void {
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    const path = `test-results/${task.name.replaceAll(/\W+/g, '-')}.png`;
    // The window may be what failed.
    await running()?.window.page.screenshot({ path }).catch(() => undefined);
  });
}
