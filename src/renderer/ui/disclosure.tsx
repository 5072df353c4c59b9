import { useId, type ReactNode } from 'react';
import { Icon } from './icon.tsx';
import './disclosure.css';

interface DisclosureProps {
  readonly name: string;
  /** When it is wanted, in a few words behind the name. */
  readonly about: string;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly children: ReactNode;
}

/** A line that unfolds what only some want. */
export function Disclosure({ name, about, isOpen, onToggle, children }: DisclosureProps) {
  const id = useId();
  return (
    <div className="disclosure" data-open={isOpen}>
      <button type="button" className="disclosure-line" aria-expanded={isOpen} aria-controls={isOpen ? id : undefined} onClick={onToggle}>
        <Icon name={isOpen ? 'down' : 'right'} size={10} />
        <span className="disclosure-name">{name}</span>
        <span className="disclosure-about">{about}</span>
      </button>
      {isOpen && (
        <div id={id} className="disclosure-inside">
          {children}
        </div>
      )}
    </div>
  );
}
