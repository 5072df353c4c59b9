import { searchLinux, isRunningOnLinux } from './linux-processes.ts';
import { searchMacos } from './macos-processes.ts';
import { searchWindows } from './windows-processes.ts';

/** The process at the client's end of a connection. */
export interface ClientProcess {
  readonly pid: number;
  /** When it started, in the system's own words, so that a pid that is used again is told apart; null where that is not known. */
  readonly startedAt: string | null;
  /** The program's name. */
  readonly name: string;
}

/** A connection on loopback: the port the client has, and the one it connected to. */
export interface LoopbackConnection {
  readonly clientPort: number;
  readonly serverPort: number;
}

/**
 * Looks for the processes at the client's ends of all these connections at once and reports each as soon as it is found.
 * When `isOver` says so, it has taken too long and stops.
 */
export type SearchProcesses = (
  connections: readonly LoopbackConnection[],
  found: (connection: LoopbackConnection, process: ClientProcess) => void,
  isOver: () => boolean,
) => Promise<void>;

export interface ProcessSearch {
  readonly search: SearchProcesses;
  /** An answer that comes later than this counts for nothing. */
  readonly timeLimitMs: number;
  isRunning(process: ClientProcess): boolean;
}

/** How processes are looked for on this system. */
export function processSearchOf(platform: NodeJS.Platform): ProcessSearch | null {
  switch (platform) {
    case 'linux':
      return { search: searchLinux(), timeLimitMs: 300, isRunning: isRunningOnLinux };
    case 'darwin':
      return { search: searchMacos, timeLimitMs: 1000, isRunning: isAlive };
    case 'win32':
      return { search: searchWindows, timeLimitMs: 1000, isRunning: isAlive };
    default:
      return null;
  }
}

/**
 * Tells which process a client's connection belongs to: null where the system does not say (a container, another user's
 * process) or takes too long to. To be asked while the client waits: once it has closed, nobody knows any more. Connections
 * that come together are looked for together.
 */
export class ClientProcesses {
  readonly #search: ProcessSearch | null;
  #waiting = new Map<LoopbackConnection, (process: ClientProcess | null) => void>();
  #isSearching = false;

  constructor(search: ProcessSearch | null) {
    this.#search = search;
  }

  processOf(connection: LoopbackConnection): Promise<ClientProcess | null> {
    if (this.#search === null) return Promise.resolve(null);
    const { timeLimitMs } = this.#search;
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(null), timeLimitMs);
      this.#waiting.set(connection, (process) => {
        clearTimeout(timer);
        resolve(process);
      });
      if (this.#isSearching) return;
      this.#isSearching = true;
      // After this turn of the loop, so that all that came in it share the search.
      setImmediate(() => void this.#searchForAll());
    });
  }

  /** Whether it still runs. */
  isRunning(process: ClientProcess): boolean {
    return this.#search?.isRunning(process) ?? false;
  }

  async #searchForAll(): Promise<void> {
    while (this.#search !== null && this.#waiting.size > 0) {
      const asked = this.#waiting;
      this.#waiting = new Map();
      const { search, timeLimitMs } = this.#search;
      const endAtMs = performance.now() + timeLimitMs;
      const found = (connection: LoopbackConnection, process: ClientProcess): void => {
        asked.get(connection)?.(process);
        asked.delete(connection);
      };
      try {
        await search([...asked.keys()], found, () => asked.size === 0 || performance.now() > endAtMs);
      } catch {
        // The system did not answer: the same as not knowing.
      }
      for (const answer of asked.values()) answer(null);
    }
    this.#isSearching = false;
  }
}

function isAlive({ pid }: ClientProcess): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It runs, and is somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
