import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import './dialog.css';

interface DialogProps {
  readonly title: string;
  readonly children: ReactNode;
  /** What is in sight above the buttons, however far the rest is scrolled. */
  readonly note?: ReactNode;
  /** The buttons at its end. */
  readonly actions?: ReactNode;
  readonly width?: 'usual' | 'wide';
  /** For a question that has to be answered before anything else. */
  readonly role?: 'dialog' | 'alertdialog';
  readonly onClose: () => void;
}

/**
 * A window of its own over the rest, which waits for it. It is open while it is there: Escape, the cross and a press beside it ask for its end.
 * The focus stays in it, and goes back to where it was.
 */
export function Dialog({ title, children, note, actions, width = 'usual', role = 'dialog', onClose }: DialogProps) {
  return (
    <ModalOverlay
      className="dialog-ground"
      isOpen
      isDismissable={role === 'dialog'}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Modal className={`dialog dialog-${width}`}>
        <AriaDialog className="dialog-frame" role={role}>
          <div className="dialog-head">
            <Heading slot="title" level={2} className="dialog-title">
              {title}
            </Heading>
            <Button look="quiet" label="Close" onPress={onClose}>
              <Icon name="close" size={12} />
            </Button>
          </div>
          <div className="dialog-body">{children}</div>
          {note !== undefined && <div className="dialog-note">{note}</div>}
          {actions !== undefined && <div className="dialog-actions">{actions}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
