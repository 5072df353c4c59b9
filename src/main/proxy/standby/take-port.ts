import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { Server } from 'node:net';
import { promisify } from 'node:util';
import { errorMessage } from '../../error-message.ts';
import { isRunning } from '../is-running.ts';
import { listen, listeningAddress, listenOn, type Listening } from '../listen.ts';
import { canPassSockets } from './socket-passing.ts';
import { contactStandby, type StandbyContact } from './standby-contact.ts';
import { readDescriptions, removeDescription, type StandbyDescription } from './standby-files.ts';
import type { StandbyState } from './standby-messages.ts';
import type { StandbySettings } from './standby-settings.ts';

export interface WantedPort {
  /** 0: any. */
  readonly port: number;
  /** How many ports may be tried, counted up. */
  readonly attempts: number;
}

export interface TakenPort {
  readonly listening: Listening;
  /** The standbys of engines before that carry connections still. */
  readonly predecessors: readonly StandbyContact[];
}

interface Found {
  readonly contact: StandbyContact;
  /** Null: it does not answer. */
  readonly state: StandbyState | null;
}

const statePatienceMs = 2000;
const socketPatienceMs = 3000;
const releasePatienceMs = 1000;
const bindEveryMs = 5;
const bindPatienceMs = 3000;
/** So long a standby may take from its description to its control socket. */
const startingMs = 3000;
const lookAgainMs = 20;

/**
 * Makes the server listen where it is wanted. A standby that has that port hands its socket over, so that no connection is lost; a port
 * that is not fixed (0) is the standby's. Where sockets cannot be handed over, the standby lets the port go and it is bound at once. A
 * standby that has another port than the wanted one is asked to end with its last connection. Every wait has an end.
 */
export async function takePort(server: Server, wanted: WantedPort, settings: StandbySettings): Promise<TakenPort> {
  const found = await findStandbys(settings.dataDir);
  const holder = found.find(({ state }) => state === 'holding' || state === 'serving') ?? found.find(({ state }) => state === null);
  const predecessors = found.map(({ contact }) => contact);
  // There is one at most; but what keeps a port that nobody looks for would keep it for ever.
  const others = found.filter((one) => one !== holder && one.state !== 'draining' && one.state !== null);
  await Promise.all(others.map(({ contact }) => contact.ask('release', releasePatienceMs)));
  if (holder === undefined) return { listening: await listen(server, wanted.port, wanted.attempts), predecessors };

  const { port } = holder.contact.description;
  const isWanted = wanted.port === 0 || port === wanted.port;
  if (!isWanted) {
    const elsewhere = await listen(server, wanted.port, 1);
    const orTheirs = elsewhere.code === 'port-taken' && wanted.attempts > 1;
    if (!orTheirs) {
      if (elsewhere.code === null) await holder.contact.ask('release', releasePatienceMs);
      return { listening: elsewhere, predecessors };
    }
  }
  const listening = await takeFrom(holder, server, settings);
  if (listening.code === null || wanted.attempts === 1) return { listening, predecessors };
  return { listening: await listen(server, wanted.port, wanted.attempts), predecessors };
}

/** Whether a standby of this data directory has the port, or holds it for an engine that runs. */
export async function isPortKept(dataDir: string): Promise<boolean> {
  return (await findStandbys(dataDir)).some(({ state }) => state === 'holding' || state === 'serving');
}

async function findStandbys(dataDir: string): Promise<readonly Found[]> {
  const found = await Promise.all(readDescriptions(dataDir, Date.now()).map((one) => find(dataDir, one)));
  return found.filter((one) => one !== null);
}

async function find(dataDir: string, { description, ageMs }: { readonly description: StandbyDescription; readonly ageMs: number }): Promise<Found | null> {
  for (const until = performance.now() + startingMs - ageMs; ; ) {
    const contact = await contactStandby(description);
    if (contact !== null) {
      const answer = await contact.ask('state', statePatienceMs);
      return { contact, state: answer?.answer === 'state' ? answer.state : null };
    }
    if (performance.now() > until || (description.pid !== null && !isRunning(description.pid))) {
      removeDescription(dataDir, description);
      return null;
    }
    await waitMs(lookAgainMs);
  }
}

async function takeFrom({ contact, state }: Found, server: Server, { handsSockets }: StandbySettings): Promise<Listening> {
  const { description } = contact;
  if (state !== null && handsSockets && canPassSockets()) {
    const answer = await contact.ask('socket', socketPatienceMs);
    if (answer?.passed !== null && answer?.passed !== undefined) {
      const error = await listenOn(server, answer.passed);
      if (error === null && isOn(server, description.port)) {
        await contact.ask('release', releasePatienceMs);
        return { code: null, port: description.port };
      }
      if (error === null) await new Promise((resolve) => server.close(resolve));
    }
  }
  const released = state === null ? null : await contact.ask('release', releasePatienceMs);
  if (released === null) await endHanging(description);
  let error: NodeJS.ErrnoException | null = null;
  for (const until = performance.now() + bindPatienceMs; ; await waitMs(bindEveryMs)) {
    error = await listenOn(server, { host: listeningAddress, port: description.port, exclusive: true });
    if (error === null) return { code: null, port: description.port };
    if (error.code !== 'EADDRINUSE' || performance.now() > until) break;
  }
  const who = description.pid === null ? '' : ` (process ${description.pid})`;
  const message = `Port ${description.port} is held by the standby of an earlier Whence${who}, which does not let it go (${errorMessage(error)}). End that process, or choose another port.`;
  return { code: error.code === 'EADDRINUSE' ? 'port-taken' : 'failed', message };
}

// Whatever came, nobody but this machine is to be served.
function isOn(server: Server, port: number): boolean {
  const bound = server.address();
  return typeof bound === 'object' && bound?.address === listeningAddress && bound.port === port;
}

/** Ends a standby that does not answer, where the system says that the process with its number is that standby. */
export async function endHanging({ id, pid }: StandbyDescription): Promise<void> {
  if (pid === null || !(await commandLineOf(pid)).includes(id)) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}

async function commandLineOf(pid: number): Promise<string> {
  try {
    if (process.platform === 'linux') return await readFile(`/proc/${pid}/cmdline`, 'utf8');
    if (process.platform === 'win32') return '';
    return (await promisify(execFile)('ps', ['-o', 'args=', '-p', String(pid)])).stdout;
  } catch {
    return '';
  }
}

function waitMs(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
