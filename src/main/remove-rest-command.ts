import { isAbsolute } from 'node:path';
import { removeEmptyDataDir } from './our-files.ts';
import { isRunning } from './proxy/is-running.ts';
import { removeWindowFolder } from './window-folder.ts';

// A process of its own, left behind by an app whose data was removed: `remove-rest DATA-DIR PID`. Removes the window's folder, which Chromium held
// open, when that app is gone, and gives up after a while. What an app uses that is started meanwhile stays.

const patienceMs = 30_000;
const lookEveryMs = 100;
/** Chromium's other processes end a little later, and write until then. */
const triesAfterwards = 30;

const [dataDir = '', pidText = ''] = process.argv.slice(2);
const pid = Number(pidText);
if (isAbsolute(dataDir) && Number.isInteger(pid) && pid > 1) void removeRest();

async function removeRest(): Promise<void> {
  for (const until = performance.now() + patienceMs; isRunning(pid); await wait()) {
    if (performance.now() > until) return;
  }
  // More than once: what was written after the first time would stay.
  for (let tries = 0; tries < triesAfterwards; tries += 1) {
    try {
      removeWindowFolder(dataDir, pid);
      removeEmptyDataDir(dataDir);
    } catch {
      // On Windows what is open cannot be removed yet.
    }
    await wait();
  }
}

function wait(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, lookEveryMs));
}
