import { useMemo } from 'react';
import type { ContextView } from '../../../../contract/context-view.ts';
import { groupLabels } from '../../../../domain/attribution/source-label.ts';
import { promptRuns } from './prompt-runs.ts';

interface PromptStripProps {
  readonly context: ContextView;
  /** The segments of the node chosen. */
  readonly chosen: readonly number[];
  readonly onChoose: (nodeKey: string) => void;
}

// With more of them, the gaps between would take the room of the runs.
const mostRunsApart = 80;

/** The whole prompt as one band, in the order it was sent: where the chosen source stands in it. The tree says the same. */
export function PromptStrip({ context, chosen, onChoose }: PromptStripProps) {
  const runs = useMemo(() => promptRuns(context), [context]);
  const isChosen = new Set(chosen);
  return (
    <div className={`strip ${runs.length > mostRunsApart ? 'strip-dense' : ''}`} aria-hidden="true">
      {runs.map((run) => (
        <button
          key={run.first}
          type="button"
          tabIndex={-1}
          data-group={run.group}
          className={`strip-run ${run.segments.some((index) => isChosen.has(index)) ? 'strip-run-chosen' : ''}`}
          style={{ flexGrow: run.weight }}
          title={groupLabels[run.group]}
          aria-label={groupLabels[run.group]}
          onClick={() => onChoose(run.nodeKey)}
        />
      ))}
    </div>
  );
}
