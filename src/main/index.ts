import { app, dialog } from 'electron';
import { join, resolve } from 'node:path';
import { parseOptions } from './options.ts';
import { runStandbyOnly } from './shell/login/run-standby-only.ts';
import { runApp } from './shell/run-app.ts';

// The app's entry: options, where the data lies, one app for each data directory.
const parsed = parseOptions(process.argv.slice(1), { ignoreUnknown: true });
if (!parsed.valid) {
  dialog.showErrorBox('Whence cannot start', parsed.message);
  app.exit(1);
} else {
  app.setName('Whence');
  const dataDir = resolve(parsed.options.dataDir ?? join(app.getPath('appData'), 'Whence'));
  // Chromium keeps its own files, and the lock of the single app, in a folder of their own beside ours.
  app.setPath('userData', join(dataDir, 'window'));
  // Not the single app: one that is started while this runs for a moment must come up.
  if (parsed.options.standbyOnly) void runStandbyOnly(parsed.options, dataDir);
  else if (app.requestSingleInstanceLock()) void runApp(parsed.options, dataDir);
  else app.exit(0);
}
