import type { ReactNode } from 'react';
import './page.css';

interface StepProps {
  readonly number: number;
  readonly title: string;
  readonly done: boolean;
  readonly children: ReactNode;
}

/** One step of several, with its number, or a tick once it is done. Within an ordered list. */
export function Step({ number, title, done, children }: StepProps) {
  return (
    <li className={`step ${done ? 'step-done' : ''}`}>
      <span className="step-sign" aria-hidden="true">
        {done ? '✓' : number}
      </span>
      <div className="step-body">
        <h3 className="step-title">
          {title}
          {done && <span className="for-screen-readers"> (done)</span>}
        </h3>
        {children}
      </div>
    </li>
  );
}
