import type { ReactNode } from 'react';
import { Switch as AriaSwitch } from 'react-aria-components';
import { given } from './given.ts';
import { Tooltip } from './tooltip.tsx';
import './covering-input.css';
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
  const control = (
    <AriaSwitch className="switch covering-input" isSelected={on} onChange={onChange} isDisabled={disabled} aria-label={label} {...given({ 'aria-describedby': describedBy })}>
      <span className="switch-track" aria-hidden="true">
        <span className="switch-knob" />
      </span>
      {children}
    </AriaSwitch>
  );
  return hint === undefined ? control : <Tooltip text={hint}>{control}</Tooltip>;
}
