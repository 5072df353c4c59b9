import type { KeyboardEvent, MouseEvent } from 'react';
import { isMac } from '../../commands/use-commands.ts';
import { placeOfLine } from './lines/choose-lines.ts';
import type { Line } from './lines/fold-rows.ts';
import { isFold, lineId, rowOfLine } from './lines/line.ts';
import { rowAfterKey } from '../../ui/row-after-key.ts';
import type { useChosenLines } from './use-chosen-lines.ts';

interface TableInput {
  readonly lines: readonly Line[];
  readonly current: string | null;
  readonly open: string | null;
  /** A screenful. */
  readonly pageRows: number;
  readonly goTo: (index: number, isRange?: boolean) => void;
  readonly onOpen: (id: string) => void;
  readonly onEnter: () => void;
  readonly setFold: (key: string, state: 'open' | 'closed') => void;
  readonly onRate: (id: string, stars: number) => void;
  readonly chosen: ReturnType<typeof useChosenLines>;
}

/** The keys that a table has by its role, while the focus is in it, and what a press on a line does. One handler for all lines. */
export function useTableInput({ lines, current, open, pageRows, goTo, onOpen, onEnter, setFold, onRate, chosen }: TableInput) {
  const at = () => placeOfLine(lines, current);

  const onFoldKey = (key: string): boolean => {
    const line = lines[at()];
    if (line === undefined || (key !== 'ArrowRight' && key !== 'ArrowLeft')) return false;
    if (isFold(line) && line.isOpen === (key === 'ArrowLeft')) setFold(line.key, line.isOpen ? 'closed' : 'open');
    else if ('kind' in line && line.kind === 'under' && key === 'ArrowLeft') goTo(lines.findIndex((other) => isFold(other) && other.key === line.fold));
    else return false;
    return true;
  };
  const onEnterKey = (): void => {
    const line = lines[at()];
    if (line === undefined) return;
    if (isFold(line) && line.kind === 'noise') setFold(line.key, line.isOpen ? 'closed' : 'open');
    else if (open === rowOfLine(line).id) onEnter();
    else onOpen(rowOfLine(line).id);
  };
  const doKey = (event: KeyboardEvent<HTMLDivElement>): boolean => {
    const isMod = isMac ? event.metaKey : event.ctrlKey;
    if (isMod && event.key === 'a' && !event.shiftKey && !event.altKey) {
      chosen.chooseAll();
      return true;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === 'Enter') onEnterKey();
    else if (event.key === ' ') {
      const line = lines[at()];
      if (line !== undefined) chosen.turn(line, false);
    } else if (event.key === 'Escape' && chosen.rows.size > 0) chosen.chooseNone();
    else if (!event.shiftKey && onFoldKey(event.key)) return true;
    else {
      const next = rowAfterKey(event.key, at(), lines.length, pageRows);
      if (next === null) return false;
      goTo(next, event.shiftKey);
    }
    return true;
  };

  return {
    onKeyDown: (event: KeyboardEvent<HTMLDivElement>) => {
      if (event.target === event.currentTarget && doKey(event)) event.preventDefault();
    },
    onMouseDown: (event: MouseEvent<HTMLDivElement>) => {
      // A range is chosen, not text.
      if (event.shiftKey) event.preventDefault();
    },
    onClick: (event: MouseEvent<HTMLDivElement>) => {
      if (!(event.target instanceof Element)) return;
      const id = event.target.closest<HTMLElement>('[data-row]')?.dataset['row'];
      const line = id === undefined ? undefined : lines.find((other) => lineId(other) === id);
      if (line === undefined) return;
      const star = event.target.closest<HTMLElement>('[data-rate]');
      const isOnFold = event.target.closest('[data-fold]') !== null;
      if (star !== null) onRate(star.dataset['rate'] ?? '', starAt(star, event.clientX));
      else if (event.shiftKey) chosen.extendTo(lineId(line));
      else if (event.ctrlKey || event.metaKey) chosen.turn(line, true);
      else if (isFold(line) && (isOnFold || line.kind === 'noise')) {
        chosen.moveTo(lineId(line));
        setFold(line.key, line.isOpen ? 'closed' : 'open');
      } else {
        chosen.chooseNone();
        chosen.moveTo(lineId(line));
        onOpen(rowOfLine(line).id);
      }
      // The button of a fold is no stop of the keys, which are those of the table.
      if (isOnFold) event.currentTarget.focus();
    },
  };
}

function starAt(star: Element, x: number): number {
  const { left, width } = star.getBoundingClientRect();
  return Math.max(1, Math.min(5, Math.ceil(((x - left) / width) * 5)));
}
