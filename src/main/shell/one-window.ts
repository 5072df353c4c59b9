import type { BrowserWindow } from 'electron';
import { serveWindow, type Served } from './ipc-server.ts';
import { openMainWindow } from './main-window.ts';

/** The app's one window, while there is one. */
export class OneWindow {
  readonly #served: Promise<Served>;
  #window: BrowserWindow | null = null;

  /** The window waits with its calls for `served`. */
  constructor(served: Promise<Served>) {
    this.#served = served;
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

  #open(): void {
    const window = openMainWindow();
    this.#window = window;
    serveWindow(window, this.#served);
    window.on('closed', () => {
      this.#window = null;
    });
  }
}
