import { Menu, Tray } from 'electron';
import type { MenuItemConstructorOptions } from 'electron';
import type { StatusView } from '../../../contract/status-view.ts';
import { addressOf, trayState } from './tray-state.ts';
import { trayIcon } from './tray-icon.ts';

export interface AppTrayOptions {
  /** Null before the engine is there. */
  readonly readStatus: () => StatusView | null;
  /** The figures of the day so far, in words; null where there are none. */
  readonly readToday: () => string | null;
  readonly show: () => void;
  readonly record: (on: boolean) => void;
  readonly copyAddress: (address: string) => void;
  readonly quit: () => void;
}

/** The status changes with every request; nobody looks at a tray so often. */
const refreshEveryMs = 1000;

/** The sign in the system's tray: the state by its shape, and what is wanted most while the window is closed. */
export class AppTray {
  readonly #options: AppTrayOptions;
  /** Null where the system has no tray. */
  #tray: Tray | null;
  #shown = '';
  #later: NodeJS.Timeout | null = null;

  /** To be made once the app is ready. */
  constructor(options: AppTrayOptions) {
    this.#options = options;
    this.#tray = openTray();
    this.#tray?.on('click', () => {
      // On a Mac a click opens the menu.
      if (process.platform !== 'darwin') options.show();
    });
    this.#refresh();
  }

  /** Shows soon what has changed. */
  refresh(): void {
    this.#later ??= setTimeout(() => {
      this.#later = null;
      this.#refresh();
    }, refreshEveryMs);
  }

  end(): void {
    if (this.#later !== null) clearTimeout(this.#later);
    this.#tray?.destroy();
    this.#tray = null;
  }

  #refresh(): void {
    const tray = this.#tray;
    if (tray === null) return;
    const status = this.#options.readStatus();
    const state = trayState(status);
    const today = status === null ? null : this.#options.readToday();
    const shown = JSON.stringify([state, today, status?.capture]);
    // On Linux a menu that is open closes when it is made anew.
    if (shown === this.#shown) return;
    this.#shown = shown;
    tray.setImage(trayIcon(state.sign));
    tray.setToolTip(`Whence: ${state.words}`);
    tray.setContextMenu(Menu.buildFromTemplate(this.#items(status, state.words, today)));
  }

  #record(on: boolean): void {
    this.#options.record(on);
    // The entry has changed its tick by itself; whether that is so is seen from the state.
    this.#shown = '';
    this.refresh();
  }

  #items(status: StatusView | null, words: string, today: string | null): MenuItemConstructorOptions[] {
    const { show, copyAddress, quit } = this.#options;
    const address = status === null ? null : addressOf(status);
    return [
      { id: 'state', label: shortened(words), enabled: false },
      ...(today === null ? [] : [{ id: 'today', label: today, enabled: false }]),
      { type: 'separator' },
      { id: 'show', label: 'Show Whence', click: show },
      { id: 'record', label: 'Record', type: 'checkbox', checked: status?.capture === true, enabled: status !== null, click: ({ checked }) => this.#record(checked) },
      ...(address === null || status === null ? [] : [{ id: 'address', label: `Copy ${address}`, click: () => copyAddress(status.proxy.url) }]),
      { type: 'separator' },
      { id: 'quit', label: 'Quit Whence', click: quit },
    ];
  }
}

/** Many Linux desktops have no tray. What goes wrong then is no reason not to start. */
function openTray(): Tray | null {
  try {
    return new Tray(trayIcon('starting'));
  } catch {
    return null;
  }
}

function shortened(words: string): string {
  return words.length > 90 ? `${words.slice(0, 89)}…` : words;
}
