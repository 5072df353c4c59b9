import { useId, useRef, type ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { settingsIndex, type SettingId } from './settings-index.ts';
import '../ui/page.css';
import './settings.css';

interface SettingProps {
  readonly id: SettingId;
  /** The default, in words; none for what is no choice. */
  readonly standard?: string;
  /** Sets it back; null where it is the default. */
  readonly onReset?: (() => void) | null;
  readonly children: ReactNode;
}

/** One setting: its name, what it does, its default and the way back to it, and the controls for it, which are its group. */
export function Setting({ id, standard, onReset = null, children }: SettingProps) {
  const heading = useId();
  const controls = useRef<HTMLDivElement>(null);
  const { name, about } = settingsIndex[id];
  return (
    <section className="field setting" id={`setting-${id}`}>
      <div className="setting-head">
        <h4 className="field-name" id={heading}>
          {name}
        </h4>
        {standard !== undefined && <span className="dim setting-default">Default: {standard}</span>}
        {onReset !== null && (
          <Button
            look="quiet"
            label={`Reset to default: ${name}`}
            onPress={() => {
              onReset();
              // The button goes, and takes the focus along.
              controls.current?.focus({ preventScroll: true });
            }}
          >
            Reset to default
          </Button>
        )}
      </div>
      <div className="field-control" role="group" aria-labelledby={heading} tabIndex={-1} ref={controls}>
        <p className="dim setting-about">{about}</p>
        {children}
      </div>
    </section>
  );
}
