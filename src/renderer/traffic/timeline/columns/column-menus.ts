import type { MenuGroup } from '../../../ui/menu.tsx';
import { firstChoice, movedBy, type ColumnChoice } from './column-choice.ts';
import { columnIds, factsOf, type ColumnId } from './column-facts.ts';
import { boundedWidth, widthOf } from './column-layout.ts';

type Change = (change: Partial<ColumnChoice>) => void;

/** How far a press of a key, or an entry of the menu, sizes a column. */
export const sizeStepPx = 16;

/** What can be done with one column. */
export function columnMenu(id: ColumnId, choice: ColumnChoice, visible: readonly ColumnId[], change: Change): readonly MenuGroup[] {
  const { name, canSort } = factsOf(id);
  const { sort, order, widths } = choice;
  const size = (by: number) => change({ widths: { ...widths, [id]: boundedWidth(widthOf(choice, id) + by) } });
  const sorting: MenuGroup = {
    name,
    kind: 'one-of',
    entries: [
      { key: 'ascending', name: 'Sort ascending', isChosen: sort.id === id && !sort.desc, run: () => change({ sort: { id, desc: false } }) },
      { key: 'descending', name: 'Sort descending', isChosen: sort.id === id && sort.desc, run: () => change({ sort: { id, desc: true } }) },
    ],
  };
  const place: MenuGroup = {
    name: canSort ? null : name,
    entries: [
      { key: 'left', name: 'Move left', keys: ['Alt', '←'], isOff: visible[0] === id, run: () => change({ order: movedBy(order, visible, id, -1) }) },
      { key: 'right', name: 'Move right', keys: ['Alt', '→'], isOff: visible.at(-1) === id, run: () => change({ order: movedBy(order, visible, id, 1) }) },
      { key: 'wider', name: 'Wider', keys: ['Shift', '→'], run: () => size(2 * sizeStepPx) },
      { key: 'narrower', name: 'Narrower', keys: ['Shift', '←'], run: () => size(-2 * sizeStepPx) },
      { key: 'hide', name: 'Hide', isOff: visible.length === 1, run: () => change({ shown: { ...choice.shown, [id]: false } }) },
    ],
  };
  return [...(canSort ? [sorting] : []), place, ...tableMenu(choice, visible, change)];
}

/** Which columns are shown, and what else there is to say of the table. */
export function tableMenu(choice: ColumnChoice, visible: readonly ColumnId[], change: Change): readonly MenuGroup[] {
  return [
    {
      name: 'Columns',
      kind: 'any-of',
      entries: columnIds.map((id) => {
        const isShown = visible.includes(id);
        return {
          key: `column-${id}`,
          name: factsOf(id).name,
          isChosen: isShown,
          isOff: isShown && visible.length === 1,
          run: () => change({ shown: { ...choice.shown, [id]: !isShown } }),
        };
      }),
    },
    {
      name: 'Rows',
      kind: 'any-of',
      entries: [{ key: 'folding', name: 'Fold noise and retries', isChosen: choice.isFolding, run: () => change({ isFolding: !choice.isFolding }) }],
    },
    {
      name: null,
      entries: [{ key: 'reset', name: 'Reset columns', run: () => change({ ...firstChoice, isFolding: choice.isFolding }) }],
    },
  ];
}
