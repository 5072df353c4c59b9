import { useEffect, useRef, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import './dialog.css';

interface DialogProps {
  readonly title: string;
  readonly children: ReactNode;
  /** The buttons at its end. */
  readonly actions: ReactNode;
  readonly onClose: () => void;
}

/** A window of its own over the rest, which waits for it; Escape closes it. It is open while it is there. */
export function Dialog({ title, children, actions, onClose }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
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
      <div className="dialog-actions">{actions}</div>
    </dialog>
  );
}
