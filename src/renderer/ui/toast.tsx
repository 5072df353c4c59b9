import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { Notice } from './notice.tsx';
import './toast.css';

interface ToastProps {
  readonly tone: 'bad' | 'warn' | 'good';
  readonly children: ReactNode;
  readonly onDismiss: () => void;
}

/** The outcome of what was just done. It stays until dismissed: a path or a reason is to be read, not caught. */
export function Toast({ tone, children, onDismiss }: ToastProps) {
  return (
    <InToasts>
      <div className="toast">
        <Notice tone={tone}>{children}</Notice>
        <Button look="quiet" label="Dismiss" onPress={onDismiss}>
          <Icon name="close" size={12} />
        </Button>
      </div>
    </InToasts>
  );
}

/** Puts something among the messages at the window's corner. */
export function InToasts({ children }: { readonly children: ReactNode }) {
  return createPortal(children, region);
}

// There before its first message, as a screen reader wants it, and not hidden from it by a dialog.
const region = document.createElement('section');
region.className = 'toasts';
region.ariaLabel = 'Messages';
region.ariaLive = 'polite';
region.dataset['reactAriaTopLayer'] = 'true';
document.body.append(region);
