import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useId, useLayoutEffect, useRef, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import { Icon } from './icon.tsx';
import { isTreeToggle, treeIndexAfter } from './tree-keys.ts';
import { useHeldScroll } from './use-held-scroll.ts';
import './tree.css';

export interface TreeItem {
  readonly key: string;
  /** 1 for the outermost. */
  readonly level: number;
  /** Null for what has nothing below it. */
  readonly expanded: boolean | null;
  /** Where lines differ; 22 otherwise. */
  readonly heightPx?: number;
}

interface TreeProps<Item extends TreeItem> {
  readonly label: string;
  /** The items that are to be seen, in order: those below a folded one are left out. */
  readonly items: readonly Item[];
  readonly chosen: string | null;
  /** `by-moving`: what the arrow keys come to is chosen. `by-pressing`: Enter and Space choose, for what costs something to show. */
  readonly choosing?: 'by-moving' | 'by-pressing';
  /** How far each level stands in. */
  readonly indentPx?: number;
  readonly onChoose: (key: string) => void;
  readonly onToggle: (key: string) => void;
  /** The pointer or the focus is in it, or has left. */
  readonly onHold?: (isHeld: boolean) => void;
  /** What Enter does with an item, where it does not fold and unfold it. */
  readonly onEnter?: (key: string) => void;
  /** A menu was asked for, by the other button of the mouse or by the menu key, at a point of the window. */
  readonly onMenu?: (key: string, at: { readonly x: number; readonly y: number }) => void;
  readonly children: (item: Item) => ReactNode;
}

const itemHeightPx = 22;

/**
 * A tree of any length. Arrow keys move, fold and unfold; Home and End go to the ends. Items that come or go above do not move what is in
 * sight once it is scrolled.
 */
export function Tree<Item extends TreeItem>({ label, items, chosen, choosing = 'by-moving', indentPx = 16, onChoose, onToggle, onEnter, onHold, onMenu, children }: TreeProps<Item>) {
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [cursor, setCursor] = useState<string | null>(null);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => items[index]?.heightPx ?? itemHeightPx,
    // Anew with the items: their heights are looked up again then.
    getItemKey: useCallback((index: number) => items[index]?.key ?? index, [items]),
    overscan: 8,
    useFlushSync: false,
  });
  const chosenAt = items.findIndex((item) => item.key === chosen);
  const cursorAt = choosing === 'by-moving' ? -1 : items.findIndex((item) => item.key === cursor);
  const at = cursorAt === -1 ? chosenAt : cursorAt;
  const visible = virtualizer.getVirtualItems();
  useHeldScroll(scroller, items, visible);
  // Whoever chose it, here or elsewhere, wants to see it.
  useLayoutEffect(() => {
    if (chosenAt !== -1) virtualizer.scrollToIndex(chosenAt);
    // Not when its place changes: what comes in must not move the tree.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [chosen, virtualizer]);

  const moveTo = (index: number) => {
    const item = items[Math.max(0, Math.min(items.length - 1, index))];
    if (item === undefined) return;
    if (choosing === 'by-moving') onChoose(item.key);
    else setCursor(item.key);
    virtualizer.scrollToIndex(items.indexOf(item));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const item = items[at];
    const target = treeIndexAfter(event.key, at, items);
    if (target !== null) moveTo(target);
    else if (item === undefined) return;
    else if (event.key === 'Enter' && onEnter !== undefined) onEnter(item.key);
    else if (choosing === 'by-pressing' && (event.key === 'Enter' || event.key === ' ')) onChoose(item.key);
    else if (item.expanded !== null && isTreeToggle(event.key, item.expanded)) onToggle(item.key);
    else return;
    event.preventDefault();
  };

  const onClick = (event: MouseEvent) => {
    const key = keyAt(event.target);
    if (key === undefined || !(event.target instanceof Element)) return;
    setCursor(key);
    // The arrow folds; so does the second press of a double click.
    if (event.target.closest('.tree-toggle') !== null || event.detail === 2) onToggle(key);
    else onChoose(key);
  };

  const onContextMenu = (event: MouseEvent) => {
    if (onMenu === undefined || !(event.target instanceof Element)) return;
    // By key it comes from the tree itself, and means the item that the keys are at.
    const pressed = event.target.closest<HTMLElement>('[data-item]');
    const line = pressed ?? scroller.current?.querySelector<HTMLElement>('.tree-item-at') ?? null;
    const key = line?.dataset['item'];
    if (line === null || key === undefined) return;
    event.preventDefault();
    setCursor(key);
    const { left, bottom } = line.getBoundingClientRect();
    onMenu(key, pressed === null ? { x: left + 24, y: bottom } : { x: event.clientX, y: event.clientY });
  };

  return (
    <div
      ref={scroller}
      className={`tree tree-${choosing}`}
      role="tree"
      aria-label={label}
      tabIndex={0}
      aria-activedescendant={visible.some(({ index }) => index === at) ? `${id}-${at}` : undefined}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onContextMenu={onContextMenu}
      onPointerEnter={() => onHold?.(true)}
      onPointerLeave={() => onHold?.(false)}
      onFocus={() => onHold?.(true)}
      onBlur={() => onHold?.(false)}
    >
      <div className="tree-rows" role="presentation" style={{ height: virtualizer.getTotalSize() }}>
        {visible.map(({ index, start, size }) => {
          const item = items[index];
          if (item === undefined) return null;
          return (
            <div
              key={item.key}
              id={`${id}-${index}`}
              className={index === at ? 'tree-item tree-item-at' : 'tree-item'}
              role="treeitem"
              aria-level={item.level}
              aria-expanded={item.expanded ?? undefined}
              aria-selected={item.key === chosen}
              style={{ top: start, height: size, paddingLeft: 6 + (item.level - 1) * indentPx }}
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

function keyAt(target: EventTarget): string | undefined {
  return target instanceof Element ? target.closest<HTMLElement>('[data-item]')?.dataset['item'] : undefined;
}
