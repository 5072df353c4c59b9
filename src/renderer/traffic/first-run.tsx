import { useLayoutEffect, useRef } from 'react';
import { groupLabels } from '../../domain/attribution/source-label.ts';
import { sourceGroups } from '../../domain/attribution/source.ts';
import { FirstSteps } from '../connect/first-steps.tsx';
import './first-run.css';

/** What stands in the place of the timeline until the first request: what there is to be seen, and what to do to get it. `onLeave`: it goes, and had the focus. */
export function FirstRun({ onLeave }: { readonly onLeave: () => void }) {
  const frame = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const own = frame.current;
    return () => {
      if (own?.contains(document.activeElement) === true) onLeave();
    };
  }, [onLeave]);
  return (
    <div ref={frame} className="first-run">
      <div className="first-run-body">
        <h2 className="first-run-title">See where every token of Claude Code comes from</h2>
        <p className="first-run-lead">Each request shows here the moment it is sent, taken apart by what put it there. What is captured stays on this machine.</p>
        <ul className="first-run-groups" aria-label="What a prompt is taken apart into">
          {sourceGroups
            .filter((group) => group !== 'other')
            .map((group) => (
              <li key={group} data-group={group}>
                {groupLabels[group]}
              </li>
            ))}
        </ul>
        <FirstSteps />
      </div>
    </div>
  );
}
