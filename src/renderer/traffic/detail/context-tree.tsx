import { useMemo, useState } from 'react';
import type { ContextNode, ContextView } from '../../../contract/context-view.ts';
import { formatShare, formatTokens } from '../../format/quantities.ts';
import { Bar } from '../../ui/bar.tsx';
import { Tree } from '../../ui/tree.tsx';
import { visibleText } from '../../ui/visible-text.tsx';
import { ConfidenceMark } from './confidence-mark.tsx';
import { visibleNodes } from './tree-nodes.ts';

interface ContextTreeProps {
  readonly context: ContextView;
  readonly chosen: string | null;
  readonly onChoose: (key: string) => void;
}

/** Groups, the servers, skills and files in them, and their parts, each with its tokens and its share of the prompt. */
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
        <span />
        <span className="figure">Share</span>
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
}

function TreeLine({ node, isGroup, showsConfidence, total, widest, estimated }: TreeLineProps) {
  return (
    <span className="tree-line" data-group={node.group}>
      <span className={`tree-name ${isGroup ? 'tree-name-group' : ''}`} title={node.label}>
        <span className="swatch" aria-hidden="true" />
        <span className="tree-label">{visibleText(node.label)}</span>
        {showsConfidence && <ConfidenceMark confidence={node.confidence} />}
      </span>
      <span className="figure">{formatTokens(node.tokens, estimated)}</span>
      <Bar share={(node.tokens ?? 0) / widest} />
      <span className="figure dim">{formatShare(node.tokens === null || total === 0 ? null : node.tokens / total)}</span>
    </span>
  );
}
