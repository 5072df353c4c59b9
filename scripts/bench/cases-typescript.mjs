import path from 'node:path';
import { runnerImport } from 'vite';
import { projectFolder } from '../setup/places.mjs';

/**
 * Loads a TypeScript module of the tests, as vitest does. What it exports is for the caller to say: its types are those of another project.
 * @param {string} file from the project's folder
 * @returns {Promise<any>}
 */
export async function loadTypeScript(file) {
  const { module } = await runnerImport(path.join(projectFolder, file), { root: projectFolder, configFile: false, logLevel: 'warn' });
  return module;
}
