import type { ContextView } from '../../../../contract/context-view.ts';
import { formatShare, formatTokens } from '../../../format/quantities.ts';
import { Bar } from '../../../ui/bar.tsx';
import { Empty } from '../../../ui/list-state.tsx';
import { TailedText } from '../../../ui/tailed-text.tsx';
import { Tree } from '../../../ui/tree.tsx';
import { visibleText } from '../../../ui/visible-text.tsx';
import { CostFigure, equivalentHint } from '../../row/cost-figure.tsx';
import { CacheMark } from './cache-mark.tsx';
import { ConfidenceMark } from './confidence-mark.tsx';
import type { SourceNode } from './source-tree.ts';
import type { SourceLine } from './tree-lines.ts';

interface ContextTreeProps {
  readonly context: ContextView;
  readonly lines: readonly SourceLine[];
  /** What the longest bar stands for. */
  readonly widest: number;
  readonly chosen: string | null;
  /** Where no line is to be seen: why. */
  readonly whyEmpty: string;
  readonly onChoose: (key: string) => void;
  readonly onToggle: (key: string) => void;
  readonly onRead: (key: string) => void;
  readonly onMenu: (key: string, at: { readonly x: number; readonly y: number }) => void;
}

/** Groups, the servers, skills and files in them, their parts and the segments of those, each with its tokens, how they were billed, its share of the prompt, and its cost. */
export function ContextTree({ context, lines, widest, chosen, whyEmpty, onChoose, onToggle, onRead, onMenu }: ContextTreeProps) {
  const total = context.totalTokens ?? context.segments.reduce((sum, { tokens }) => sum + (tokens ?? 0), 0);
  if (lines.length === 0) return <Empty title={whyEmpty} />;
  return (
    <Tree label="Context sources" items={lines} chosen={chosen} onChoose={onChoose} onToggle={onToggle} onEnter={onRead} onMenu={onMenu}>
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
  );
}

interface TreeLineProps {
  readonly node: SourceNode;
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
      <span className={`tree-name ${isGroup ? 'tree-name-group' : ''}`} title={node.note === '' ? node.label : `${node.label} ${node.note}`}>
        <span className="swatch" aria-hidden="true" />
        <span className="tree-label">
          <TailedText text={node.label} />
        </span>
        {node.note !== '' && <span className="tree-note mono dim">{visibleText(node.note)}</span>}
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
