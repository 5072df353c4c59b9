import type { ReactNode, Ref } from 'react';
import './screen.css';

interface ScreenProps {
  /** Its class: what is its own is styled below it. */
  readonly name: string;
  readonly frame?: Ref<HTMLDivElement>;
  /** What is shown is of the choice before, while that of the last one is read. */
  readonly isStale?: boolean;
  readonly children: ReactNode;
}

/** A screen of the window: its head, and below it what takes the room that is left. */
export function Screen({ name, frame, isStale = false, children }: ScreenProps) {
  return (
    <div ref={frame} className={`screen ${name}`} data-stale={isStale || undefined}>
      {children}
    </div>
  );
}

/** What the screen is, and the choices of what it is about. */
export function ScreenHead({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <header className="screen-head">
      <h2 className="screen-title">{title}</h2>
      {children}
    </header>
  );
}
