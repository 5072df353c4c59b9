import { existsSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { withLock } from './lock.mjs';
import { projectFolder, userCacheFolder } from './places.mjs';
import { lastLine, run } from './run.mjs';
import { NeedsUser, say, saying } from './say.mjs';
import { buildTools, hasProgram, installSystemPackages } from './system-packages.mjs';

// better-sqlite3's prebuilt addons are for Node-API 10; a runtime with an older one crashes on them.
const prebuiltNodeApi = 10;
const packageFolder = path.join(projectFolder, 'node_modules', 'better-sqlite3');
const installedAddon = path.join(packageFolder, 'build', 'Release', 'better_sqlite3.node');

/** Opens a database with a full-text index in it, which is the part of SQLite that a wrong build is most likely to lack. */
const trial = `
  const Database = require(${JSON.stringify(packageFolder)});
  const database = new Database(':memory:');
  database.exec("CREATE VIRTUAL TABLE note USING fts5(body); INSERT INTO note VALUES ('it works')");
  if (database.prepare("SELECT count(*) AS found FROM note WHERE note MATCH 'works'").get().found !== 1) process.exit(3);
`;

/**
 * Sees to it that better-sqlite3 works in this Node and in that Electron (null: in Node alone): with the addon the package
 * brings where both have a new enough Node-API, else with one built from the package's own source, once for a user.
 */
export async function prepareSqliteAddon(/** @type {string | null} */ electron) {
  if (existsSync(installedAddon)) {
    if ((await works(electron)) === null) return;
    // It would be preferred to the one the package brings.
    await rm(installedAddon);
  }
  if ((await isPrebuiltUsable(electron)) && (await works(electron)) === null) return;
  const cached = cachedAddon();
  await withLock(`${cached}.lock`, async () => {
    if (existsSync(cached)) {
      await putInPlace(cached, installedAddon);
      if ((await works(electron)) === null) return;
      say('The SQLite addon that was built before does not work here any more.');
    }
    await build();
    const obstacle = await works(electron);
    if (obstacle !== null) throw new Error(`The SQLite addon was built, but does not work: ${obstacle}`);
    await putInPlace(installedAddon, cached);
  });
}

async function isPrebuiltUsable(/** @type {string | null} */ electron) {
  if (Number(process.versions['napi']) < prebuiltNodeApi) return false;
  if (electron === null) return true;
  const { stdout } = await runIn(electron, 'process.stdout.write(process.versions.napi)');
  return Number(stdout) >= prebuiltNodeApi;
}

/** Null when the addon works in Node and in the Electron, else what was seen. Tried in processes of their own: a wrong one crashes. */
async function works(/** @type {string | null} */ electron) {
  for (const program of electron === null ? [process.execPath] : [process.execPath, electron]) {
    const { code, signal, stderr } = await runIn(program, trial);
    if (code !== 0) return `${program} ended with ${signal ?? `exit code ${code}`} ${lastLine(stderr)}`;
  }
  return null;
}

function runIn(/** @type {string} */ program, /** @type {string} */ source) {
  return run(program, ['-e', source], { cwd: projectFolder, env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' }, timeLimitMs: 30_000 });
}

function cachedAddon() {
  const { version } = JSON.parse(readFileSync(path.join(packageFolder, 'package.json'), 'utf8'));
  const { platform, arch, versions } = process;
  return path.join(userCacheFolder(), 'better-sqlite3', `${version}-${platform}-${arch}-napi${versions['napi']}.node`);
}

async function build() {
  await requireBuildTools();
  const { version } = JSON.parse(readFileSync(path.join(packageFolder, 'package.json'), 'utf8'));
  say(`Building the SQLite addon from better-sqlite3 ${version}'s source: the one it brings needs Node-API ${prebuiltNodeApi}. This takes about a minute, once …`);
  const startedAtMs = Date.now();
  const seconds = () => ((Date.now() - startedAtMs) / 1000).toFixed(0);
  const nodeGyp = path.join(projectFolder, 'node_modules', 'node-gyp', 'bin', 'node-gyp.js');
  const { code, signal, stdout, stderr } = await saying(
    () => `  still compiling, ${seconds()} s`,
    run(process.execPath, [nodeGyp, 'rebuild', '--release', '--force_build=1', ...headersArgument()], {
      cwd: packageFolder,
      // The package's gyp file asks for Node-API 10. Its source needs nothing that the experimental headers of Node 20 lack.
      env: {
        ...process.env,
        CXXFLAGS: `${process.env['CXXFLAGS'] ?? ''} -UNAPI_VERSION -DNAPI_EXPERIMENTAL -DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT`.trim(),
      },
    }),
  );
  if (code !== 0) {
    throw new NeedsUser(
      `The SQLite addon could not be built (${signal ?? `exit code ${code}`}). With Node 22.14 or newer nothing needs building; or mend what the compiler says and run the command again:\n${(stdout + stderr).trim().split('\n').slice(-25).join('\n')}`,
    );
  }
  await keepOnlyTheAddon();
  say(`Built the SQLite addon in ${seconds()} s.`);
}

async function requireBuildTools() {
  const missing = missingBuildTools();
  if (missing.length > 0) await installSystemPackages([buildTools], missing);
}

/** The programs that building needs and the system does not have; on Windows node-gyp looks for them itself. */
function missingBuildTools() {
  if (process.platform === 'win32') return [];
  return ['python3', 'make', 'g++'].filter((name) => !hasProgram(name) && !(name === 'g++' && hasProgram('c++')));
}

/**
 * The build tools that are missing for an addon that will have to be built, so that the user can be told of them together
 * with what else is missing.
 * @param {{ isElectronOld: boolean }} runtime whether the Electron's Node-API is known to be older than the prebuilt addon's
 */
export function toolsToBuildAddon({ isElectronOld }) {
  const isBuilt = existsSync(installedAddon) || existsSync(cachedAddon());
  const needsBuild = Number(process.versions['napi']) < prebuiltNodeApi || isElectronOld;
  return needsBuild && !isBuilt ? missingBuildTools() : [];
}

/** Node's own headers where they lie beside it; else node-gyp downloads them from nodejs.org. */
function headersArgument() {
  const prefix = path.dirname(path.dirname(process.execPath));
  return existsSync(path.join(prefix, 'include', 'node', 'node.h')) ? [`--nodedir=${prefix}`] : [];
}

async function keepOnlyTheAddon() {
  const kept = path.join(packageFolder, 'better_sqlite3.kept.node');
  await rename(installedAddon, kept);
  await rm(path.join(packageFolder, 'build'), { recursive: true, force: true });
  await mkdir(path.dirname(installedAddon), { recursive: true });
  await rename(kept, installedAddon);
}

async function putInPlace(/** @type {string} */ from, /** @type {string} */ to) {
  await mkdir(path.dirname(to), { recursive: true });
  const arriving = `${to}.${process.pid}`;
  await copyFile(from, arriving);
  // In one step: a process may have the file there mapped.
  await rename(arriving, to);
}
