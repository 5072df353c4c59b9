import { useId, type CSSProperties, type ReactNode } from 'react';
import './popover.css';

interface PopoverProps {
  /** What the button shows. */
  readonly face: ReactNode;
  /** The name of what opens. */
  readonly label: string;
  readonly tone?: 'quiet' | 'attention';
  readonly hint?: string;
  readonly children: ReactNode;
}

/** A word that opens what is behind it, by click or by key; Escape or a click elsewhere closes it. It opens above the button. */
export function Popover({ face, label, tone = 'quiet', hint, children }: PopoverProps) {
  const id = useId();
  // Names of anchors are identifiers of CSS, which the marks in React's ids are not.
  const anchor = `--popover-${id.replaceAll(/[^\w-]/g, '')}`;
  const button: CSSProperties & Record<'anchorName', string> = { anchorName: anchor };
  const panel: CSSProperties & Record<'positionAnchor', string> = { positionAnchor: anchor };
  return (
    <>
      <button type="button" className={`popover-button popover-button-${tone}`} style={button} popoverTarget={id} title={hint}>
        {face}
      </button>
      <div id={id} popover="auto" className="popover" role="dialog" aria-label={label} style={panel}>
        {children}
      </div>
    </>
  );
}
