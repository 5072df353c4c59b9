import { useState } from 'react';
import type { ContextView, SegmentView } from '../../../../contract/context-view.ts';
import { formatBytes, formatCount, formatTokens } from '../../../format/quantities.ts';
import { Bar } from '../../../ui/bar.tsx';
import { Button } from '../../../ui/button.tsx';
import { visibleText } from '../../../ui/visible-text.tsx';
import { CostFigure, equivalentHint } from '../../row/cost-figure.tsx';
import { CacheMark } from './cache-mark.tsx';
import { kindTitle, segmentTitle } from '../../../format/source-title.ts';
import './parts-list.css';

interface PartsListProps {
  /** In the order of the prompt. */
  readonly segments: readonly SegmentView[];
  readonly estimated: boolean;
  readonly billing: ContextView['billing'];
  /** Given the index among `segments`. */
  readonly onOpen: (at: number) => void;
}

const firstParts = 100;

/** What a source is made of, largest first: which texts, where in the body, how much each. Pressing one reads it. */
export function PartsList({ segments, estimated, billing, onOpen }: PartsListProps) {
  const [shown, setShown] = useState(firstParts);
  const parts = segments.map((segment, at) => ({ segment, at })).toSorted((a, b) => weight(b.segment) - weight(a.segment));
  const widest = Math.max(1, parts[0] === undefined ? 0 : weight(parts[0].segment));
  return (
    <div className="parts">
      <ul aria-label="Parts, largest first">
        {parts.slice(0, shown).map(({ segment, at }) => (
          <li key={at}>
            <button type="button" className="part" data-at={at} onClick={() => onOpen(at)}>
              <span className="part-name">
                {visibleText(segmentTitle(segment.source))}
                {segmentTitle(segment.source) !== kindTitle(segment.source) && <span className="dim"> {kindTitle(segment.source)}</span>}
              </span>
              <span className="part-path mono dim">{visibleText(segment.path)}</span>
              <span className="figure dim part-bytes">{formatBytes(segment.end - segment.start)}</span>
              <span className="figure">{formatTokens(segment.tokens, estimated)}</span>
              <CacheMark tokens={segment.tokensByState} />
              <span className="part-bar">
                <Bar share={weight(segment) / widest} />
              </span>
              {/* The head bears the mark for all parts. */}
              <span className="figure dim" title={billing === 'subscription' ? equivalentHint : undefined}>
                <CostFigure microUsd={segment.costMicroUsd} billing={null} />
              </span>
            </button>
          </li>
        ))}
      </ul>
      {parts.length > shown && (
        <div className="parts-more">
          <Button onPress={() => setShown(shown * 4)}>
            Show more ({formatCount(shown)} of {formatCount(parts.length)} parts)
          </Button>
        </div>
      )}
    </div>
  );
}

function weight(segment: SegmentView): number {
  return segment.tokens ?? (segment.end - segment.start) / 1_000_000;
}
