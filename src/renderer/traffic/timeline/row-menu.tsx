import { useState, type MouseEvent } from 'react';
import type { ExchangeRow } from '../../../contract/exchange-view.ts';
import { wishToRate } from '../../navigation/rating-wish.ts';
import { ratedOfRow } from '../../rating/rated-of-row.ts';
import { ContextMenu } from '../../ui/context-menu.tsx';

interface Point {
  readonly x: number;
  readonly y: number;
}

interface RowMenuProps {
  readonly row: ExchangeRow | null;
  readonly at: Point | null;
  readonly onClose: () => void;
  readonly onPin: (row: ExchangeRow) => void;
}

/** What can be said of the row whose menu was asked for. */
export function RowMenu({ row, at, onClose, onPin }: RowMenuProps) {
  const entries =
    row === null || at === null
      ? []
      : [
          { key: 'request', name: 'Rate the request…', keys: ['c'], run: () => wishToRateRow(row, 'comment', at) },
          { key: 'turn', name: 'Rate its turn…', isOff: ratedOfRow(row).turn === null, run: () => wishToRateRow(row, 'turn', at) },
          { key: 'session', name: 'Rate its session…', run: () => wishToRateRow(row, 'session', at) },
          { key: 'pin', name: row.isPinned ? 'Unpin' : 'Pin', keys: ['p'], run: () => onPin(row) },
        ];
  return <ContextMenu label="Request" at={row === null ? null : at} groups={[{ name: null, entries }]} onClose={onClose} />;
}

interface RowMenuGround {
  readonly rowOf: (id: string) => ExchangeRow | null;
  /** The row that the keys are at. */
  readonly current: string | null;
  readonly onPress: (id: string) => void;
}

/** Which row a menu was asked for, by the other button of the mouse or by the menu key, and where. */
export function useRowMenu({ rowOf, current, onPress }: RowMenuGround) {
  const [asked, setAsked] = useState<{ readonly id: string; readonly at: Point } | null>(null);
  return {
    row: asked === null ? null : rowOf(asked.id),
    at: asked?.at ?? null,
    close: () => setAsked(null),
    onContextMenu: (event: MouseEvent) => {
      if (!(event.target instanceof Element)) return;
      const pressed = event.target.closest<HTMLElement>('[data-row]')?.dataset['row'];
      // By key it comes from the table itself, and means the row that the keys are at.
      const id = pressed ?? current;
      if (id === null || rowOf(id) === null) return;
      event.preventDefault();
      if (pressed !== undefined) onPress(pressed);
      setAsked({ id, at: pressed === undefined ? besideRow(id) : { x: event.clientX, y: event.clientY } });
    },
  };
}

/** Opens the popover for a request with all that it can be rated as, or for its turn or its session alone. */
export function wishToRateRow(row: ExchangeRow, what: 'comment' | 'turn' | 'session', at: Point): void {
  const { request, turn, session } = ratedOfRow(row);
  const meant = what === 'comment' ? request : what === 'turn' ? turn : session;
  if (meant !== null) wishToRate({ what: [meant], at, isComment: what === 'comment' });
}

/** A point below a row, where there is room; where the row is not in sight, one in the middle of the window. */
export function besideRow(id: string): Point {
  const row = document.querySelector(`#${CSS.escape(`row-${id}`)}`)?.getBoundingClientRect();
  return row === undefined ? { x: window.innerWidth / 3, y: window.innerHeight / 3 } : { x: row.left + 120, y: row.bottom };
}
