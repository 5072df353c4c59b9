import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { RawEnd } from '../raw-tls.ts';
import { blocksOf, countOf } from './octets.ts';
import type { WireStep } from './wire-case.ts';

/** What one end of a connection saw. */
export interface EndTranscript {
  readonly bytes: number;
  readonly sha256: string;
  /** The first of them, as latin-1, to be read when two transcripts differ. */
  readonly beginning: string;
  /** `stalled`: the case's time was up; what had come of an end until then. */
  readonly ended: 'fin' | 'reset' | 'stalled' | 'stalled after fin';
  /** What both ends had seen after each of this end's pauses. */
  readonly pauses: readonly Sight[];
}

interface Sight {
  readonly received: number;
  readonly ended: boolean;
  readonly receivedByOther: number;
  readonly endedForOther: boolean;
}

const beginningBytes = 2000;
const beginningBytesToRead = 256 * 1024;
const settleLimitMs = 6000;

export function isStalled({ ended }: Pick<EndTranscript, 'ended'>): boolean {
  return ended === 'stalled' || ended === 'stalled after fin';
}

/** One end of a connection while its script is played. */
export class PlayedEnd {
  received = 0;
  ended: 'fin' | 'reset' | null = null;
  #sent = 0;
  #finished = false;
  #stalled = false;
  #beginning = '';
  readonly #hash = createHash('sha256');
  readonly #pauses: Sight[] = [];
  readonly #end: RawEnd;
  readonly #isRewritten: boolean;
  readonly #closed: Promise<void>;
  readonly #waiting = new Set<() => void>();

  /** Where what is sent `isRewritten` on the way, `beginning` is long enough to be read as HTTP, and no number of bytes is waited for after a pause. */
  constructor(end: RawEnd, isRewritten = false) {
    this.#end = end;
    this.#isRewritten = isRewritten;
    end.stream.on('data', (chunk: Buffer) => this.#take(chunk));
    end.stream.once('end', () => {
      this.ended = 'fin';
      this.#wake();
    });
    this.#closed = new Promise((resolve) => {
      end.stream.once('close', () => {
        this.ended ??= 'reset';
        this.#wake();
        resolve();
      });
    });
  }

  /** Plays the script, and answers what was seen when the connection is closed both ways. */
  async play(steps: readonly WireStep[], other: Promise<PlayedEnd>): Promise<EndTranscript> {
    let expected = 0;
    for (const step of steps) {
      if ('receive' in step) {
        expected += countOf(step.receive);
        await this.#until(() => this.received >= expected || this.ended !== null);
      } else if ('receiveEnd' in step) await this.#until(() => this.ended !== null);
      else if ('pauseMs' in step) await this.#pause(step.pauseMs, await other);
      else await this.#act(step);
    }
    await this.#closed;
    return {
      bytes: this.received,
      sha256: this.#hash.digest('hex'),
      beginning: this.#beginning,
      ended: this.#stalled ? (this.ended === 'fin' ? 'stalled after fin' : 'stalled') : (this.ended ?? 'reset'),
      pauses: this.#pauses,
    };
  }

  /** Breaks off a case that hangs. */
  giveUp(): void {
    if (this.#end.stream.destroyed) return;
    this.#stalled = true;
    this.#end.raw.destroy();
    this.#end.stream.destroy();
  }

  async #act(step: Exclude<WireStep, { receive: unknown } | { receiveEnd: true } | { pauseMs: number }>): Promise<void> {
    const { stream, raw } = this.#end;
    if ('send' in step) {
      for (const block of blocksOf(step.send)) await this.#write(block);
    } else if ('sendEach' in step) {
      for (const text of step.sendEach) {
        await this.#write(Buffer.from(text, 'latin1'));
        // A turn of the loop, so that writes are not put together.
        await new Promise((resolve) => setImmediate(resolve));
      }
    } else if ('readNothingForMs' in step) {
      stream.pause();
      await pause(step.readNothingForMs);
      stream.resume();
    } else if (step.finish === 'reset') {
      raw.resetAndDestroy();
      stream.destroy();
    } else {
      this.#finished = true;
      if (step.finish === 'fin') stream.end();
      else {
        raw.end();
        // TLS does not know that this side has ended.
        void this.#until(() => this.ended !== null).then(() => stream.destroy());
      }
    }
  }

  async #write(bytes: Buffer): Promise<void> {
    const { stream } = this.#end;
    this.#sent += bytes.length;
    if (stream.destroyed || stream.writableEnded || stream.write(bytes)) return;
    await Promise.race([once(stream, 'drain'), this.#closed]).catch(() => undefined);
  }

  async #pause(pauseMs: number, other: PlayedEnd): Promise<void> {
    await pause(pauseMs);
    const arrived = (): boolean =>
      this.ended === 'reset' || other.ended === 'reset' || (other.received >= this.#sent && (!this.#finished || other.ended !== null));
    if (!this.#isRewritten) await Promise.race([other.#until(arrived), this.#until(arrived), pause(settleLimitMs, undefined, { ref: false })]);
    this.#pauses.push({
      received: this.received,
      ended: this.ended !== null,
      receivedByOther: other.received,
      endedForOther: other.ended !== null,
    });
  }

  async #until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((resolve) => this.#waiting.add(resolve));
  }

  #take(chunk: Buffer): void {
    this.received += chunk.length;
    this.#hash.update(chunk);
    const missing = (this.#isRewritten ? beginningBytesToRead : beginningBytes) - this.#beginning.length;
    if (missing > 0) this.#beginning += chunk.toString('latin1', 0, missing);
    this.#wake();
  }

  #wake(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const resolve of waiting) resolve();
  }
}
