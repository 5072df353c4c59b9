import type { SegmentView } from '../../../../contract/context-view.ts';
import { sourceGroup } from '../../../../domain/attribution/source.ts';
import { formatCount, formatTokens } from '../../../format/quantities.ts';
import { Button } from '../../../ui/button.tsx';
import { visibleText } from '../../../ui/visible-text.tsx';
import type { PlacedSegment } from './body/placed-segments.ts';
import { isBilled, sourceWords } from './body/segment-words.ts';

interface CaretLineProps {
  readonly placed: PlacedSegment | null;
  readonly tokensEstimated: boolean;
  readonly onShowInContext: (segment: SegmentView) => void;
}

/** The segment under the caret: whose it is, where it stands, how large it is; and the way to it among the sources. */
export function CaretLine({ placed, tokensEstimated, onShowInContext }: CaretLineProps) {
  if (placed === null) return null;
  const { segment } = placed;
  return (
    <div className="raw-caret" data-group={sourceGroup(segment.source.kind)} role="group" aria-label="Segment under the caret">
      <output className="raw-caret-facts">
        <span className="swatch" aria-hidden="true" />
        <strong className="raw-caret-source">{visibleText(sourceWords(segment))}</strong>
        {segment.path !== '' && <code className="mono readable raw-caret-path">{visibleText(segment.path)}</code>}
        <span className="dim">
          bytes {formatCount(segment.start)}–{formatCount(segment.end)}
        </span>
        {isBilled(segment) ? segment.tokens !== null && <span>{formatTokens(segment.tokens, tokensEstimated)} tokens</span> : <span className="dim">no part of the prompt</span>}
      </output>
      <Button look="quiet" onPress={() => onShowInContext(segment)}>
        Show in Context
      </Button>
    </div>
  );
}
