import type { DistrustingClient } from '../../relayed/relayed.ts';
import type { ClientOwner } from './client-owner.ts';
import type { ClientProcess } from './client-process.ts';

export interface DistrustSurroundings {
  readonly isRunning: (process: ClientProcess) => boolean;
  readonly nowMs: () => number;
  readonly onChange: (distrusting: readonly DistrustingClient[]) => void;
}

/** Who does not trust our certificate: a process, whatever it asks for; or a client of which only that is known, at one host. */
export type Distruster = Extract<ClientOwner, { kind: 'process' }> | UntoldDistruster;
type UntoldOwner = Exclude<ClientOwner, { kind: 'process' }>;
type UntoldDistruster = UntoldOwner & { readonly host: string };

/** What a client makes of the certificate that it is shown. Of one that has been forgotten since, it counts for nothing. */
export interface Meeting {
  /** It refused the certificate. Answers whether that is remembered. */
  refused(isCertain: boolean): boolean;
  /** It has sent something over the opened connection. */
  trusted(): void;
}

/** How long clients whose process is not known pass unseen after the last refusal by one of them. */
const untoldMs = 60_000;
/** So many handshakes in a row that a client who trusted before breaks off, without a word on why, are no chance any more. */
const doubtsOfTrusting = 3;
const trustingLimit = 256;
const lookAgainEveryMs = 5000;

/**
 * Remembers who does not trust our certificate: the process, until it ends, for it reads its certificates when it starts. Where the
 * process is not known it is remembered for a minute and one host, as narrowly as the refusal was known, so that nobody can have
 * connections of others pass unseen: that of a user for connections of this user whose process is not known either, and
 * that of nobody known for connections of which nothing is known.
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
  /** With the time until which each is remembered. */
  readonly #untold = new Map<string, { readonly distruster: UntoldDistruster; readonly untilMs: number }>();
  /** With the number of handshakes broken off since it last trusted. */
  readonly #trusting = new Map<string, number>();
  #timer: NodeJS.Timeout | null = null;
  #timesForgotten = 0;

  constructor(world: DistrustSurroundings) {
    this.#world = world;
  }

  /** Who it is that does not trust, where a connection is not to be opened for it; else null. */
  distrusting(owner: ClientOwner, host: string): Distruster | null {
    this.#lookAgain();
    if (owner.kind !== 'process') return this.#untold.get(untoldKey(owner, host))?.distruster ?? null;
    const process = this.#processes.get(keyOf(owner.process));
    return process === undefined ? null : { kind: 'process', process };
  }

  /** A client is shown the certificate as it is now. */
  meet(owner: ClientOwner, host: string): Meeting {
    const met = this.#timesForgotten;
    return {
      refused: (isCertain) => met === this.#timesForgotten && this.#refused(owner, host, isCertain),
      trusted: () => {
        if (met === this.#timesForgotten) this.#trusted(owner);
      },
    };
  }

  /** Begins anew: after a change of trust, or with another certificate. */
  forget(): void {
    this.#timesForgotten += 1;
    this.#trusting.clear();
    if (this.#processes.size === 0 && this.#untold.size === 0) return;
    this.#processes.clear();
    this.#untold.clear();
    this.#changed();
  }

  close(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  #refused(owner: ClientOwner, host: string, isCertain: boolean): boolean {
    if (owner.kind === 'process') {
      const key = keyOf(owner.process);
      const doubts = this.#trusting.get(key);
      if (doubts !== undefined && !isCertain && doubts + 1 < doubtsOfTrusting) {
        this.#trusting.set(key, doubts + 1);
        return false;
      }
      this.#trusting.delete(key);
      this.#processes.set(key, owner.process);
    } else {
      this.#untold.set(untoldKey(owner, host), { distruster: { ...owner, host }, untilMs: this.#world.nowMs() + untoldMs });
    }
    this.#changed();
    return true;
  }

  #trusted(owner: ClientOwner): void {
    if (owner.kind !== 'process') return;
    const key = keyOf(owner.process);
    this.#trusting.delete(key);
    this.#trusting.set(key, 0);
    if (this.#trusting.size <= trustingLimit) return;
    for (const oldest of this.#trusting.keys()) {
      this.#trusting.delete(oldest);
      break;
    }
  }

  /** Forgets processes that have ended, and others whose minute is over. */
  #lookAgain(): void {
    const { isRunning, nowMs } = this.#world;
    let hasChanged = false;
    for (const [key, process] of this.#processes) {
      if (!isRunning(process)) hasChanged = this.#processes.delete(key);
    }
    for (const [key, { untilMs }] of this.#untold) {
      if (untilMs <= nowMs()) hasChanged = this.#untold.delete(key);
    }
    if (hasChanged) this.#changed();
  }

  #changed(): void {
    const isEmpty = this.#processes.size === 0 && this.#untold.size === 0;
    if (isEmpty) this.close();
    // For the window, which would go on showing a process that has ended.
    else this.#timer ??= setInterval(() => this.#lookAgain(), lookAgainEveryMs).unref();
    this.#world.onChange([
      ...[...this.#processes.values()].map(({ pid, name }) => ({ pid, name })),
      ...[...this.#untold.values()].map(({ distruster }) => ({ pid: null, name: untoldName(distruster) })),
    ]);
  }
}

function keyOf({ pid, startedAt }: ClientProcess): string {
  return `${pid} ${startedAt ?? ''}`;
}

function untoldKey(owner: UntoldOwner, host: string): string {
  return owner.kind === 'user' ? `${host} ${owner.uid}` : host;
}

function untoldName({ host, ...owner }: UntoldDistruster): string {
  return owner.kind === 'user' ? `${host} (user ${owner.uid})` : host;
}
