import type { ReactNode } from 'react';
import './button.css';

interface ButtonProps {
  readonly children: ReactNode;
  readonly onPress: () => void;
  readonly look?: 'plain' | 'main' | 'quiet';
  readonly disabled?: boolean;
  /** Shown as working, and not pressed twice. */
  readonly busy?: boolean;
  /** The name for screen readers, where the visible one is not enough. */
  readonly label?: string;
  readonly hint?: string;
}

/** A push button. `hint` is its tooltip. */
export function Button({ children, onPress, look = 'plain', disabled = false, busy = false, label, hint }: ButtonProps) {
  return (
    <button
      type="button"
      className={`button button-${look}`}
      disabled={disabled}
      aria-busy={busy}
      aria-label={label}
      title={hint}
      onClick={() => {
        if (!busy) onPress();
      }}
    >
      {busy && <span className="spinner" aria-hidden="true" />}
      {children}
    </button>
  );
}
