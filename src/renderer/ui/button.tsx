import type { ReactNode } from 'react';
import { Button as AriaButton, ProgressBar } from 'react-aria-components';
import { given } from './given.ts';
import { Tooltip } from './tooltip.tsx';
import './button.css';

interface ButtonProps {
  readonly children: ReactNode;
  readonly onPress: () => void;
  readonly look?: 'plain' | 'main' | 'quiet';
  readonly disabled?: boolean;
  /** Shown as working, and not pressed twice. It keeps the focus meanwhile. */
  readonly busy?: boolean;
  /** The name for screen readers, where the visible one is not enough. */
  readonly label?: string;
  /** A few words more, shown when the pointer rests on it or the focus comes to it. */
  readonly hint?: string;
  /** For one of two states, as a filter that is on: whether it is. */
  readonly pressed?: boolean;
}

/** A push button. */
export function Button({ children, onPress, look = 'plain', disabled = false, busy = false, label, hint, pressed }: ButtonProps) {
  const button = (
    <AriaButton
      className={`button button-${look}`}
      isDisabled={disabled}
      isPending={busy}
      onPress={onPress}
      {...given({ 'aria-label': label, 'aria-pressed': pressed })}
      // What cannot be pressed takes no focus either, and has no tooltip of the kit.
      render={(props) => <button {...props} title={disabled ? hint : undefined} />}
    >
      {busy && (
        <ProgressBar isIndeterminate aria-label="working" className="button-busy">
          <span className="spinner" aria-hidden="true" />
        </ProgressBar>
      )}
      {children}
    </AriaButton>
  );
  return hint === undefined || hint === '' || disabled ? button : <Tooltip text={hint}>{button}</Tooltip>;
}
