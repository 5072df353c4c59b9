import type { BrowserWindow } from 'electron';
import type { EventName, EventPayload } from '../../../contract/events.ts';
import { sendEvent, serveWindow, type Served } from '../ipc-server.ts';
import type { KeptWindow } from './kept-window.ts';
import { openMainWindow } from './main-window.ts';

/** The app's one window, while there is one. */
export class OneWindow {
  readonly #served: Promise<Served>;
  readonly #kept: KeptWindow;
  #window: BrowserWindow | null = null;
  /** Whether its page has said what it offers, so that it can be asked for it. */
  #isReady = false;
  /** What is asked of it as soon as it is. */
  #waiting: string | null = null;

  /** The window waits with its calls for `served`. */
  constructor(served: Promise<Served>, kept: KeptWindow) {
    this.#served = served;
    this.#kept = kept;
  }

  get current(): BrowserWindow | null {
    return this.#window;
  }

  /** Opens it, or brings the one that is there to the front. */
  show(): void {
    if (this.#window === null) this.#open();
    else {
      if (this.#window.isMinimized()) this.#window.restore();
      this.#window.show();
      this.#window.focus();
    }
  }

  /** Tells the window of something; one that is closed need not know. */
  send<Name extends EventName>(name: Name, payload: EventPayload<Name>): void {
    if (this.#window !== null) sendEvent(this.#window, name, payload);
  }

  /** Has the window carry out one of its own commands; one that is closed is opened first. */
  ask(id: string): void {
    this.show();
    if (this.#window !== null && this.#isReady) sendEvent(this.#window, 'commandAsked', { id });
    else this.#waiting = id;
  }

  /** The page is there, and hears what is asked of it. */
  becomeReady(): void {
    this.#isReady = true;
    const id = this.#waiting;
    this.#waiting = null;
    if (id !== null && this.#window !== null) sendEvent(this.#window, 'commandAsked', { id });
  }

  #open(): void {
    const window = openMainWindow(this.#kept);
    this.#window = window;
    this.#isReady = false;
    serveWindow(window, this.#served);
    window.on('closed', () => {
      this.#window = null;
      this.#isReady = false;
    });
  }
}
