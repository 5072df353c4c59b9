import type { ReactNode } from 'react';
import './facts.css';

/** The line of figures that says most of a screen; each is a `Fact`. */
export function Facts({ children }: { readonly children: ReactNode }) {
  return <dl className="facts">{children}</dl>;
}

interface FactProps {
  readonly name: string;
  readonly figure: string;
  /** The exact figure, shown when the pointer rests on it. */
  readonly title?: string;
  /** The one that is looked for first. */
  readonly isMain?: boolean;
  /** What the figure is of, or compared with. */
  readonly children: ReactNode;
}

export function Fact({ name, figure, title, isMain = false, children }: FactProps) {
  return (
    <div className={isMain ? 'fact fact-main' : 'fact'}>
      <dt>{name}</dt>
      <dd className="fact-figure" title={title}>{figure}</dd>
      <dd className="fact-about">{children}</dd>
    </div>
  );
}
