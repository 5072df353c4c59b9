import { isRunning } from '../is-running.ts';
import { unknownOwner, type ClientOwner } from './client-owner.ts';
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

/**
 * A connection to our listener: the address (IPv4) and port the client has, and the port it connected to. The address counts: with
 * another of 127.0.0.0/8 anybody can have a connection of the same two ports.
 */
export interface LoopbackConnection {
  readonly clientAddress: string;
  readonly clientPort: number;
  readonly serverPort: number;
}

/** What a search reports, each as soon as it is known. */
export interface Findings {
  process(connection: LoopbackConnection, process: ClientProcess): void;
  /** `isAll`: no process can be found for it. Else the user stands only if none is found in time. */
  user(connection: LoopbackConnection, uid: number, isAll: boolean): void;
}

/**
 * Looks for the processes at the client's ends of all these connections at once. When `isOver` says so, it has taken too long
 * and stops.
 */
export type SearchProcesses = (connections: readonly LoopbackConnection[], findings: Findings, isOver: () => boolean) => Promise<void>;

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
      return { search: searchMacos, timeLimitMs: 1000, isRunning: ({ pid }) => isRunning(pid) };
    case 'win32':
      return { search: searchWindows, timeLimitMs: 1000, isRunning: ({ pid }) => isRunning(pid) };
    default:
      return null;
  }
}

/** A question that waits for its answer. */
interface Question {
  /** What is known so far. */
  owner: ClientOwner;
  answer(): void;
}

/**
 * Tells whose a client's connection is: its process, or at least its user where the system does not tell the process (a
 * container, another user's) or takes too long to. To be asked while the client waits: once it has closed, nobody knows any
 * more. Connections that come together are looked for together.
 */
export class ClientProcesses {
  readonly #search: ProcessSearch | null;
  #waiting = new Map<LoopbackConnection, Question>();
  #isSearching = false;

  constructor(search: ProcessSearch | null) {
    this.#search = search;
  }

  ownerOf(connection: LoopbackConnection): Promise<ClientOwner> {
    if (this.#search === null) return Promise.resolve(unknownOwner);
    const { timeLimitMs } = this.#search;
    return new Promise((resolve) => {
      const question: Question = {
        owner: unknownOwner,
        answer() {
          clearTimeout(timer);
          resolve(question.owner);
        },
      };
      const timer = setTimeout(() => question.answer(), timeLimitMs);
      this.#waiting.set(connection, question);
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
      const note = (connection: LoopbackConnection, owner: ClientOwner, isAll: boolean): void => {
        const question = asked.get(connection);
        if (question === undefined) return;
        question.owner = owner;
        if (!isAll) return;
        asked.delete(connection);
        question.answer();
      };
      const findings: Findings = {
        process: (connection, process) => note(connection, { kind: 'process', process }, true),
        user: (connection, uid, isAll) => note(connection, { kind: 'user', uid }, isAll),
      };
      try {
        await search([...asked.keys()], findings, () => asked.size === 0 || performance.now() > endAtMs);
      } catch {
        // The system did not answer: what is known by now stands.
      }
      for (const question of asked.values()) question.answer();
    }
    this.#isSearching = false;
  }
}
