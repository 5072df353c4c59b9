import { useState, type KeyboardEvent } from 'react';
import type { SavedFilter } from '../../../contract/settings-view.ts';
import { isMac } from '../../commands/use-commands.ts';
import { keyNames } from '../../commands/shortcut.ts';
import { Icon } from '../../ui/icon.tsx';
import { Menu } from '../../ui/menu.tsx';
import { visibleText } from '../../ui/visible-text.tsx';
import { formatCount } from '../../format/quantities.ts';
import { FilterName } from './filter-name.tsx';

interface SavedFilterLineProps {
  readonly saved: SavedFilter;
  /** How many requests it lets through; null while that is not known, or where it cannot be read. */
  readonly count: number | null;
  readonly isOn: boolean;
  readonly onPress: () => void;
  /** What can be done with one of the user's own; null for what came with the app. */
  readonly own: { readonly onRename: (name: string) => void; readonly onMove: (step: -1 | 1) => void; readonly onDelete: () => void } | null;
}

/** A filter that can be switched on with one press. */
export function SavedFilterLine({ saved, count, isOn, onPress, own }: SavedFilterLineProps) {
  const [isRenaming, setRenaming] = useState(false);
  if (isRenaming && own !== null) {
    return (
      <FilterName
        name={saved.name}
        onCancel={() => setRenaming(false)}
        onName={(name) => {
          setRenaming(false);
          own.onRename(name);
        }}
      />
    );
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (own === null) return;
    if (event.altKey && event.key === 'ArrowUp') own.onMove(-1);
    else if (event.altKey && event.key === 'ArrowDown') own.onMove(1);
    else if (event.key === 'F2') setRenaming(true);
    else if (event.key === 'Delete') own.onDelete();
    else return;
    event.preventDefault();
  };
  return (
    <div className="saved-filter">
      <button type="button" className="saved-filter-press" aria-pressed={isOn} title={saved.filter} onClick={onPress} onKeyDown={onKeyDown}>
        <span className="session-name">{visibleText(saved.name)}</span>
        <span className={count === 0 ? 'session-figure saved-filter-none' : 'session-figure'}>{formatCount(count)}</span>
      </button>
      {own !== null && (
        <Menu
          label={`More for ${saved.name}`}
          face={<Icon name="more" size={12} />}
          groups={[
            {
              name: null,
              entries: [
                { key: 'rename', name: 'Rename…', keys: ['F2'], run: () => setRenaming(true) },
                { key: 'up', name: 'Move up', keys: keyNames('Alt+ArrowUp', isMac), run: () => own.onMove(-1) },
                { key: 'down', name: 'Move down', keys: keyNames('Alt+ArrowDown', isMac), run: () => own.onMove(1) },
                { key: 'delete', name: 'Delete', keys: ['Del'], run: own.onDelete },
              ],
            },
          ]}
        />
      )}
    </div>
  );
}
