import { useRef } from 'react';
import { Popover } from 'react-aria-components';
import { MenuList, type MenuGroup } from './menu.tsx';
import './menu.css';

interface ContextMenuProps {
  readonly label: string;
  /** Where it was asked for, in pixels of the window; null while it is not. */
  readonly at: { readonly x: number; readonly y: number } | null;
  readonly groups: readonly MenuGroup[];
  readonly onClose: () => void;
}

/** The menu of what was pressed with the other button of the mouse, or with the menu key. */
export function ContextMenu({ label, at, groups, onClose }: ContextMenuProps) {
  const point = useRef<HTMLSpanElement>(null);
  return (
    <>
      <span ref={point} className="menu-point" style={{ left: at?.x ?? 0, top: at?.y ?? 0 }} />
      <Popover
        className="menu-frame"
        triggerRef={point}
        placement="bottom start"
        offset={0}
        isOpen={at !== null}
        onOpenChange={(isOpen) => {
          if (!isOpen) onClose();
        }}
      >
        <MenuList label={label} groups={groups} onClose={onClose} />
      </Popover>
    </>
  );
}
