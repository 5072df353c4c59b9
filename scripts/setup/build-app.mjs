import { existsSync, rmSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { withLock } from './lock.mjs';
import { projectFolder } from './places.mjs';
import { run } from './run.mjs';
import { NeedsUser, say } from './say.mjs';

const builtFrom = ['src', 'electron.vite.config.ts', 'package.json', 'package-lock.json', 'tsconfig.base.json'];
const outFolder = path.join(projectFolder, 'out');
const stampFile = path.join(outFolder, '.built');
const staleFilesKeptMs = 3_600_000;

/** The oldest Electron that the code must run on, and is built for: the one the npm registry carries. */
export const oldestElectronMajor = '33';

/**
 * Builds the app into `out/` unless what is there is newer than every source. Any number of callers may do so at once, also
 * while an app runs from `out/`: one builds aside, and each file is then put in place in one step.
 * Throws when the build fails; `out/` is then as it was.
 */
export async function buildApp() {
  if (await isBuilt()) return;
  const workFolder = path.join(projectFolder, '.cache');
  await mkdir(workFolder, { recursive: true });
  await withLock(path.join(workFolder, 'build.lock'), async () => {
    if (await isBuilt()) return;
    const startedAt = new Date();
    say('Building the app …');
    await removeAbandoned(workFolder);
    const aside = await mkdtemp(path.join(workFolder, 'build-'));
    try {
      await runBundler(aside);
      await putInPlace(aside, outFolder);
      await writeFile(stampFile, '');
      // The time the build began: what was changed while it ran is not in it.
      await utimes(stampFile, startedAt, startedAt);
    } finally {
      await rm(aside, { recursive: true, force: true });
    }
    say(`Built the app in ${((Date.now() - startedAt.getTime()) / 1000).toFixed(1)} s.`);
  });
}

/** What builds that were killed have left. */
async function removeAbandoned(/** @type {string} */ workFolder) {
  const names = await readdir(workFolder);
  const left = names.filter((name) => name.startsWith('build-'));
  await Promise.all(left.map((name) => rm(path.join(workFolder, name), { recursive: true, force: true })));
}

/** Makes the next build build. */
export function forgetBuild() {
  rmSync(stampFile, { force: true });
}

async function isBuilt() {
  const stamp = await stat(stampFile).catch(() => null);
  return stamp !== null && (await newestChangeMs()) < stamp.mtimeMs;
}

async function newestChangeMs() {
  const times = await Promise.all(builtFrom.map((name) => newestIn(path.join(projectFolder, name))));
  return Math.max(...times);
}

/** A folder's own time counts too: it is what a deleted file changes. @returns {Promise<number>} */
async function newestIn(/** @type {string} */ place) {
  const state = await stat(place).catch(() => null);
  if (state === null || /\.test\.tsx?$/.test(place)) return 0;
  if (!state.isDirectory()) return state.mtimeMs;
  const names = await readdir(place);
  const times = await Promise.all(names.map((name) => newestIn(path.join(place, name))));
  return Math.max(state.mtimeMs, ...times);
}

async function runBundler(/** @type {string} */ aside) {
  const program = path.join(projectFolder, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const { code, signal, stdout, stderr } = await run(
    process.execPath,
    // An absolute path: the bundler reads a relative one from the root of each part.
    [program, 'build', '--logLevel', 'warn', '--outDir', aside],
    {
      cwd: projectFolder,
      env: { ...process.env, ELECTRON_MAJOR_VER: oldestElectronMajor },
    },
  );
  if (code !== 0) {
    throw new NeedsUser(`${stdout}${stderr}The app was not built (${signal ?? `exit code ${code}`}): mend what the bundler says above, then run the command again.`);
  }
  if (stderr.trim() !== '') say(stderr.trimEnd());
}

/**
 * New names first, then the files that others name: whoever reads `out/` meanwhile finds everything it is told of. Files of
 * the build before stay for an hour, for an app that is running from them and has not loaded them all.
 */
async function putInPlace(/** @type {string} */ aside, /** @type {string} */ out) {
  await mkdir(out, { recursive: true });
  const files = await filesIn(aside);
  const isNew = (/** @type {string} */ file) => !existsSync(path.join(out, file));
  const ordered = [...files.filter(isNew), ...files.filter((file) => !isNew(file))];
  for (const file of ordered) {
    const target = path.join(out, file);
    const arriving = `${target}.${process.pid}`;
    await mkdir(path.dirname(target), { recursive: true });
    await copyFile(path.join(aside, file), arriving);
    await rename(arriving, target);
  }
  const kept = new Set(files);
  for (const file of await filesIn(out)) {
    const target = path.join(out, file);
    if (!kept.has(file) && Date.now() - (await stat(target)).mtimeMs > staleFilesKeptMs) await rm(target, { force: true });
  }
}

async function filesIn(/** @type {string} */ folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name)));
}
