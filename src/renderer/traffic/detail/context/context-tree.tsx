import { useMemo, useState } from 'react';
import type { ContextNode, ContextView } from '../../../../contract/context-view.ts';
import { formatShare, formatTokens } from '../../../format/quantities.ts';
import { Bar } from '../../../ui/bar.tsx';
import { Tree } from '../../../ui/tree.tsx';
import { visibleText } from '../../../ui/visible-text.tsx';
import { CostFigure, equivalentHint, EquivalentMark } from '../../row/cost-figure.tsx';
import { CacheMark } from './cache-mark.tsx';
import { ConfidenceMark } from './confidence-mark.tsx';
import { visibleNodes } from './tree-nodes.ts';

interface ContextTreeProps {
  readonly context: ContextView;
  readonly chosen: string | null;
  readonly onChoose: (key: string) => void;
}

/** Groups, the servers, skills and files in them, and their parts, each with its tokens, how they were billed, its share of the prompt, and its cost. */
export function ContextTree({ context, chosen, onChoose }: ContextTreeProps) {
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const items = useMemo(() => visibleNodes(context.tree, toggled), [context.tree, toggled]);
  const total = context.totalTokens ?? context.tree.reduce((sum, node) => sum + (node.tokens ?? 0), 0);
  const widest = Math.max(1, ...context.tree.map((node) => node.tokens ?? 0));
  const toggle = (key: string) => {
    const next = new Set(toggled);
    if (!next.delete(key)) next.add(key);
    setToggled(next);
  };
  return (
    <>
      <div className="context-head" aria-hidden="true">
        <span>Source</span>
        <span className="figure">Tokens</span>
        <span title="Read from the cache (full), written to it (striped), or neither (empty)">Cache</span>
        <span className="tree-bar" />
        <span className="figure tree-share">Share</span>
        <span className="figure">
          Cost
          {context.billing === 'subscription' && context.costs.totalMicroUsd !== null && <EquivalentMark />}
        </span>
      </div>
      <Tree label="Context sources" items={items} chosen={chosen} onChoose={onChoose} onToggle={toggle}>
        {({ node, level, expanded }) => (
          <TreeLine
            node={node}
            isGroup={level === 1}
            // Unfolded, the parts say it of themselves.
            showsConfidence={expanded !== true}
            total={total}
            widest={widest}
            estimated={context.tokensEstimated}
            billing={context.billing}
          />
        )}
      </Tree>
    </>
  );
}

interface TreeLineProps {
  readonly node: ContextNode;
  readonly isGroup: boolean;
  readonly showsConfidence: boolean;
  readonly total: number;
  readonly widest: number;
  readonly estimated: boolean;
  readonly billing: ContextView['billing'];
}

function TreeLine({ node, isGroup, showsConfidence, total, widest, estimated, billing }: TreeLineProps) {
  return (
    <span className="tree-line" data-group={node.group}>
      <span className={`tree-name ${isGroup ? 'tree-name-group' : ''}`} title={node.label}>
        <span className="swatch" aria-hidden="true" />
        <span className="tree-label">{visibleText(node.label)}</span>
        {showsConfidence && <ConfidenceMark confidence={node.confidence} />}
      </span>
      <span className="figure">{formatTokens(node.tokens, estimated)}</span>
      <CacheMark tokens={node.tokensByState} />
      <span className="tree-bar">
        <Bar share={(node.tokens ?? 0) / widest} />
      </span>
      <span className="figure dim tree-share">{formatShare(node.tokens === null || total === 0 ? null : node.tokens / total)}</span>
      {/* The head bears the mark for all lines. */}
      <span className="figure" title={billing === 'subscription' ? equivalentHint : undefined}>
        <CostFigure microUsd={node.costMicroUsd} billing={null} />
      </span>
    </span>
  );
}
