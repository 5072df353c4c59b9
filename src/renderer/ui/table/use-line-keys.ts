import type { KeyboardEvent, MouseEvent } from 'react';
import { rowAfterKey } from '../row-after-key.ts';
import type { DataLine } from './data-lines.ts';

interface LineKeys<Row> {
  readonly lines: readonly DataLine<Row>[];
  /** The line that the keys go on from; -1 for none. */
  readonly at: number;
  readonly pageLines: number;
  readonly goTo: (index: number) => void;
  readonly onToggle: (key: string) => void;
  readonly onOpen: ((row: Row) => void) | undefined;
  /** Space does what Enter does, as with boxes that are ticked; it folds otherwise. */
  readonly spaceOpens: boolean;
}

/** The keys a table has by its role while the focus is in it, and what a press on a line does. One handler for all lines. */
export function useLineKeys<Row>({ lines, at, pageLines, goTo, onToggle, onOpen, spaceOpens }: LineKeys<Row>) {
  const doKey = (key: string): boolean => {
    const line = lines[at];
    const next = rowAfterKey(key, at, lines.length, pageLines);
    if (next !== null) goTo(next);
    else if (line === undefined) return false;
    else if ((key === 'Enter' || (key === ' ' && spaceOpens)) && onOpen !== undefined) onOpen(line.row);
    else if (line.expanded !== null && (key === ' ' || (key === 'ArrowRight' && !line.expanded) || (key === 'ArrowLeft' && line.expanded))) onToggle(line.key);
    else if (key === 'ArrowRight' && line.expanded === true) goTo(at + 1);
    else if (key === 'ArrowLeft' && line.level > 1) goTo(lines.slice(0, at).findLastIndex(({ level }) => level < line.level));
    else return false;
    return true;
  };
  return {
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      if (doKey(event.key)) event.preventDefault();
    },
    onClick: (event: MouseEvent<HTMLElement>) => {
      if (!(event.target instanceof Element)) return;
      const key = event.target.closest<HTMLElement>('[data-line]')?.dataset['line'];
      const index = key === undefined ? -1 : lines.findIndex((line) => line.key === key);
      const line = lines[index];
      if (line === undefined) return;
      goTo(index);
      if (line.expanded !== null && (event.target.closest('.data-table-toggle') !== null || onOpen === undefined)) onToggle(line.key);
      else onOpen?.(line.row);
    },
  };
}
