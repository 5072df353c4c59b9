import { screen } from 'electron';
import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron';
import { readFileSync } from 'node:fs';
import { writeWhole } from '../../write-whole.ts';
import { boundsOnScreens, windowState, type WindowState } from './window-state.ts';

/** How the window was left, kept in a file: size, place, maximised or full screen, and zoom. */
export class KeptWindow {
  /** What is wrong with the file, in a sentence; null when it was read, or there is none. */
  readonly notice: string | null;
  readonly #file: string;
  #state: WindowState | null;
  #isOver = false;

  constructor(file: string) {
    this.#file = file;
    const { state, notice } = readWindowState(file);
    this.#state = state;
    this.notice = notice;
  }

  /** Where a window is to be opened. To be asked once the app is ready. */
  get bounds(): Pick<BrowserWindowConstructorOptions, 'x' | 'y' | 'width' | 'height'> {
    if (this.#state === null) return { width: 1440, height: 900 };
    const areas = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(({ workArea }) => workArea);
    return boundsOnScreens(this.#state.bounds, areas);
  }

  /** Makes a window, not shown yet, as the last one was left, and notes from now on how it is left. */
  follow(window: BrowserWindow): void {
    const state = this.#state;
    if (state !== null) {
      // The factor is of the page, which there is none of before.
      window.webContents.once('did-finish-load', () => window.webContents.setZoomFactor(state.zoomFactor));
      if (state.isMaximised) window.maximize();
      if (state.isFullScreen) window.setFullScreen(true);
    }
    window.on('close', () => this.#note(window));
  }

  /** Nothing is written any more. */
  end(): void {
    this.#isOver = true;
  }

  #note(window: BrowserWindow): void {
    this.#state = {
      bounds: window.getNormalBounds(),
      isMaximised: window.isMaximized(),
      isFullScreen: window.isFullScreen(),
      zoomFactor: window.webContents.getZoomFactor(),
    };
    if (this.#isOver) return;
    try {
      writeWhole(this.#file, `${JSON.stringify(this.#state, null, 2)}\n`);
    } catch {
      // A full disk is said elsewhere; the window opens as it did before.
    }
  }
}

function readWindowState(file: string): { readonly state: WindowState | null; readonly notice: string | null } {
  try {
    const text = readFileSync(file, 'utf8');
    const parsed = windowState.safeParse(JSON.parse(text));
    if (parsed.success) return { state: parsed.data, notice: null };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { state: null, notice: null };
  }
  return { state: null, notice: `How the window was left cannot be read from ${file}; it opens as at the first start.` };
}
