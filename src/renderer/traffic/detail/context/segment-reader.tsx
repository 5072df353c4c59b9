import { useState, type ReactNode } from 'react';
import type { ContextView, SegmentView } from '../../../../contract/context-view.ts';
import { copySegments } from '../../../bridge/copy-segments.ts';
import { useCall } from '../../../bridge/use-call.ts';
import { useCommands } from '../../../commands/use-commands.ts';
import { formatCount, formatCounted, formatTokenCount } from '../../../format/quantities.ts';
import { Button } from '../../../ui/button.tsx';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Empty, Failed, Loading } from '../../../ui/list-state.tsx';
import { LongText } from '../../../ui/long-text.tsx';
import { Menu, type MenuGroup } from '../../../ui/menu.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { Split } from '../../../ui/split.tsx';
import { TailedText } from '../../../ui/tailed-text.tsx';
import { useElementSize } from '../../../ui/use-element-size.ts';
import { CostFigure } from '../../row/cost-figure.tsx';
import { CacheMark } from './cache-mark.tsx';
import { cacheWords } from './cache-words.ts';
import { ConfidenceMark } from './confidence-mark.tsx';
import { PartsList } from './parts-list.tsx';
import { SegmentFacts } from './segment-facts.tsx';
import { SegmentImage } from './segment-image.tsx';
import { SegmentPlace } from './segment-place.tsx';
import type { SourceNode } from './source-tree.ts';
import { kindTitle, segmentTitle } from '../../../format/source-title.ts';

interface SegmentReaderProps {
  readonly id: string;
  readonly context: ContextView;
  readonly node: SourceNode;
  /** What the node is one of several of; null for what stands alone. */
  readonly siblings: SourceNode | null;
  readonly onChoose: (key: string) => void;
  /** Back to the tree, by key: to the eye it is beside. */
  readonly onBack: () => void;
  readonly actions: readonly MenuGroup[];
}

/** A source's text beside its place in the raw body; of a source with several parts, the list of them. */
export function SegmentReader({ id, context, node, siblings, onChoose, onBack, actions }: SegmentReaderProps) {
  const { tokensEstimated: estimated, billing, segments } = context;
  const own = node.segments.flatMap((index) => segments[index] ?? []);
  const [segment] = own;
  useCommands([{ id: 'context.back', name: 'Back to the sources', group: 'The open request', keys: ['Backspace'], run: onBack }]);
  const menu = <Menu label={`Actions for ${node.label}`} face="⋯" groups={actions} />;
  if (segment === undefined || node.bytes === 0) return <WithoutBytes node={node} estimated={estimated} billing={billing} />;
  if (own.length > 1) {
    return (
      <div className="segment" role="group" aria-label="The chosen source" data-group={node.group}>
        <div className="segment-head segment-head-parts">
          <span className="swatch" aria-hidden="true" />
          <strong className="segment-name" title={node.label}>
            <TailedText text={node.label} />
          </strong>
          <span className="dim segment-kind">
            {formatCounted(own.length, 'part')} · {formatTokenCount(node.tokens, estimated)} · <CostFigure microUsd={node.costMicroUsd} billing={billing} />
          </span>
          <CacheMark tokens={node.tokensByState} />
          <span className="segment-gap" />
          {menu}
        </div>
        <PartsList segments={own} estimated={estimated} billing={billing} onOpen={(at) => onChoose(`#${node.segments[at] ?? ''}`)} />
      </div>
    );
  }
  return (
    <div className="segment" role="group" aria-label="The chosen source" data-group={node.group}>
      <OneSegment key={segment.start} id={id} segment={segment} context={context} node={node} siblings={siblings} onChoose={onChoose} menu={menu} />
    </div>
  );
}

interface OneSegmentProps extends Pick<SegmentReaderProps, 'id' | 'context' | 'node' | 'siblings' | 'onChoose'> {
  readonly segment: SegmentView;
  readonly menu: ReactNode;
}

type Face = 'decoded' | 'sent';
/** With less room the place in the raw body is below the text. */
const besidePx = 520;

function OneSegment({ id, segment, context, node, siblings, onChoose, menu }: OneSegmentProps) {
  const [face, setFace] = useState<Face>('decoded');
  const [root, setRoot] = useState<HTMLElement | null>(null);
  const { width } = useElementSize(root);
  const title = segmentTitle(segment.source);
  // That of a tool's result has the tool as its source.
  const isImage = segment.source.kind === 'image' || segment.path.endsWith('.source.data');
  const text =
    isImage && face === 'decoded' ? (
      <SegmentImage id={id} segment={segment} estimated={context.tokensEstimated} />
    ) : (
      <SegmentText id={id} segment={segment} decode={face === 'decoded'} />
    );
  return (
    <>
      <div className="segment-head">
        <span className="swatch" aria-hidden="true" />
        <strong className="segment-name" title={title}>
          <TailedText text={title} />
        </strong>
        {title !== kindTitle(segment.source) && <span className="segment-kind dim">{kindTitle(segment.source)}</span>}
        <ConfidenceMark confidence={segment.confidence} />
        <span className="segment-gap" />
        {siblings !== null && <Stepper node={node} siblings={siblings} onChoose={onChoose} />}
        <CopyButton what="the text" wordless onCopy={() => copySegments(id, [segment]).then(() => undefined)} />
        <Segmented
          label="How the text is shown"
          value={face}
          choices={[
            { value: 'decoded', name: isImage ? 'Image' : 'Text' },
            { value: 'sent', name: 'As sent' },
          ]}
          onChange={setFace}
        />
        {menu}
      </div>
      <SegmentFacts segment={segment} estimated={context.tokensEstimated} billing={context.billing} />
      <div ref={setRoot} className="segment-body">
        {width >= besidePx ? (
          <Split key="beside" name="text of the source" line="vertical" firstShare={0.58} smallest={[160, 140]} first={text} second={<SegmentPlace id={id} segment={segment} />} />
        ) : (
          <Split key="above" name="height of the text" line="horizontal" firstShare={0.62} smallest={[60, 44]} first={text} second={<SegmentPlace id={id} segment={segment} />} />
        )}
      </div>
    </>
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
  readonly node: SourceNode;
  readonly siblings: SourceNode;
  readonly onChoose: (key: string) => void;
}

/** The parts of a source, one after the other in the order of the prompt. */
function Stepper({ node, siblings, onChoose }: StepperProps) {
  const { segments } = siblings;
  const at = segments.indexOf(node.segments[0] ?? -1);
  const step = (by: number) => onChoose(`#${segments[at + by] ?? ''}`);
  return (
    <span className="segment-stepper">
      <Button look="quiet" label="Previous part" disabled={at <= 0} onPress={() => step(-1)}>
        <Icon name="left" size={11} />
      </Button>
      <Button look="quiet" hint="All parts, largest first" onPress={() => onChoose(siblings.key)}>
        <span className="segment-of">
          {formatCount(at + 1)} of {formatCount(segments.length)}
        </span>
      </Button>
      <Button look="quiet" label="Next part" disabled={at === segments.length - 1} onPress={() => step(1)}>
        <Icon name="right" size={11} />
      </Button>
    </span>
  );
}

function WithoutBytes({ node, estimated, billing }: { readonly node: SourceNode; readonly estimated: boolean; readonly billing: ContextView['billing'] }) {
  return (
    <Empty title={node.label}>
      <p>
        {formatTokenCount(node.tokens, estimated)} without bytes of their own: the bill counts them, and nothing in the request
        body stands for them.
      </p>
      <p>
        {cacheWords(node.tokensByState)} · <CostFigure microUsd={node.costMicroUsd} billing={billing} />
      </p>
    </Empty>
  );
}
