import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { argumentsForThisUser } from '../../setup/launch-electron.mjs';
import { projectFolder } from '../../setup/places.mjs';
import { engineArguments, host, ours } from './contenders.mjs';
import { startProgram } from './program.mjs';

/** @typedef {import('./contenders.mjs').Surroundings} Surroundings */

/** The app as users have it, its window open. */
export async function appWithWindow(/** @type {Surroundings} */ surroundings, /** @type {string} */ electron) {
  const name = 'ours in Electron, window open';
  const started = await startProgram(electron, [...argumentsForThisUser(), projectFolder, ...engineArguments(surroundings, name)]);
  return ours(name, started, surroundings);
}

/** The engine in Electron's main process, without a window. */
export async function engineInElectron(/** @type {Surroundings} */ surroundings, /** @type {string} */ electron) {
  const name = 'ours in Electron';
  const app = await appOf(surroundings, 'engine-app', path.join(projectFolder, 'out', 'main', 'engine.js'), ['engine', ...engineArguments(surroundings, name)]);
  const started = await startProgram(electron, [...argumentsForThisUser(), app]);
  return ours(name, started, surroundings);
}

/**
 * The proxy and the recorder alone, in Electron or (null) under Node, the proxy on the main loop or in a thread.
 * @param {Surroundings} surroundings
 * @param {string | null} electron
 * @param {string} partsFolder
 * @param {'main-loop' | 'thread'} place
 * @returns {Promise<import('./contenders.mjs').Contender>}
 */
export async function placedRelay(surroundings, electron, partsFolder, place) {
  const name = `${place === 'thread' ? 'in a thread' : 'on the main loop'}, ${electron === null ? 'Node' : 'Electron'}`;
  const file = path.join(projectFolder, 'scripts', 'bench', 'proxy', 'placed-relay-process.mjs');
  const folderName = name.replaceAll(/\W+/g, '-');
  const ownArguments = [partsFolder, place, path.join(surroundings.folder, folderName), surroundings.upstreamCaFile, host];
  const started =
    electron === null
      ? await startProgram(process.execPath, [file, ...ownArguments])
      : await startProgram(electron, [...argumentsForThisUser(), await appOf(surroundings, `${folderName}-app`, file, ['relay', ...ownArguments])]);
  return { ...ours(name, started, surroundings), api: null };
}

/** An app whose main process is `file`, given these words as its command line. @returns {Promise<string>} its folder */
async function appOf(
  /** @type {Surroundings} */ { folder },
  /** @type {string} */ name,
  /** @type {string} */ file,
  /** @type {readonly string[]} */ words,
) {
  const appFolder = path.join(folder, name);
  await mkdir(appFolder, { recursive: true });
  await writeFile(path.join(appFolder, 'package.json'), JSON.stringify({ name, version: '0.0.0', type: 'module', main: 'main.js' }));
  await writeFile(
    path.join(appFolder, 'main.js'),
    `import { app } from 'electron';
app.setPath('userData', ${JSON.stringify(path.join(appFolder, 'user-data'))});
process.argv = [process.argv[0], ...${JSON.stringify(words)}];
await import(${JSON.stringify(pathToFileURL(file).href)});
`,
  );
  return appFolder;
}
