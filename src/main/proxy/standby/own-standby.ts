import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Socket, type Server } from 'node:net';
import { parse } from 'node:path';
import { fileURLToPath } from 'node:url';
import { errorMessage } from '../../error-message.ts';
import { RestartAllowance } from '../../restart-allowance.ts';
import { threadFile } from '../../thread-file.ts';
import { portOf } from '../listen.ts';
import { messageLine, readMessageLines } from './message-lines.ts';
import { descriptorOf } from './socket-passing.ts';
import { describeStandby, makeStandbyFolder, removeDescription, writeDescription, type StandbyDescription } from './standby-files.ts';
import { listeningNumber, pipeNumber, type StandbyConfiguration, type ToStandby } from './standby-messages.ts';
import type { PortHeir, StandbyReport, StandbySettings } from './standby-settings.ts';

/** What a standby does differently when it changes. */
export type StandbyWays = Pick<StandbyConfiguration, 'listedHosts' | 'connectTo' | 'upstreamProxies' | 'upstreamCaFiles'>;

/** The standby that belongs to a running proxy. */
export interface OwnStandby {
  configure(ways: StandbyWays): void;
  /** Lets it serve, or ends it and waits for that. */
  close(heir: PortHeir): Promise<void>;
}

export interface OwnStandbyOptions {
  readonly server: Server;
  readonly settings: StandbySettings;
  readonly ways: StandbyWays;
  readonly report: (report: StandbyReport) => void;
}

const startPatienceMs = 10_000;
const endPatienceMs = 1500;
const restartDelayMs = 1000;

/** Starts the standby of a proxy that listens, and starts another when it ends unasked, unless that happens again and again. A failure is told, and no more. */
export function startOwnStandby({ server, settings, ways: first, report }: OwnStandbyOptions): OwnStandby {
  let ways = first;
  const allowance = new RestartAllowance();
  let running: Running | null = null;
  let closing = false;
  const start = (): void => {
    try {
      running = runStandby(server, settings, ways);
    } catch (error) {
      report(failed(errorMessage(error)));
      return;
    }
    void watch(running);
  };
  const watch = async ({ child, ready }: Running): Promise<void> => {
    const exit = exitOf(child);
    const isReady = await Promise.race([ready, exit.then(() => true)]);
    if (child.exitCode === null && child.signalCode === null && !closing) report(isReady ? readyReport : failed('it did not start in time'));
    const reason = await exit;
    if (closing) return;
    report(failed(reason));
    if (allowance.take(performance.now())) setTimeout(() => closing || start(), restartDelayMs).unref();
  };
  start();
  return {
    configure(changed) {
      ways = changed;
      running?.tell({ kind: 'configure', configuration: running.configurationFor(changed) });
    },
    async close(heir) {
      closing = true;
      if (running === null) return;
      if (heir === 'standby') running.pipe.destroy();
      else await endStandby(running, settings.dataDir);
    },
  };
}

const readyReport: StandbyReport = { state: 'ready', message: 'A second process keeps the port when Whence is gone, so that Claude Code goes on.' };

interface Running {
  readonly child: ChildProcess;
  readonly pipe: Socket;
  readonly description: StandbyDescription;
  readonly ready: Promise<boolean>;
  configurationFor(ways: StandbyWays): StandbyConfiguration;
  tell(message: ToStandby): void;
}

function runStandby(server: Server, { dataDir, handsSockets }: StandbySettings, ways: StandbyWays): Running {
  makeStandbyFolder(dataDir);
  const port = portOf(server);
  const inherited = handsSockets ? descriptorOf(server) : null;
  // Written before the process is there: an engine that comes just then knows that it has to wait for it.
  const description = describeStandby(dataDir, port);
  writeDescription(dataDir, description);
  const child = spawn(process.execPath, [fileURLToPath(threadFile('standby')), description.id], {
    cwd: parse(process.execPath).root,
    env: standbyEnvironment(process.env),
    // A session of its own: what ends the terminal, or all that the app has started, leaves it be.
    detached: true,
    windowsHide: true,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', ...(inherited === null ? [] : [inherited])],
  });
  child.on('error', () => {});
  child.unref();
  const pipe = child.stdio[pipeNumber];
  if (!(pipe instanceof Socket)) {
    removeDescription(dataDir, description);
    throw new Error('its process could not be started');
  }
  pipe.on('error', () => {});
  pipe.unref();
  writeDescription(dataDir, { ...description, pid: child.pid ?? null });
  const { controlPath, token } = description;
  const configurationFor = (now: StandbyWays): StandbyConfiguration => ({
    ...now,
    dataDir,
    port,
    controlPath,
    token,
    listeningFd: inherited === null ? null : listeningNumber,
  });
  const tell = (message: ToStandby): void => void (pipe.writable && pipe.write(messageLine(message)));
  tell({ kind: 'configure', configuration: configurationFor(ways) });
  const ready = new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => resolve(false), startPatienceMs);
    timer.unref();
    readMessageLines(pipe, 4096, () => {
      clearTimeout(timer);
      resolve(true);
    });
  });
  return { child, pipe, description, ready, configurationFor, tell };
}

async function endStandby({ child, pipe, description, tell }: Running, dataDir: string): Promise<void> {
  const ended = exitOf(child);
  child.ref();
  tell({ kind: 'end' });
  const timer = setTimeout(() => child.kill('SIGKILL'), endPatienceMs);
  await ended;
  clearTimeout(timer);
  pipe.destroy();
  removeDescription(dataDir, description);
}

/** Resolves when the process has ended, with the reason for a sentence. */
async function exitOf(child: ChildProcess): Promise<string> {
  if (child.pid === undefined) return 'its process could not be started';
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return `its process ended with ${child.signalCode ?? `exit code ${child.exitCode ?? ''}`}`;
}

function failed(reason: string): StandbyReport {
  return { state: 'failed', message: `Nothing keeps the port when Whence is gone: ${reason}. Terminals that point at it have to be pointed away then.` };
}

/** Of the environment, what a program needs to run, to resolve names and to verify a proxy's certificate. Nobody's keys are in it. */
function standbyEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name]) => keptVariables.test(name));
  return { ...Object.fromEntries(kept), ELECTRON_RUN_AS_NODE: '1' };
}

const keptVariables = /^(PATH|HOME|USER|LANG|LC_\w+|TZ|TMPDIR|TEMP|TMP|XDG_RUNTIME_DIR|LD_LIBRARY_PATH|LOCALDOMAIN|RES_OPTIONS|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|SSL_CERT_DIR|SYSTEMROOT|SYSTEMDRIVE|WINDIR|USERPROFILE|APPDATA|LOCALAPPDATA)$/i;
