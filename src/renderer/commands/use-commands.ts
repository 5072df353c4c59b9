import { useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import type { Command } from './command.ts';
import { CommandBook } from './command-book.ts';

const book = new CommandBook();
export const isMac = navigator.userAgent.includes('Macintosh');

/** Offers these commands, by their keys and in the palette, while the component is there. */
export function useCommands(commands: readonly Command[]): void {
  const latest = useRef(commands);
  const part = useRef(Symbol('part of the window'));
  useLayoutEffect(() => {
    latest.current = commands;
  });
  // What they are called and when they work changes seldom; what they do is looked up when they are done.
  const look = JSON.stringify(commands.map(({ id, name, group, keys, isOff }) => [id, name, group, keys, isOff]));
  useEffect(() => {
    book.enter(
      part.current,
      latest.current.map((command) => ({ ...command, run: () => latest.current.find(({ id }) => id === command.id)?.run() })),
    );
    // oxlint-disable-next-line react/exhaustive-deps
  }, [look]);
  useEffect(() => {
    const own = part.current;
    return () => book.leave(own);
  }, []);
}

/** All commands that are offered now. */
export function useOfferedCommands(): readonly Command[] {
  return useSyncExternalStore(book.subscribe, book.all);
}

/** All commands, outside of any component: what is offered, and one carried out where it can do something now. */
export const allCommands = {
  offered: book.all,
  subscribe: book.subscribe,
  run: (id: string): void => book.all().findLast((command) => command.id === id && command.isOff !== true)?.run(),
};

/**
 * Does what a key means, anywhere in the window. Where text is being written, only shortcuts with Mod and Escape count; in a dialog or a menu, none:
 * those have keys of their own.
 */
export function hearKeys(target: Window): void {
  target.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    // Within a shadow root, as that of a body's text, the event's own target is the root's host.
    const at = event.composedPath()[0] ?? event.target;
    if (at instanceof Element && at.closest('dialog, [role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]') !== null) return;
    if (isWriting(at) && !(event.ctrlKey || event.metaKey) && event.key !== 'Escape') return;
    const command = book.commandOf(event, isMac);
    if (command === null) return;
    event.preventDefault();
    command.run();
  });
}

function isWriting(at: EventTarget | null): boolean {
  if (!(at instanceof HTMLElement)) return false;
  if (at instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'range'].includes(at.type);
  return at instanceof HTMLTextAreaElement || at instanceof HTMLSelectElement || at.isContentEditable;
}
