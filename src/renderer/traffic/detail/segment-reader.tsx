import { useState } from 'react';
import type { ContextNode } from '../../../contract/context-view.ts';
import type { CountedSegment } from '../../../domain/attribution/segment.ts';
import { useCall } from '../../bridge/use-call.ts';
import { formatBytes, formatCount, formatTokens } from '../../format/quantities.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Empty, Failed, Loading } from '../../ui/list-state.tsx';
import { LongText } from '../../ui/long-text.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { ConfidenceMark } from './confidence-mark.tsx';
import { kindTitle, sourceNames } from './source-title.ts';

interface SegmentReaderProps {
  readonly id: string;
  readonly node: ContextNode;
  readonly segments: readonly CountedSegment[];
  readonly at: number;
  readonly onAt: (at: number) => void;
  readonly estimated: boolean;
}

/** The text of a source, a segment at a time, with its place in the body. */
export function SegmentReader({ id, node, segments, at, onAt, estimated }: SegmentReaderProps) {
  const [face, setFace] = useState<'decoded' | 'sent'>('decoded');
  const segment = segments[at];
  if (segment === undefined) return <WithoutBytes node={node} estimated={estimated} />;
  const names = sourceNames(segment.source);
  return (
    <div className="segment" data-group={node.group}>
      <div className="segment-head">
        <span className="swatch" aria-hidden="true" />
        <strong className="segment-name">{names.length === 0 ? kindTitle(segment.source) : names.join(' · ')}</strong>
        {names.length > 0 && <span className="segment-kind dim">{kindTitle(segment.source)}</span>}
        <ConfidenceMark confidence={segment.confidence} />
        <span className="segment-gap" />
        {segments.length > 1 && <Stepper at={at} count={segments.length} onAt={onAt} />}
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
      <dl className="segment-facts dim">
        <div>
          <dt className="for-screen-readers">Path</dt>
          <dd className="mono readable">{segment.path === '' ? 'the body as a whole' : segment.path}</dd>
        </div>
        <div>
          <dt className="for-screen-readers">Bytes</dt>
          <dd>
            bytes {formatCount(segment.start)}–{formatCount(segment.end)} ({formatBytes(segment.end - segment.start)})
          </dd>
        </div>
        <div>
          <dt className="for-screen-readers">Tokens</dt>
          <dd>{formatTokens(segment.tokens, estimated)} tokens</dd>
        </div>
        <div>
          <dt className="for-screen-readers">Confidence</dt>
          <dd>{segment.confidence}</dd>
        </div>
      </dl>
      <SegmentText id={id} segment={segment} decode={face === 'decoded'} />
    </div>
  );
}

interface SegmentTextProps {
  readonly id: string;
  readonly segment: CountedSegment;
  readonly decode: boolean;
}

function SegmentText({ id, segment, decode }: SegmentTextProps) {
  const text = useCall('readSegmentText', { id, start: segment.start, end: segment.end, decode });
  if (text.isPending) return <Loading what="the text" />;
  if (text.isError) return <Failed what="the text" why={text.error.message} onRetry={() => void text.refetch()} />;
  if (text.data === null) return <Empty title="The body is not stored any more" />;
  return <LongText label="Text of the source" text={text.data} formatCount={formatCount} />;
}

interface StepperProps {
  readonly at: number;
  readonly count: number;
  readonly onAt: (at: number) => void;
}

function Stepper({ at, count, onAt }: StepperProps) {
  return (
    <span className="segment-stepper">
      <Button look="quiet" label="Previous part" disabled={at === 0} onPress={() => onAt(at - 1)}>
        <Icon name="left" size={11} />
      </Button>
      <span className="dim">
        {formatCount(at + 1)} of {formatCount(count)}
      </span>
      <Button look="quiet" label="Next part" disabled={at === count - 1} onPress={() => onAt(at + 1)}>
        <Icon name="right" size={11} />
      </Button>
    </span>
  );
}

function WithoutBytes({ node, estimated }: { readonly node: ContextNode; readonly estimated: boolean }) {
  return (
    <Empty title={node.label}>
      <p>
        {formatTokens(node.tokens, estimated)} tokens without bytes of their own: the bill counts them, and nothing in the request
        body stands for them.
      </p>
    </Empty>
  );
}
