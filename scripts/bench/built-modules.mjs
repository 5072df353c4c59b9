import path from 'node:path';
import { build } from 'vite';
import { projectFolder } from '../setup/places.mjs';

/**
 * Builds modules of the sources that the app's own build has no entry for, and answers in which folder they are, by the names given.
 * @param {string} name the folder under `.cache/bench/`
 * @param {Readonly<Record<string, string>>} input files, from the project's folder
 */
export async function buildModules(name, input) {
  const folder = path.join(projectFolder, '.cache', 'bench', name);
  const entries = Object.fromEntries(Object.entries(input).map(([entry, file]) => [entry, path.join(projectFolder, file)]));
  await build({
    configFile: false,
    root: projectFolder,
    logLevel: 'warn',
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: true,
      target: 'node20',
      rollupOptions: { input: entries, output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunk-[name]-[hash].js' } },
    },
  });
  return folder;
}
