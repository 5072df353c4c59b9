import type { Command } from './command.ts';
import { isShortcut } from './shortcut.ts';

/** What can be done where the user is: each part of the window enters its own while it is there. */
export class CommandBook {
  readonly #entered = new Map<symbol, readonly Command[]>();
  readonly #listeners = new Set<() => void>();
  #all: readonly Command[] = [];

  /** Puts the commands of one part in, in the place of those it had. */
  enter(part: symbol, commands: readonly Command[]): void {
    this.#entered.set(part, commands);
    this.#tell();
  }

  leave(part: symbol): void {
    this.#entered.delete(part);
    this.#tell();
  }

  readonly all = (): readonly Command[] => this.#all;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The command that a press means now: of those that share a key, the one that was entered last. */
  commandOf(press: KeyboardEvent, isMac: boolean): Command | null {
    return this.#all.findLast(({ keys, isOff }) => isOff !== true && keys?.some((key) => isShortcut(key, press, isMac)) === true) ?? null;
  }

  #tell(): void {
    this.#all = [...this.#entered.values()].flat();
    for (const listener of this.#listeners) listener();
  }
}
