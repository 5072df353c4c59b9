import type { ReactNode } from 'react';
import { Button, Header, Menu as AriaMenu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components';
import { given } from './given.ts';
import { Icon } from './icon.tsx';
import { Tooltip } from './tooltip.tsx';
import './menu.css';

export interface MenuEntry {
  /** Unique in its menu. */
  readonly key: string;
  readonly name: string;
  /** The keys that do the same, as they stand on the keyboard, one by one. */
  readonly keys?: readonly string[];
  readonly isOff?: boolean;
  /** In a section of choices: whether it is chosen. */
  readonly isChosen?: boolean;
  readonly run: () => void;
}

export interface MenuGroup {
  /** Above the entries; null where they say enough. It names the group for screen readers then, too. */
  readonly name: string | null;
  /** What its entries are: things to do, one of several, or each on or off. The menu stays open where several can be chosen. */
  readonly kind?: 'actions' | 'one-of' | 'any-of';
  readonly entries: readonly MenuEntry[];
}

interface MenuProps {
  /** The name of the button, where `face` is no word, and of the menu. */
  readonly label: string;
  readonly face: ReactNode;
  readonly look?: 'plain' | 'quiet';
  readonly hint?: string;
  readonly disabled?: boolean;
  readonly groups: readonly MenuGroup[];
}

/** A button that opens a menu. Arrow keys, Home, End and the first letters move in it; Escape closes it. */
export function Menu({ label, face, look = 'quiet', hint, disabled = false, groups }: MenuProps) {
  const button = (
    <Button className={`button button-${look}`} isDisabled={disabled} {...given({ 'aria-label': typeof face === 'string' ? undefined : label })}>
      {face}
    </Button>
  );
  return (
    <MenuTrigger>
      {hint === undefined ? button : <Tooltip text={hint}>{button}</Tooltip>}
      <Popover className="menu-frame" placement="bottom end" offset={4}>
        <MenuList label={label} groups={groups} />
      </Popover>
    </MenuTrigger>
  );
}

/** The entries of a menu, whatever opens it. */
export function MenuList({ label, groups, onClose }: Pick<MenuProps, 'label' | 'groups'> & { readonly onClose?: () => void }) {
  return (
    <AriaMenu
      className="menu"
      aria-label={label}
      // One without a button takes the keys itself.
      {...(onClose === undefined ? {} : { onClose, autoFocus: true })}
      disabledKeys={groups.flatMap(({ entries }) => entries.filter(({ isOff }) => isOff === true).map(({ key }) => key))}
    >
      {groups.map((group, index) => (
        <MenuSection
          key={group.name ?? index}
          className="menu-group"
          {...(group.name === null ? { 'aria-label': `${label} ${index + 1}` } : {})}
          selectionMode={group.kind === 'one-of' ? 'single' : group.kind === 'any-of' ? 'multiple' : 'none'}
          selectedKeys={group.entries.filter(({ isChosen }) => isChosen === true).map(({ key }) => key)}
          shouldCloseOnSelect={group.kind !== 'any-of'}
        >
          {group.name !== null && <Header className="menu-heading">{group.name}</Header>}
          {group.entries.map((entry) => (
            <MenuItem key={entry.key} id={entry.key} className="menu-entry" textValue={entry.name} onAction={entry.run}>
              {group.kind !== undefined && group.kind !== 'actions' && (
                <span className="menu-tick">{entry.isChosen === true && <Icon name="done" size={12} />}</span>
              )}
              <span className="menu-name">{entry.name}</span>
              {entry.keys !== undefined && <kbd className="menu-keys">{entry.keys.join('+')}</kbd>}
            </MenuItem>
          ))}
        </MenuSection>
      ))}
    </AriaMenu>
  );
}
