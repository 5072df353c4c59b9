import type { ReactNode } from 'react';
import { Button, Dialog, DialogTrigger, Popover as AriaPopover } from 'react-aria-components';
import { Tooltip } from './tooltip.tsx';
import './popover.css';

interface PopoverProps {
  /** What the button shows. */
  readonly face: ReactNode;
  /** The name of what opens. */
  readonly label: string;
  readonly tone?: 'quiet' | 'attention';
  readonly hint?: string;
  /** As a function it is given what closes the popover. */
  readonly children: ReactNode | ((close: () => void) => ReactNode);
}

/** A word that opens what is behind it, by click or by key; Escape or a click elsewhere closes it. It opens above the button where there is room. */
export function Popover({ face, label, tone = 'quiet', hint, children }: PopoverProps) {
  const button = <Button className={`popover-button popover-button-${tone}`}>{face}</Button>;
  return (
    <DialogTrigger>
      {hint === undefined ? button : <Tooltip text={hint}>{button}</Tooltip>}
      <AriaPopover className="popover" placement="top start" offset={6}>
        <Dialog className="popover-body" aria-label={label}>
          {({ close }) => (typeof children === 'function' ? children(close) : children)}
        </Dialog>
      </AriaPopover>
    </DialogTrigger>
  );
}
