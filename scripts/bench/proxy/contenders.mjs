import { readFileSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import path from 'node:path';
import { projectFolder } from '../../setup/places.mjs';
import { run } from '../../setup/run.mjs';
import { startProgram } from './program.mjs';

/**
 * One of the ways to the upstream that are compared. `pid` is what its costs are read of, `api` what tells what it has kept,
 * `answered` how many requests it has carried so far.
 * @typedef {{ name: string, way: import('./connection.mjs').Way, pid: number | null, api: Api | null, answered: number, stop: () => Promise<void> }} Contender
 * @typedef {{ url: string, token: string }} Api
 * @typedef {{ folder: string, upstreamPort: number, upstreamCaFile: string }} Surroundings
 */

/** The name under which the upstream is asked for. */
export const host = 'localhost';
/** For mockttp: its look-up finds no names of loopback on a machine that is not on a network. Ours must not sign for addresses. */
export const address = '127.0.0.1';

/** Without a proxy. @returns {Contender} */
export function direct(/** @type {Surroundings} */ { upstreamPort, upstreamCaFile }) {
  const way = { proxyPort: null, host, serverName: host, upstreamPort, ca: readFileSync(upstreamCaFile, 'utf8') };
  return { name: 'direct', way, pid: null, api: null, answered: 0, stop: async () => {} };
}

/** Our engine under Node; not listed, the host is tunnelled blindly. @returns {Promise<Contender>} */
export async function engine(
  /** @type {Surroundings} */ surroundings,
  /** @type {{ name: string, isListed: boolean, nodeArguments?: readonly string[] }} */ { name, isListed, nodeArguments = [] },
) {
  const program = path.join(projectFolder, 'out', 'main', 'engine.js');
  const started = await startProgram(process.execPath, [...nodeArguments, program, ...engineArguments(surroundings, name, isListed)]);
  return ours(name, started, surroundings, isListed);
}

/** What our engine is started with, in whichever process. */
export function engineArguments(/** @type {Surroundings} */ { folder, upstreamCaFile }, /** @type {string} */ name, isListed = true) {
  const dataDir = path.join(folder, name.replaceAll(/\W+/g, '-'));
  const listed = isListed ? host : 'not-this-host.invalid';
  return ['--port=0', '--api-port=0', '--no-standby', `--data-dir=${dataDir}`, `--intercept=${listed}`, `--upstream-ca=${upstreamCaFile}`];
}

/** A running engine of ours as a contender. @returns {Contender} */
export function ours(
  /** @type {string} */ name,
  /** @type {import('./program.mjs').Program} */ { facts, stop },
  /** @type {Surroundings} */ { upstreamPort, upstreamCaFile },
  isListed = true,
) {
  // The upstream's own too: what passes unseen is still an answer, and is found missing in the store.
  const ca = readFileSync(upstreamCaFile, 'utf8') + (isListed ? readFileSync(String(facts['ca']), 'utf8') : '');
  return {
    name,
    way: { proxyPort: Number(new URL(String(facts['proxy'])).port), host, serverName: host, upstreamPort, ca },
    pid: Number(facts['pid']),
    api: isListed ? { url: String(facts['api']), token: String(facts['apiToken']) } : null,
    answered: 0,
    stop,
  };
}

/** @returns {Promise<Contender>} */
export async function mockttp(/** @type {Surroundings} */ { folder, upstreamPort, upstreamCaFile }) {
  const caFile = path.join(folder, 'mockttp-ca.pem');
  const program = path.join(projectFolder, 'scripts', 'bench', 'proxy', 'mockttp-process.mjs');
  const started = await startProgram(process.execPath, [program, caFile], { env: { NODE_EXTRA_CA_CERTS: upstreamCaFile } });
  const way = { proxyPort: Number(started.facts['port']), host: address, serverName: host, upstreamPort, ca: readFileSync(caFile, 'utf8') };
  return { name: 'mockttp', way, pid: started.pid, api: null, answered: 0, stop: started.stop };
}

/**
 * mitmdump without a script, quiet. `streaming` passes bodies on as they come, which it does not do by itself.
 * @returns {Promise<Contender>}
 */
export async function mitmdump(/** @type {Surroundings} */ { folder, upstreamPort, upstreamCaFile }, { streaming = false } = {}) {
  const name = streaming ? 'mitmdump, streaming' : 'mitmdump';
  const settings = path.join(folder, name.replaceAll(/\W+/g, '-'));
  const port = await freePort();
  const started = await startProgram(
    'mitmdump',
    [
      '--quiet',
      '--listen-host=127.0.0.1',
      `--listen-port=${port}`,
      '--set',
      `confdir=${settings}`,
      '--set',
      `ssl_verify_upstream_trusted_ca=${upstreamCaFile}`,
      ...(streaming ? ['--set', 'stream_large_bodies=1'] : []),
    ],
    { isReady: () => answers(port) },
  );
  const way = { proxyPort: port, host, serverName: host, upstreamPort, ca: readFileSync(path.join(settings, 'mitmproxy-ca-cert.pem'), 'utf8') };
  return { name, way, pid: started.pid, api: null, answered: 0, stop: started.stop };
}

/** The version of mitmdump that is installed, or null. */
export async function mitmdumpVersion() {
  const { code, stdout } = await run('mitmdump', ['--version'], { timeLimitMs: 20_000 });
  return code === 0 ? (/Mitmproxy: (\S+)/.exec(stdout)?.[1] ?? 'unknown') : null;
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const bound = server.address();
      server.close(() => resolve(typeof bound === 'object' && bound !== null ? bound.port : 0));
    });
  });
}

/** @returns {Promise<boolean>} */
function answers(/** @type {number} */ port) {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}
