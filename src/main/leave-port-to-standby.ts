import { createServer } from 'node:net';
import type { EngineOptions } from './engine-options.ts';
import { makeFolder } from './make-folder.ts';
import { errorMessage } from './error-message.ts';
import { keepPort } from './proxy/standby/keep-port.ts';
import type { StandbyReport } from './proxy/standby/standby-settings.ts';
import { isPortKept } from './proxy/standby/take-port.ts';
import { upstreamProxiesOf } from './proxy/upstream/upstream-proxy.ts';

type StandbyOptions = Pick<EngineOptions, 'dataDir' | 'port' | 'interceptHosts' | 'connectTo' | 'upstreamCaFiles' | 'upstreamProxy' | 'standby'>;

export interface PortLeft {
  /** Whether somebody of ours has the port now. */
  readonly isKept: boolean;
  /** What there is to say, or null. */
  readonly message: string | null;
}

/**
 * Takes the port as an engine would, starts a standby and lets it serve at once. Nothing is done where an engine or a standby of this data
 * directory has the port already.
 */
export async function leavePortToStandby(options: StandbyOptions): Promise<PortLeft> {
  const { dataDir, interceptHosts, connectTo, upstreamCaFiles } = options;
  if (!options.standby) return { isKept: false, message: 'No standby is started: --no-standby says so.' };
  try {
    makeFolder(dataDir);
  } catch (error) {
    return { isKept: false, message: `The data folder ${dataDir} cannot be used (${errorMessage(error)}).` };
  }
  if (await isPortKept(dataDir)) return { isKept: true, message: null };

  const { proxies, notices } = upstreamProxiesOf(options.upstreamProxy, process.env);
  // Whoever comes in the moment until the standby serves is sent away, to try again.
  const server = createServer((client) => client.destroy());
  let hear = unheard;
  const reported = new Promise<StandbyReport>((resolve) => (hear = resolve));
  const keeping = await keepPort({
    server,
    wanted: { port: options.port, attempts: 1 },
    settings: { dataDir, wanted: true, handsSockets: process.platform !== 'win32' },
    ways: { listedHosts: interceptHosts, connectTo, upstreamProxies: proxies, upstreamCaFiles },
    report: (report) => hear(report),
    predecessorEnded: () => {},
  });
  if (!('kept' in keeping)) return { isKept: false, message: keeping.listening.message };
  const { state, message } = await reported;
  const isReady = state === 'ready';
  await keeping.kept.close(isReady ? 'standby' : 'nobody');
  server.close();
  return { isKept: isReady, message: isReady ? (notices[0] ?? null) : message };
}

function unheard(_report: StandbyReport): void {}
