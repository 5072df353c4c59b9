import type { Server } from 'node:net';
import { listen, type Listening } from '../listen.ts';
import { startOwnStandby, type StandbyWays } from './own-standby.ts';
import type { StandbyContact } from './standby-contact.ts';
import type { PortHeir, StandbyReport, StandbySettings } from './standby-settings.ts';
import { endHanging, takePort, type WantedPort } from './take-port.ts';

export interface KeepPortOptions {
  readonly server: Server;
  readonly wanted: WantedPort;
  /** Null: the port is bound, and nothing is known of standbys. */
  readonly settings: StandbySettings | null;
  readonly ways: StandbyWays;
  readonly report: (report: StandbyReport) => void;
  /** A standby of an engine before has ended: what it has noted is complete. */
  readonly predecessorEnded: () => void;
}

/** The port of a running proxy, with the standby that keeps it. */
export interface KeptPort {
  configure(change: Partial<StandbyWays>): void;
  /** The server listens no more. The port goes to the standby, or every standby of the data directory is ended. */
  close(heir: PortHeir): Promise<void>;
}

export type PortKeeping = { readonly listening: Extract<Listening, { code: null }>; readonly kept: KeptPort } | { readonly listening: Exclude<Listening, { code: null }> };

const endPatienceMs = 1500;

/** Makes the server listen, on what an earlier standby has kept where there is one, and starts a standby of its own. */
export async function keepPort({ server, wanted, settings, ways: first, report, predecessorEnded }: KeepPortOptions): Promise<PortKeeping> {
  if (settings === null) {
    const listening = await listen(server, wanted.port, wanted.attempts);
    return listening.code === null ? { listening, kept: { configure() {}, close: async () => {} } } : { listening };
  }
  const { listening, predecessors } = await takePort(server, wanted, settings);
  if (listening.code !== null) return { listening };
  for (const { ended } of predecessors) void ended.then(predecessorEnded);
  let ways = first;
  if (!settings.wanted) report({ state: 'off', message: 'No standby was asked for: when Whence ends, the port closes.' });
  const own = settings.wanted ? startOwnStandby({ server, settings, ways, report }) : null;
  return {
    listening,
    kept: {
      configure(change) {
        ways = { ...ways, ...change };
        own?.configure(ways);
      },
      async close(heir) {
        const ending = own?.close(heir);
        if (heir === 'nobody') await Promise.all(predecessors.map(endPredecessor));
        await ending;
      },
    },
  };
}

async function endPredecessor(contact: StandbyContact): Promise<void> {
  await contact.ask('end', endPatienceMs);
  await endHanging(contact.description);
}
