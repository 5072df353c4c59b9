import type { ReactNode } from 'react';
import type { ContextView, SegmentView } from '../../../../contract/context-view.ts';
import { formatBytes, formatCount, formatTokenCount } from '../../../format/quantities.ts';
import { CostFigure } from '../../row/cost-figure.tsx';
import { CacheStates } from './cache-states.tsx';

interface SegmentFactsProps {
  readonly segment: SegmentView;
  readonly estimated: boolean;
  readonly billing: ContextView['billing'];
}

/** A segment's place in the body, its tokens, how they were billed, what they cost, and how sure its source is. */
export function SegmentFacts({ segment, estimated, billing }: SegmentFactsProps) {
  const { path, start, end, tokens, tokensByState, costMicroUsd, confidence } = segment;
  return (
    <dl className="segment-facts dim">
      <Fact name="Path">
        <span className="mono readable">{path === '' ? 'the body as a whole' : path}</span>
      </Fact>
      <Fact name="Bytes" hint={`Bytes ${formatCount(start)}–${formatCount(end)} of the body`}>
        {formatBytes(end - start)}
      </Fact>
      <Fact name="Tokens">{formatTokenCount(tokens, estimated)}</Fact>
      {tokensByState !== null && (
        <Fact name="Cache">
          <CacheStates tokens={tokensByState} />
        </Fact>
      )}
      <Fact name="Cost">
        {costMicroUsd === null && 'cost '}
        <CostFigure microUsd={costMicroUsd} billing={billing} />
      </Fact>
      {confidence === 'certain' && (
        <Fact name="Confidence" hint="Recognised by its place in the request, or by what only the client writes">
          certain
        </Fact>
      )}
    </dl>
  );
}

interface FactProps {
  readonly name: string;
  readonly hint?: string;
  readonly children: ReactNode;
}

function Fact({ name, hint, children }: FactProps) {
  return (
    <div>
      <dt className="for-screen-readers">{name}</dt>
      <dd title={hint ?? name}>{children}</dd>
    </div>
  );
}
