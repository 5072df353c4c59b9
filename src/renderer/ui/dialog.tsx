import { useEffect, useRef, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import './dialog.css';

interface DialogProps {
  readonly title: string;
  readonly children: ReactNode;
  /** What is in sight above the buttons, however far the rest is scrolled. */
  readonly note?: ReactNode;
  /** The buttons at its end. */
  readonly actions: ReactNode;
  readonly onClose: () => void;
}

/** A window of its own over the rest, which waits for it; Escape closes it. It is open while it is there. */
export function Dialog({ title, children, note, actions, onClose }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const focusedBefore = document.activeElement;
    dialog.current?.showModal();
    return () => {
      // The browser gives it back when a dialog is closed, not when one is taken away.
      if (focusedBefore instanceof HTMLElement) focusedBefore.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-label={title}
      onClose={onClose}
      // Keys of the screen below are not meant.
      onKeyDown={(event) => event.stopPropagation()}
    >
      <div className="dialog-head">
        <h2 className="dialog-title">{title}</h2>
        <Button look="quiet" label="Close" onPress={() => dialog.current?.close()}>
          <Icon name="close" size={12} />
        </Button>
      </div>
      <div className="dialog-body">{children}</div>
      {note !== undefined && <div className="dialog-note">{note}</div>}
      <div className="dialog-actions">{actions}</div>
    </dialog>
  );
}
