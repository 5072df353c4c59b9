import { app } from 'electron';
import { endProcess } from '../end-process.ts';
import { errorMessage } from '../error-message.ts';

type Step = () => void | Promise<void>;

/** For all of them together; what was told is committed in far less. */
const patienceMs = 5000;
/** For what is done before the engine closes, each: one that hangs must not take the engine's time. */
const stepPatienceMs = 2000;

/**
 * What is done when the app quits, in order: first what was entered by `beforeClose`, then the engine's end, so that nothing that was told is
 * lost. A step that fails or hangs does not keep the others from being done.
 */
export class Quitting {
  readonly #before: { readonly what: string; readonly step: Step }[] = [];
  #state: 'running' | 'closing' | 'closed' = 'running';

  /** Enters something to do while the engine still runs; `what` names it where it fails: "taking Claude Code's settings back". */
  beforeClose(what: string, step: Step): void {
    this.#before.push({ what, step });
  }

  /** From now on all of it is done at quit, and at last `close`, which ends the engine. */
  endWith(close: Step): void {
    app.on('will-quit', (event) => {
      if (this.#state === 'closed') return;
      event.preventDefault();
      if (this.#state === 'closing') return;
      this.#state = 'closing';
      const patience = setTimeout(() => endProcess(0), patienceMs);
      void this.#close(close).finally(() => {
        clearTimeout(patience);
        this.#state = 'closed';
        // Within the event that was just held back, Electron would not hear it.
        setImmediate(() => app.quit());
      });
    });
  }

  async #close(close: Step): Promise<void> {
    for (const { what, step } of this.#before) {
      const failure = await failureOf(step);
      // There is no window any more to say it in.
      if (failure !== null) process.stderr.write(`At quit, ${what} failed: ${failure}.\n`);
    }
    await close();
  }
}

async function failureOf(step: Step): Promise<string | null> {
  let patience: NodeJS.Timeout | undefined;
  const tooLong = new Promise<string>((resolve) => {
    patience = setTimeout(() => resolve(`it took more than ${stepPatienceMs} ms`), stepPatienceMs);
  });
  try {
    return await Promise.race([Promise.resolve().then(step).then(() => null), tooLong]);
  } catch (error) {
    return errorMessage(error);
  } finally {
    clearTimeout(patience);
  }
}
