import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import { Icon } from './icon.tsx';
import './tree.css';

export interface TreeItem {
  readonly key: string;
  /** 1 for the outermost. */
  readonly level: number;
  /** Null for what has nothing below it. */
  readonly expanded: boolean | null;
}

interface TreeProps<Item extends TreeItem> {
  readonly label: string;
  /** The items that are to be seen, in order: those below a folded one are left out. */
  readonly items: readonly Item[];
  readonly chosen: string | null;
  readonly onChoose: (key: string) => void;
  readonly onToggle: (key: string) => void;
  /** What Enter does with an item, where it does not fold and unfold it. */
  readonly onEnter?: (key: string) => void;
  /** A menu was asked for, by the other button of the mouse or by the menu key, at a point of the window. */
  readonly onMenu?: (key: string, at: { readonly x: number; readonly y: number }) => void;
  readonly children: (item: Item) => ReactNode;
}

const itemHeightPx = 22;

/** A tree of any length. Arrow keys move, fold and unfold; Home and End go to the ends. */
export function Tree<Item extends TreeItem>({ label, items, chosen, onChoose, onToggle, onEnter, onMenu, children }: TreeProps<Item>) {
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => itemHeightPx,
    overscan: 8,
    useFlushSync: false,
  });
  const at = items.findIndex((item) => item.key === chosen);

  const moveTo = (index: number) => {
    const item = items[Math.max(0, Math.min(items.length - 1, index))];
    if (item === undefined) return;
    onChoose(item.key);
  };
  // Whoever chose it, here or elsewhere, wants to see it.
  useEffect(() => {
    if (at !== -1) virtualizer.scrollToIndex(at);
    // oxlint-disable-next-line react/exhaustive-deps
  }, [chosen]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = moved(event.key, at, items);
    const item = items[at];
    if (target !== null) moveTo(target);
    else if (event.key === 'Enter' && item !== undefined && onEnter !== undefined) onEnter(item.key);
    else if (item !== undefined && item.expanded !== null && isToggle(event.key, item.expanded)) onToggle(item.key);
    else return;
    event.preventDefault();
  };

  const onClick = (event: MouseEvent) => {
    if (!(event.target instanceof Element)) return;
    const key = event.target.closest<HTMLElement>('[data-item]')?.dataset['item'];
    if (key === undefined) return;
    // The arrow folds; so does the second press of a double click.
    if (event.target.closest('.tree-toggle') !== null || event.detail === 2) onToggle(key);
    else onChoose(key);
  };

  const onContextMenu = (event: MouseEvent) => {
    if (onMenu === undefined || !(event.target instanceof Element)) return;
    // By key it comes from the tree itself, and means the item that is chosen.
    const pressed = event.target.closest<HTMLElement>('[data-item]');
    const line = pressed ?? scroller.current?.querySelector<HTMLElement>('[aria-selected="true"]') ?? null;
    const key = line?.dataset['item'];
    if (line === null || key === undefined) return;
    event.preventDefault();
    const { left, bottom } = line.getBoundingClientRect();
    onMenu(key, pressed === null ? { x: left + 24, y: bottom } : { x: event.clientX, y: event.clientY });
  };

  return (
    <div
      ref={scroller}
      className="tree"
      role="tree"
      aria-label={label}
      tabIndex={0}
      aria-activedescendant={at === -1 ? undefined : `${id}-${at}`}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onContextMenu={onContextMenu}
    >
      <div className="tree-rows" role="presentation" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const item = items[index];
          if (item === undefined) return null;
          return (
            <div
              key={item.key}
              id={`${id}-${index}`}
              className="tree-item"
              role="treeitem"
              aria-level={item.level}
              aria-expanded={item.expanded ?? undefined}
              aria-selected={item.key === chosen}
              style={{ top: start, paddingLeft: 6 + (item.level - 1) * 16 }}
              data-item={item.key}
            >
              <span className="tree-toggle">
                {item.expanded !== null && <Icon name={item.expanded ? 'down' : 'right'} size={10} />}
              </span>
              {children(item)}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function isToggle(key: string, expanded: boolean): boolean {
  return key === 'Enter' || key === ' ' || (key === 'ArrowRight' && !expanded) || (key === 'ArrowLeft' && expanded);
}

function moved(key: string, at: number, items: readonly TreeItem[]): number | null {
  const item = items[at];
  if (key === 'ArrowDown' || key === 'j') return at + 1;
  if (key === 'ArrowUp' || key === 'k') return at - 1;
  if (key === 'Home') return 0;
  if (key === 'End') return items.length - 1;
  if (item === undefined) return null;
  if (key === 'ArrowRight' && item.expanded === true) return at + 1;
  if (key === 'ArrowLeft' && item.expanded !== true) {
    const parent = items.slice(0, at).findLastIndex((other) => other.level < item.level);
    return parent === -1 ? null : parent;
  }
  return null;
}
