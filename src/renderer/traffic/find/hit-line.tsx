import type { CallOutput } from '../../../contract/calls.ts';
import type { ExchangeRow } from '../../../contract/exchange-view.ts';
import { formatListed } from '../../format/moments.ts';
import { formatCounted } from '../../format/quantities.ts';
import { visibleText } from '../../ui/visible-text.tsx';
import { agentName, kindName } from '../../format/row-facts.ts';
import { excerptRuns } from './excerpt-runs.ts';

export type TextHit = CallOutput<'searchTexts'>['hits'][number];

interface HitLineProps {
  readonly hit: TextHit;
  /** The first request that holds it; null until it is read, or where it is gone. */
  readonly row: ExchangeRow | null;
  readonly nowMs: number;
}

/** A text that was found: who sent it first and when, how many requests hold it, and the words around what was looked for. */
export function HitLine({ hit, row, nowMs }: HitLineProps) {
  const { text, matches, isCutBefore, isCutAfter } = hit.excerpt;
  return (
    <>
      <span className="hit-facts">
        <span className="hit-side">{hit.side === 'request' ? 'Request' : 'Response'}</span>
        {row !== null && (
          <>
            <span>{formatListed(row.timing.requestStartedAtUs, nowMs)}</span>
            <span>{visibleText(agentName(row) ?? '—')}</span>
            <span>{kindName(row)}</span>
          </>
        )}
        <span className="hit-gap" />
        <span>
          in {hit.areAllCounted ? '' : 'more than '}
          {formatCounted(hit.exchanges, 'request')}
        </span>
      </span>
      <span className="hit-excerpt">
        {isCutBefore && '… '}
        {excerptRuns(text, matches).map((run, index) =>
          // The runs of one excerpt keep their order: the index is their name.
          run.isMatch ? <mark key={index}>{visibleText(run.text)}</mark> : <span key={index}>{visibleText(run.text)}</span>,
        )}
        {isCutAfter && ' …'}
      </span>
    </>
  );
}
