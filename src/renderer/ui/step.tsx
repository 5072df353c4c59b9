import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { Icon } from './icon.tsx';
import './step.css';

interface StepProps {
  readonly number: number;
  readonly title: string;
  /** `next`: the one to be done now. */
  readonly state: 'done' | 'next' | 'later';
  /** What is known of it, in a few words: beside the title while it is folded. */
  readonly fact: ReactNode;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly children: ReactNode;
}

/** One step of several, which folds to its title. It has a number, or a tick once it is done. Within an ordered list. */
export function Step({ number, title, state, fact, isOpen, onToggle, children }: StepProps) {
  const line = useRef<HTMLButtonElement>(null);
  const holdsFocus = useRef(false);
  // What had the focus is gone when the step folds by itself, as one does that has just been done.
  useLayoutEffect(() => {
    if (isOpen || !holdsFocus.current) return;
    holdsFocus.current = false;
    if (document.activeElement === document.body) line.current?.focus();
  }, [isOpen]);
  return (
    <li className={`step step-${state}`} data-open={isOpen}>
      <h3 className="step-head">
        <button ref={line} type="button" className="step-line" aria-expanded={isOpen} aria-current={state === 'next' ? 'step' : undefined} onClick={onToggle}>
          <span className="step-sign">
            {state === 'done' ? <Icon name="done" size={12} /> : <span aria-hidden="true">{number}</span>}
          </span>
          <span className="step-title">
            {title}
            {state === 'done' && <span className="for-screen-readers"> (done)</span>}
          </span>
          <span className="step-fact">{isOpen ? '' : fact}</span>
          <Icon name={isOpen ? 'down' : 'right'} size={10} />
        </button>
      </h3>
      {isOpen && (
        <div
          className="step-body"
          onFocus={() => (holdsFocus.current = true)}
          onBlur={({ relatedTarget, currentTarget }) => {
            // Without a next one, the focus was not taken away but lost with what had it.
            if (relatedTarget !== null && !currentTarget.contains(relatedTarget)) holdsFocus.current = false;
          }}
        >
          {children}
        </div>
      )}
    </li>
  );
}
