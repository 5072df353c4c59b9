import type { ReactNode } from 'react';
import type { SourceLine, UseFigures } from '../../../contract/source-view.ts';
import { formatDayAndClock } from '../../format/moments.ts';
import { formatCost, formatCount, formatExactCost, formatShare, unknownFigure } from '../../format/quantities.ts';
import { callsWords, isNeverCalled } from '../calls.ts';
import { RatingFigure } from '../rating-figure.tsx';
import { definitionsCost } from '../source-rows.ts';

interface SourceFiguresProps {
  readonly figures: UseFigures;
  readonly parts: readonly SourceLine[];
  readonly lastSeenAtUs: number | null;
}

/** The figures of a source in the chosen days. */
export function SourceFigures({ figures, parts, lastSeenAtUs }: SourceFiguresProps) {
  const { requests, tokens, costMicroUsd, definitions } = figures;
  const offered = definitionsCost(parts);
  return (
    <>
      <dl className="source-figures">
        <Figure name="Requests">{formatCount(requests)}</Figure>
        <Figure name="Tokens">{formatCount(tokens)}</Figure>
        <Figure name="Tokens per request">{formatCount(requests === 0 || tokens === null ? null : Math.round(tokens / requests))}</Figure>
        <Figure name="Cost">
          <span title={formatExactCost(costMicroUsd)}>{formatCost(costMicroUsd)}</span>
        </Figure>
        <Figure name="Rating">
          <RatingFigure figures={figures} />
        </Figure>
        {figures.ratedShare !== null && (
          <Figure name="Of what was rated">
            <span title="How much of the rated prompts it was, on average: no rating is of it alone">{formatShare(figures.ratedShare)}</span>
          </Figure>
        )}
        <Figure name="Last seen">{lastSeenAtUs === null ? unknownFigure : formatDayAndClock(lastSeenAtUs)}</Figure>
      </dl>
      {definitions !== null && (
        <p className={isNeverCalled(figures) ? 'source-calls source-warn' : 'source-calls'}>
          {callsWords(figures)} {offered !== null && <span className="dim">Offering it cost {formatCost(offered)}.</span>}
        </p>
      )}
    </>
  );
}

function Figure({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="source-figure">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
