import { useState } from 'react';
import type { ContextView, SegmentView } from '../../../../contract/context-view.ts';
import type { ExchangeRow } from '../../../../contract/exchange-view.ts';
import { useCall } from '../../../bridge/use-call.ts';
import { Empty, Failed, Loading } from '../../../ui/list-state.tsx';
import { Split } from '../../../ui/split.tsx';
import { CacheSentence } from './cache-sentence.tsx';
import { ContextSums } from './context-sums.tsx';
import { ContextTree } from './context-tree.tsx';
import { PromptStrip } from './prompt-strip.tsx';
import { SegmentReader } from './segment-reader.tsx';
import { allNodes, firstNode, segmentsOf } from './tree-nodes.ts';
import './context-tab.css';

/** Where the prompt came from: the tree of its sources, and the text of the one chosen. */
export function ContextTab({ row }: { readonly row: ExchangeRow }) {
  const context = useCall('readContext', { id: row.id });
  if (context.isPending) return <Loading what="the sources" />;
  if (context.isError) {
    return <Failed what="the sources" why={context.error.message} onRetry={() => void context.refetch()} />;
  }
  if (row.contentRemovedAtUs !== null && context.data?.state !== 'done') {
    return (
      <Empty title="Its parts are not kept">
        <p>Where its tokens came from went with its content. What each source cost is still in the sums.</p>
      </Empty>
    );
  }
  if (context.data === null || context.data.state === 'pending') {
    return (
      <Empty title={row.state === 'open' ? 'Not attributed yet' : 'Waiting for the analysis'}>
        <p>The sources appear here as soon as this request has been looked through.</p>
      </Empty>
    );
  }
  if (context.data.state === 'not-a-prompt' && row.state === 'interrupted' && row.method === 'POST') {
    return (
      <Empty title="No whole prompt">
        <p>What was recorded before the exchange was cut off does not hold a whole prompt. It is under Raw.</p>
      </Empty>
    );
  }
  if (context.data.state === 'not-a-prompt') {
    return (
      <Empty title="Not a prompt">
        <p>
          {row.method} {row.path} carries no messages to a model, so it has no context sources. What came back is under
          Response.
        </p>
      </Empty>
    );
  }
  return <Sources row={row} context={context.data} />;
}

function Sources({ row, context }: { readonly row: ExchangeRow; readonly context: ContextView }) {
  // `at` is the part that is read; null for the list of them.
  const [choice, setChoice] = useState<{ readonly key: string; readonly at: number | null } | null>(null);
  const node = allNodes(context.tree).find(({ key }) => key === choice?.key) ?? firstNode(context.tree);
  const indexes = node === null ? [] : segmentsOf(node);
  const segments = indexes.flatMap((index) => context.segments[index] ?? []);
  // At first the largest text of the largest source is read: that is what the tokens went to.
  const at = segments.length === 1 ? 0 : choice === null ? largest(segments) : choice.at;

  const chooseNode = (key: string) => setChoice({ key, at: null });
  const tree = (
    <>
      <ContextTree context={context} chosen={node?.key ?? null} onChoose={chooseNode} />
      <ContextSums context={context} />
    </>
  );
  const reader = (
    <>
      <PromptStrip context={context} chosen={at === null ? indexes : indexes.slice(at, at + 1)} onChoose={chooseNode} />
      {node !== null && (
        <SegmentReader
          key={node.key}
          id={row.id}
          node={node}
          segments={segments}
          at={at}
          onAt={(next) => setChoice({ key: node.key, at: next })}
          estimated={context.tokensEstimated}
          billing={context.billing}
        />
      )}
    </>
  );
  return (
    <>
      <CacheSentence row={row} />
      <Split name="context tree" line="vertical" firstShare={0.52} smallest={[260, 240]} first={tree} second={reader} />
    </>
  );
}

function largest(segments: readonly SegmentView[]): number {
  return segments.reduce((best, { tokens }, at) => ((tokens ?? 0) > (segments[best]?.tokens ?? 0) ? at : best), 0);
}
