import type { ReactNode } from 'react';
import { hiddenRunPattern, hiddenRuns } from './hidden-runs.ts';
import './visible-text.css';

/** More marks than these are no longer boxes: millions of them would stop the window. */
const mostMarks = 4000;

/**
 * A text with what cannot be seen in it (controls, direction overrides, zero-width and tag characters) as marks. Each mark is a
 * box of its own, so that a direction override within it does not turn round what follows. Copying gives the text as it was, but for marks beyond
 * the 4000th, which are U+FFFD.
 */
export function visibleText(text: string): ReactNode {
  const all = hiddenRuns(text);
  if (all.length === 0) return text;
  const runs = all.slice(0, mostMarks);
  const rest = text.slice(runs.reduce((length, { before, hidden }) => length + before.length + hidden.length, 0));
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
      {all.length > mostMarks ? rest.replaceAll(hiddenRunPattern, '\uFFFD') : rest}
    </>
  );
}
