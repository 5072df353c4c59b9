import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { ContextNode, ContextView, SegmentView } from '../../../../contract/context-view.ts';
import { useCall } from '../../../bridge/use-call.ts';
import { formatCount, formatCounted, formatTokens } from '../../../format/quantities.ts';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Empty, Failed, Loading } from '../../../ui/list-state.tsx';
import { LongText } from '../../../ui/long-text.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { visibleText } from '../../../ui/visible-text.tsx';
import { CostFigure } from '../../row/cost-figure.tsx';
import { CacheMark } from './cache-mark.tsx';
import { cacheWords } from './cache-words.ts';
import { ConfidenceMark } from './confidence-mark.tsx';
import { PartsList } from './parts-list.tsx';
import { SegmentFacts } from './segment-facts.tsx';
import { kindTitle, segmentTitle } from './source-title.ts';

interface SegmentReaderProps {
  readonly id: string;
  readonly node: ContextNode;
  readonly segments: readonly SegmentView[];
  /** Which of the segments is read; null for the list of them. */
  readonly at: number | null;
  readonly onAt: (at: number | null) => void;
  readonly estimated: boolean;
  readonly billing: ContextView['billing'];
}

/** A source's text: the list of its parts, or one of them with its place in the body. */
export function SegmentReader({ id, node, segments, at, onAt, estimated, billing }: SegmentReaderProps) {
  const [face, setFace] = useState<'decoded' | 'sent'>('decoded');
  const root = useRef<HTMLDivElement>(null);
  if (segments.length === 0) return <WithoutBytes node={node} estimated={estimated} billing={billing} />;
  // Who goes from the list into a part and back by keyboard goes on from there.
  const goTo = (next: number | null) => {
    flushSync(() => onAt(next));
    root.current?.querySelector<HTMLElement>(next === null ? `[data-at="${at}"]` : 'button:not(:disabled)')?.focus();
  };
  const segment = at === null ? undefined : segments[at];
  if (at === null || segment === undefined) {
    return (
      <div ref={root} className="segment" data-group={node.group}>
        <div className="segment-head segment-head-parts">
          <span className="swatch" aria-hidden="true" />
          <strong className="segment-name">{visibleText(node.label)}</strong>
          <span className="dim">
            {formatCounted(segments.length, 'part')} · {formatTokens(node.tokens, estimated)} tokens ·{' '}
            <CostFigure microUsd={node.costMicroUsd} billing={billing} />
          </span>
          <CacheMark tokens={node.tokensByState} />
        </div>
        <PartsList segments={segments} estimated={estimated} billing={billing} onOpen={goTo} />
      </div>
    );
  }
  const title = segmentTitle(segment.source);
  return (
    <div ref={root} className="segment" data-group={node.group}>
      <div className="segment-head">
        <span className="swatch" aria-hidden="true" />
        <strong className="segment-name">{visibleText(title)}</strong>
        {title !== kindTitle(segment.source) && <span className="segment-kind dim">{kindTitle(segment.source)}</span>}
        <ConfidenceMark confidence={segment.confidence} />
        <span className="segment-gap" />
        {segments.length > 1 && <Stepper at={at} count={segments.length} onAt={onAt} onAll={() => goTo(null)} />}
        <Segmented
          label="How the text is shown"
          value={face}
          choices={[
            { value: 'decoded', name: 'Text' },
            { value: 'sent', name: 'As sent' },
          ]}
          onChange={setFace}
        />
      </div>
      <SegmentFacts segment={segment} estimated={estimated} billing={billing} />
      <SegmentText id={id} segment={segment} decode={face === 'decoded'} />
    </div>
  );
}

interface SegmentTextProps {
  readonly id: string;
  readonly segment: SegmentView;
  readonly decode: boolean;
}

function SegmentText({ id, segment, decode }: SegmentTextProps) {
  const text = useCall('readSegmentText', { id, start: segment.start, end: segment.end, decode });
  if (text.isPending) return <Loading what="the text" />;
  if (text.isError) return <Failed what="the text" why={text.error.message} onRetry={() => void text.refetch()} />;
  if (text.data === null) return <Empty title="The body is not stored any more" />;
  return <LongText key={segment.start} label="Text of the source" text={text.data} formatCount={formatCount} />;
}

interface StepperProps {
  readonly at: number;
  readonly count: number;
  readonly onAt: (at: number) => void;
  readonly onAll: () => void;
}

function Stepper({ at, count, onAt, onAll }: StepperProps) {
  return (
    <span className="segment-stepper">
      <Button look="quiet" label="Previous part" disabled={at === 0} onPress={() => onAt(at - 1)}>
        <Icon name="left" size={11} />
      </Button>
      <Button look="quiet" hint="All parts, largest first" onPress={onAll}>
        <span className="segment-of">
          {formatCount(at + 1)} of {formatCount(count)} parts
        </span>
      </Button>
      <Button look="quiet" label="Next part" disabled={at === count - 1} onPress={() => onAt(at + 1)}>
        <Icon name="right" size={11} />
      </Button>
    </span>
  );
}

function WithoutBytes({ node, estimated, billing }: Pick<SegmentReaderProps, 'node' | 'estimated' | 'billing'>) {
  return (
    <Empty title={node.label}>
      <p>
        {formatTokens(node.tokens, estimated)} tokens without bytes of their own: the bill counts them, and nothing in the request
        body stands for them.
      </p>
      <p>
        {cacheWords(node.tokensByState)} · <CostFigure microUsd={node.costMicroUsd} billing={billing} />
      </p>
    </Empty>
  );
}
