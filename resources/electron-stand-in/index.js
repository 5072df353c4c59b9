// The registry's Electron has no default app, so this takes its place: it loads the project named on the command line, as
// `electron PROJECT` does. It is copied beside that Electron's binary, away from this repository.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app, dialog } from 'electron';

const projectArgument = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
if (projectArgument === undefined) {
  dialog.showErrorBox('No project given', 'This Electron was started without a project folder. Start it with `npm start`.');
  app.exit(1);
} else {
  const projectFolder = path.resolve(projectArgument);
  const manifest = JSON.parse(readFileSync(path.join(projectFolder, 'package.json'), 'utf8'));
  const hasOwnUserData = app.commandLine.hasSwitch('user-data-dir');
  app.setName(manifest.productName ?? manifest.name);
  app.setVersion(manifest.version);
  // Electron has already settled on a folder for the name of this stand-in.
  if (!hasOwnUserData) app.setPath('userData', path.join(app.getPath('appData'), app.getName()));
  app.setAppPath(projectFolder);
  const mainFile = createRequire(path.join(projectFolder, 'package.json')).resolve(projectFolder);
  // Awaited, so that Electron holds `ready` back until the project's entry has run, as it does for an entry of its own.
  await import(pathToFileURL(mainFile).href);
}
