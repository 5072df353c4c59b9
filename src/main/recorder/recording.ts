import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { allowanceInWords, RestartAllowance } from '../restart-allowance.ts';
import { startRecorderThread } from './recorder-handle.ts';
import type { RecorderHandle, RecorderOptions, RecorderStart } from './recorder-handle.ts';
import type { RecorderFigures } from './recorder-messages.ts';
import type { UnseenPassage } from '../relayed/unseen-passage.ts';

export type RecordingOptions = Omit<RecorderOptions, 'relayedPort' | 'previous' | 'onDeath'>;

/** The recorder, whichever it is at the time. */
export interface Recording extends Omit<RecorderHandle, 'takeImport'> {
  /** The end of a channel for one who imports (`ToIntake`, `FromIntake`); null while there is no recorder. It closes when the recorder ends. */
  openIntake(): MessagePort | null;
  readonly maskingRulesOff: readonly string[];
  /** The proxy's end of the channel to the recorder. */
  takePort(): MessagePort;
  /** Gives the proxy's end of the channel to each recorder that takes the place of one that died, from the last `takePort` on. */
  giveSuccessors(give: (relayedPort: MessagePort) => void): void;
  /**
   * For a proxy that follows one that died: what that one told is committed, and what it left open marked as interrupted. Null where no
   * recorder can be had now; one that can be had later is given as a successor.
   */
  renewPort(): Promise<MessagePort | null>;
}

export type RecordingStart = { readonly started: true; readonly recording: Recording } | Extract<RecorderStart, { started: false }>;

/** After an attempt that did not come so far as to record. */
const retryAfterMs = 1000;

/**
 * Starts the recorder, and another one in its place whenever it dies: what was under way is then marked as interrupted, and
 * recording goes on. One that dies again and again is given up with a notice. The relay is never touched by any of it.
 */
export async function startRecording(options: RecordingOptions): Promise<RecordingStart> {
  const recording = new KeptRecording(options);
  const start = await recording.startOne();
  return start.started ? { started: true, recording } : start;
}

class KeptRecording implements Recording {
  readonly #options: RecordingOptions;
  #port: MessagePort | null = null;
  #isPortTaken = false;
  #give: ((relayedPort: MessagePort) => void) | null = null;
  readonly #allowance = new RestartAllowance();
  #recorder: RecorderHandle | null = null;
  #restarting: Promise<void> | null = null;
  #closing = false;
  #rulesOff: readonly string[];
  /** All that were told of: one that died may not have written them, and they may be told twice. */
  readonly #passages = new Map<string, UnseenPassage>();
  #figures: RecorderFigures | null = null;

  constructor(options: RecordingOptions) {
    this.#options = options;
    this.#rulesOff = options.maskingRulesOff;
  }

  takePort(): MessagePort {
    if (this.#port === null) throw new Error('there is no port before the recorder has started');
    this.#isPortTaken = true;
    return this.#port;
  }

  giveSuccessors(give: (relayedPort: MessagePort) => void): void {
    this.#give = give;
    if (!this.#isPortTaken) give(this.takePort());
  }

  async renewPort(): Promise<MessagePort | null> {
    await this.#restarting;
    // The relay counts connections from the start again, and so must whoever follows them.
    await this.#recorder?.close();
    this.#recorder = null;
    const start = this.#closing ? null : await this.startOne();
    if (start?.started === true) return this.takePort();
    if (start !== null) this.#restartAfter(start.message);
    return null;
  }

  async close(): Promise<void> {
    this.#closing = true;
    await this.#restarting;
    await this.#recorder?.close();
  }

  setMaskingRulesOff(ids: readonly string[]): void {
    this.#rulesOff = ids;
    this.#recorder?.setMaskingRulesOff(ids);
  }

  takePassedWhileAway(passages: readonly UnseenPassage[]): void {
    for (const passage of passages) this.#passages.set(passage.id, passage);
    this.#recorder?.takePassedWhileAway(passages);
  }

  get maskingRulesOff(): readonly string[] {
    return this.#rulesOff;
  }

  openIntake(): MessagePort | null {
    if (this.#recorder === null || this.#closing) return null;
    const { port1, port2 } = new MessageChannel();
    this.#recorder.takeImport(port2);
    return port1;
  }

  async startOne(): Promise<RecorderStart> {
    const { port1, port2 } = new MessageChannel();
    const start = await startRecorderThread({
      ...this.#options,
      relayedPort: port2,
      maskingRulesOff: this.#rulesOff,
      previous: this.#figures,
      onFigures: (figures) => {
        this.#figures = figures;
        this.#options.onFigures(figures);
      },
      onDeath: (reason) => this.#takeDeath(reason),
    });
    if (!start.started) {
      port1.close();
      return start;
    }
    const { recorder } = start;
    this.#recorder = recorder;
    this.#port = port1;
    this.#isPortTaken = false;
    // While it started, nobody was there to hear of either.
    recorder.setMaskingRulesOff(this.#rulesOff);
    if (this.#passages.size > 0) recorder.takePassedWhileAway([...this.#passages.values()]);
    return start;
  }

  #takeDeath(reason: string): void {
    this.#recorder = null;
    this.#figures = { ...(this.#figures ?? noFigures), streaming: 0, pendingBytes: 0, trouble: null };
    this.#options.onFigures(this.#figures);
    this.#restartAfter(reason);
  }

  #restartAfter(reason: string): void {
    this.#restarting = this.#restart(reason).finally(() => (this.#restarting = null));
  }

  async #restart(firstReason: string): Promise<void> {
    let reason = firstReason;
    while (!this.#closing) {
      if (!this.#allowance.take(performance.now())) {
        this.#options.onNotice(
          `Recording has stopped: it failed more than ${allowanceInWords}, at last with: ${reason}. Traffic passes on unrecorded; restart Whence to record again, and please report this.`,
        );
        return;
      }
      const start = await this.startOne();
      if (start.started) {
        this.#options.onNotice(`Recording failed (${reason}) and was started again. Requests that were under way say that they are interrupted.`);
        this.#give?.(this.takePort());
        return;
      }
      reason = start.message;
      await new Promise((resolve) => setTimeout(resolve, retryAfterMs));
    }
  }
}

const noFigures: RecorderFigures = {
  lost: 0,
  streaming: 0,
  accounts: { connections: 0, bytes: 0, exchanges: 0, refused: 0, unseen: 0, difference: null },
  pendingBytes: 0,
  trouble: null,
};
