import type { ReactNode } from 'react';
import { hiddenRuns } from './hidden-runs.ts';
import './visible-text.css';

/**
 * A text with what cannot be seen in it (controls, direction overrides, zero-width and tag characters) as marks. Each mark is a
 * box of its own, so that a direction override within it does not turn round what follows. Copying gives the text as it was.
 */
export function visibleText(text: string): ReactNode {
  const runs = hiddenRuns(text);
  if (runs.length === 0) return text;
  return (
    <>
      {runs.map(({ before, hidden, name }, index) => (
        // The runs of one text keep their order: the index is their name.
        <span key={index}>
          {before}
          <span className="hidden-run" data-name={name} title={`Characters that cannot be seen: ${name}`}>
            <span>{hidden}</span>
          </span>
        </span>
      ))}
      {text.slice(runs.reduce((length, { before, hidden }) => length + before.length + hidden.length, 0))}
    </>
  );
}
