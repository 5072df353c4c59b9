import { app, dialog } from 'electron';
import { homedir } from 'node:os';
import { join, parse, resolve } from 'node:path';
import { parseOptions } from './options.ts';
import { runStandbyOnly } from './shell/login/run-standby-only.ts';
import { runApp } from './shell/run-app.ts';
import { claimWindowFolder, windowFolderName } from './window-folder.ts';

// The app's entry: options, where the data lies, one app for each data directory.
const parsed = parseOptions(process.argv.slice(1), { ignoreUnknown: true });
if (!parsed.valid) {
  dialog.showErrorBox('Whence cannot start', parsed.message);
  app.exit(1);
} else {
  app.setName('Whence');
  const dataDir = resolve(parsed.options.dataDir ?? join(app.getPath('appData'), 'Whence'));
  // Chromium keeps its own files, and the lock of the single app, in a folder of their own beside ours.
  app.setPath('userData', join(dataDir, windowFolderName));
  const problem = whyNoPlaceForData(dataDir) ?? claimWindowFolder(dataDir);
  // Not the single app: one that is started while this runs for a moment must come up.
  if (problem !== null) {
    dialog.showErrorBox('Whence cannot start', problem);
    app.exit(1);
  } else if (parsed.options.standbyOnly) void runStandbyOnly(parsed.options, dataDir);
  else if (app.requestSingleInstanceLock()) void runApp(parsed.options, dataDir);
  else app.exit(0);
}

/** Names of ours, as settings.json, may be somebody else's in a folder that has other uses: they would be written over, and go with "Remove everything". */
function whyNoPlaceForData(dataDir: string): string | null {
  const isNone = [homedir(), parse(dataDir).root].some((folder) => resolve(folder) === dataDir);
  return isNone ? `${dataDir} cannot be the data folder: Whence wants one of its own. Choose another with --data-dir.` : null;
}
