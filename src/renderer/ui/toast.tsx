import type { ReactNode } from 'react';
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
    <div className="toast">
      <Notice tone={tone} announced>
        {children}
      </Notice>
      <Button look="quiet" label="Dismiss" onPress={onDismiss}>
        <Icon name="close" size={12} />
      </Button>
    </div>
  );
}
