import { useState } from 'react';
import type { Command } from '../../commands/command.ts';
import { useElementSize } from '../../ui/use-element-size.ts';

/** With less room than this the sidebar lies over the list, and only while it is asked for. */
const narrowPx = 760;

export interface SidebarFold {
  readonly setFrame: (frame: HTMLElement | null) => void;
  readonly isNarrow: boolean;
  readonly isShown: boolean;
  readonly show: (shown: boolean) => void;
}

/** Whether the sidebar is there: with room, until it is folded; with little, once it is asked for. */
export function useSidebarFold(): SidebarFold {
  const [frame, setFrame] = useState<HTMLElement | null>(null);
  const { width } = useElementSize(frame);
  const isNarrow = width > 0 && width < narrowPx;
  const [wanted, setWanted] = useState({ wide: true, narrow: false });
  return {
    setFrame,
    isNarrow,
    isShown: isNarrow ? wanted.narrow : wanted.wide,
    show: (shown) => {
      setWanted(isNarrow ? { ...wanted, narrow: shown } : { ...wanted, wide: shown });
      // Where it lies over the list, the keys go on in it once it is there, and in the list once it is gone.
      if (isNarrow) requestAnimationFrame(() => document.querySelector<HTMLElement>(shown ? '.sessions [role="tree"]' : '[role="grid"]')?.focus());
    },
  };
}

/** The keys of it: Escape folds what lies over the list. */
export function sidebarCommands({ isNarrow, isShown, show }: SidebarFold): readonly Command[] {
  return [
    { id: 'window.sidebar', name: isShown ? 'Hide the sessions' : 'Show the sessions', group: 'Window', keys: ['Mod+B'], run: () => show(!isShown) },
    { id: 'window.fold-sidebar', name: 'Close the list of sessions', group: 'Window', keys: ['Escape'], isOff: !isNarrow || !isShown, run: () => show(false) },
  ];
}
