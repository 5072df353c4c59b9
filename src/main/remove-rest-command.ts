import { isAbsolute } from 'node:path';
import { removeWindowFolder } from './our-files.ts';

// A process of its own, left behind by an app whose data was removed: `remove-rest DATA-DIR PID`. Removes the window's folder, which Chromium held
// open, when that app is gone, and gives up after a while.

const patienceMs = 30_000;
const lookEveryMs = 100;
/** Chromium's other processes end a little later, and write until then. */
const triesAfterwards = 30;

const [dataDir = '', pidText = ''] = process.argv.slice(2);
const pid = Number(pidText);
if (isAbsolute(dataDir) && Number.isInteger(pid) && pid > 1) void removeRest();

async function removeRest(): Promise<void> {
  for (const until = performance.now() + patienceMs; isThere(pid); await wait()) {
    if (performance.now() > until) return;
  }
  // More than once: what was written after the first time would stay.
  for (let tries = 0; tries < triesAfterwards; tries += 1) {
    try {
      removeWindowFolder(dataDir);
    } catch {
      // On Windows what is open cannot be removed yet.
    }
    await wait();
  }
}

function isThere(process_: number): boolean {
  try {
    return process.kill(process_, 0);
  } catch {
    return false;
  }
}

function wait(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, lookEveryMs));
}
