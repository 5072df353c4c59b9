import { useRef, type ReactNode } from 'react';
import { Dialog, Popover } from 'react-aria-components';
import './menu.css';
import './popover.css';

interface PopoverAtProps {
  /** The name of what opens. */
  readonly label: string;
  /** A point of the window that it opens beside, in its pixels. */
  readonly at: { readonly x: number; readonly y: number };
  readonly children: ReactNode;
  readonly onClose: () => void;
}

/** What is behind a command, beside what the command is about. It is open while it is there: Escape or a press elsewhere asks for its end. */
export function PopoverAt({ label, at, children, onClose }: PopoverAtProps) {
  const point = useRef<HTMLSpanElement>(null);
  return (
    <>
      <span ref={point} className="menu-point" style={{ left: at.x, top: at.y }} />
      <Popover
        className="popover"
        triggerRef={point}
        placement="bottom start"
        offset={2}
        isOpen
        onOpenChange={(isOpen) => {
          if (!isOpen) onClose();
        }}
      >
        <Dialog className="popover-body" aria-label={label}>
          {children}
        </Dialog>
      </Popover>
    </>
  );
}
