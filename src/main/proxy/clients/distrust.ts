import type { DistrustingClient } from '../../relayed/relayed.ts';
import type { ClientProcess } from './client-process.ts';

export interface DistrustSurroundings {
  readonly isRunning: (process: ClientProcess) => boolean;
  readonly nowMs: () => number;
  readonly onChange: (distrusting: readonly DistrustingClient[]) => void;
}

/** How long a host passes unseen after the last refusal of a client whose process is not known. */
const hostMs = 60_000;
/** So many handshakes in a row that a client who trusted before breaks off, without a word on why, are no chance any more. */
const doubtsOfTrusting = 3;
const trustingLimit = 256;
const lookAgainEveryMs = 5000;

/**
 * Remembers who does not trust our certificate: the process, until it ends, for it reads its certificates when it starts; or,
 * where the process is not known, the whole host, for a minute.
 *
 * A refusal is *certain* when the client says so: a TLS alert about the certificate, or that nothing could be agreed on. One that
 * merely leaves, during the handshake or right after it without a byte, may have had another reason: a request that was
 * called off. Most clients that do not trust leave like that (Claude Code does), and being wrong costs no more than one
 * process passing unseen, which is said; so the first such refusal counts. Not so of a process that has trusted us before:
 * its trust does not change while it runs, so it has called a request off, unless it does so again and again.
 */
export class Distrust {
  readonly #world: DistrustSurroundings;
  readonly #processes = new Map<string, ClientProcess>();
  readonly #hosts = new Map<string, number>();
  /** With the number of handshakes broken off since it last trusted. */
  readonly #trusting = new Map<string, number>();
  #timer: NodeJS.Timeout | null = null;

  constructor(world: DistrustSurroundings) {
    this.#world = world;
  }

  /** Who it is that does not trust, where a connection is not to be opened for it; else null. */
  distrusting(process: ClientProcess | null, host: string): DistrustingClient | null {
    this.#lookAgain();
    if (process !== null) {
      const known = this.#processes.get(keyOf(process));
      if (known !== undefined) return { pid: known.pid, name: known.name };
      if (this.#trusting.has(keyOf(process))) return null;
    }
    return this.#hosts.has(host) ? { pid: null, name: host } : null;
  }

  /** A client refused the certificate. Answers whether it is remembered. */
  refused(process: ClientProcess | null, host: string, isCertain: boolean): boolean {
    if (process === null) this.#hosts.set(host, this.#world.nowMs() + hostMs);
    else {
      const key = keyOf(process);
      const doubts = this.#trusting.get(key);
      if (doubts !== undefined && !isCertain && doubts + 1 < doubtsOfTrusting) {
        this.#trusting.set(key, doubts + 1);
        return false;
      }
      this.#trusting.delete(key);
      this.#processes.set(key, process);
    }
    this.#changed();
    return true;
  }

  /** A client has sent something over an opened connection. */
  trusted(process: ClientProcess | null): void {
    if (process === null) return;
    const key = keyOf(process);
    this.#trusting.delete(key);
    this.#trusting.set(key, 0);
    if (this.#trusting.size <= trustingLimit) return;
    for (const oldest of this.#trusting.keys()) {
      this.#trusting.delete(oldest);
      break;
    }
  }

  /** Begins anew: after a change of trust, or with another certificate. */
  forget(): void {
    this.#trusting.clear();
    if (this.#processes.size === 0 && this.#hosts.size === 0) return;
    this.#processes.clear();
    this.#hosts.clear();
    this.#changed();
  }

  close(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  /** Forgets processes that have ended and hosts whose minute is over. */
  #lookAgain(): void {
    const { isRunning, nowMs } = this.#world;
    let hasChanged = false;
    for (const [key, process] of this.#processes) {
      if (!isRunning(process)) hasChanged = this.#processes.delete(key);
    }
    for (const [host, untilMs] of this.#hosts) {
      if (untilMs <= nowMs()) hasChanged = this.#hosts.delete(host);
    }
    if (hasChanged) this.#changed();
  }

  #changed(): void {
    const isEmpty = this.#processes.size === 0 && this.#hosts.size === 0;
    if (isEmpty) this.close();
    // For the window, which would go on showing a process that has ended.
    else this.#timer ??= setInterval(() => this.#lookAgain(), lookAgainEveryMs).unref();
    this.#world.onChange([
      ...[...this.#processes.values()].map(({ pid, name }) => ({ pid, name })),
      ...[...this.#hosts.keys()].map((host) => ({ pid: null, name: host })),
    ]);
  }
}

function keyOf({ pid, startedAt }: ClientProcess): string {
  return `${pid} ${startedAt ?? ''}`;
}
