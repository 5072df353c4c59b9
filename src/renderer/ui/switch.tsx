import type { ReactNode } from 'react';
import './switch.css';

interface SwitchProps {
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
  /** What is switched: the name for screen readers. The words beside it say how it stands. */
  readonly label: string;
  readonly children?: ReactNode;
  readonly disabled?: boolean;
  readonly hint?: string;
  readonly describedBy?: string;
}

/** On or off, at once. Its place shows the state, and its words should say it. */
export function Switch({ on, onChange, label, children, disabled = false, hint, describedBy }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      className="switch"
      aria-checked={on}
      aria-label={label}
      aria-describedby={describedBy}
      disabled={disabled}
      title={hint}
      onClick={() => onChange(!on)}
    >
      <span className="switch-track" aria-hidden="true">
        <span className="switch-knob" />
      </span>
      {children}
    </button>
  );
}
