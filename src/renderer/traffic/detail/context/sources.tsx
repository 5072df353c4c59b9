import { useMemo, useState } from 'react';
import type { ContextView } from '../../../../contract/context-view.ts';
import type { ExchangeRow } from '../../../../contract/exchange-view.ts';
import { commonSource } from '../../../../domain/filter/page-of-source.ts';
import { useCommands } from '../../../commands/use-commands.ts';
import { usePlace } from '../../../navigation/use-place.ts';
import { Split } from '../../../ui/split.tsx';
import { useElementSize } from '../../../ui/use-element-size.ts';
import { useKeptSwitch } from '../../../ui/use-kept-switch.ts';
import { ContextBar } from './context-bar.tsx';
import { ContextMap } from './context-map.tsx';
import { ContextSums } from './context-sums.tsx';
import { ContextTree } from './context-tree.tsx';
import { SegmentReader } from './segment-reader.tsx';
import { isSegmentKey, segmentKey, sourceTree, type SourceOrder } from './source-tree.ts';
import { firstNode, foundLines, lineInSight, revealing, visibleLines } from './tree-lines.ts';
import { TreeHead } from './tree-head.tsx';
import { useNewParts } from './use-new-parts.ts';
import { useSourceMenu } from './use-source-menu.tsx';

/** Narrower, tree, map and text stand over one another. */
const stackedPx = 560;

/** The sources of a prompt, three times over, always with the same one chosen: as a tree, on the map, and the text of it. */
export function Sources({ row, context }: { readonly row: ExchangeRow; readonly context: ContextView }) {
  const [place, go] = usePlace();
  const [order, setOrder] = useState<SourceOrder>('size');
  const [find, setFind] = useState('');
  const [chosen, setChosen] = useState<{ readonly id: string; readonly key: string } | null>(null);
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const [wantsNew, setWantsNew] = useKeptSwitch('only what is new');
  const news = useNewParts(row, context);
  const only = wantsNew && news.state === 'known' ? news.parts.indexes : null;
  const tree = useMemo(() => sourceTree(context.segments, order, only), [context.segments, order, only]);
  const [frame, setFrame] = useState<HTMLElement | null>(null);
  const { width } = useElementSize(frame);
  const isStacked = width > 0 && width < stackedPx;

  // Bytes that the place names are those of a segment; what is chosen here takes their place.
  const named = useMemo(() => context.segments.findIndex(({ start, end }) => `${start}-${end}` === place.at), [context.segments, place.at]);
  const keyOf = (index: number) => tree.ofSegment.get(index)?.key ?? segmentKey(index);
  // A source stays chosen from request to request; the part of that number is another text in each.
  const choice = chosen === null || (chosen.id !== row.id && isSegmentKey(chosen.key)) ? undefined : tree.nodes.get(chosen.key);
  const asked = named === -1 ? choice : tree.nodes.get(keyOf(named));
  // Until something is chosen it is what is new that is read: nothing, while that is being looked for.
  const lead = news.state === 'known' && news.parts.lead !== null ? tree.nodes.get(keyOf(news.parts.lead.index)) : undefined;
  const node = asked ?? lead ?? (news.state === 'reading' ? null : firstNode(tree, context.segments));
  const unfolded = useMemo(() => (named === -1 || node === null ? toggled : revealing(tree, node.key, toggled)), [named, node, tree, toggled]);
  const lines = useMemo(() => (find.trim() === '' ? visibleLines(tree.roots, unfolded) : foundLines(tree.roots, find.trim())), [tree, unfolded, find]);
  const widest = Math.max(1, ...tree.roots.map(({ tokens }) => tokens ?? 0));
  const parent = node === null ? undefined : tree.parents.get(node.key);
  const menu = useSourceMenu(row.id, context);

  const leavePlace = () => {
    if (place.at !== null) go({ at: null });
  };
  const choose = (key: string) => {
    leavePlace();
    setToggled(unfolded);
    setChosen({ id: row.id, key });
  };
  const chooseOnMap = (key: string) => {
    leavePlace();
    setToggled(revealing(tree, key, unfolded));
    setChosen({ id: row.id, key });
  };
  const toggle = (key: string) => {
    const next = new Set(unfolded);
    if (!next.delete(key)) next.add(key);
    leavePlace();
    setChosen(node === null ? null : { id: row.id, key: node.key });
    setToggled(next);
  };
  const focusOn = (selector: string) => frame?.querySelector<HTMLElement>(selector)?.focus();
  const page = commonSource((node?.segments ?? []).flatMap((index) => context.segments[index]?.source ?? []));
  const toTree = () => focusOn('[role="tree"][aria-label="Context sources"]');
  const toText = () => focusOn('.segment .long-text, .segment .part, .segment button');
  useCommands([
    { id: 'context.map', name: 'Go to the context map', group: 'The open request', run: () => focusOn('.map-frame [tabindex="0"]') },
    { id: 'context.page', name: 'Go to the page of the chosen source', group: 'The open request', isOff: page === null, run: () => go({ screen: 'sources', source: page }) },
    { id: 'context.text', name: 'Read the chosen source', group: 'The open request', run: toText },
    { id: 'context.new', name: wantsNew ? 'Show the whole prompt' : 'Show only what is new', group: 'The open request', keys: ['Shift+N'], run: () => setWantsNew(!wantsNew) },
  ]);

  const treePane = (
    <>
      <TreeHead context={context} order={order} onOrder={setOrder} find={find} onFind={setFind} onLeave={toTree} />
      <ContextTree
        context={context}
        lines={lines}
        widest={widest}
        chosen={node === null ? null : lineInSight(tree, lines, node.key)}
        whyEmpty={find.trim() === '' ? 'Nothing is new' : 'No source has this in its name'}
        onChoose={choose}
        onToggle={toggle}
        onRead={toText}
        onMenu={(key, at) => {
          const pressed = tree.nodes.get(key);
          if (pressed !== undefined) menu.open(pressed, at);
        }}
      />
      <ContextSums context={context} />
    </>
  );
  const reader =
    node === null ? (
      <div className="segment" />
    ) : (
      <SegmentReader
        id={row.id}
        context={context}
        node={node}
        siblings={parent !== undefined && isSegmentKey(node.key) ? parent : null}
        onChoose={choose}
        onBack={toTree}
        actions={menu.groupsOf(node)}
      />
    );
  const map = <ContextMap key={only === null ? 'all' : 'new'} context={context} tree={tree} chosen={node?.key ?? null} onChoose={chooseOnMap} onRead={toText} />;
  return (
    <div ref={setFrame} className="context">
      <ContextBar row={row} news={news} isOnlyNew={wantsNew} onOnlyNew={setWantsNew} estimated={context.tokensEstimated} />
      {isStacked ? (
        <div className="context-stacked">
          <div className="context-pane" style={{ height: 250 }}>
            {treePane}
          </div>
          <div className="context-pane" style={{ height: 170 }}>
            {map}
          </div>
          <div className="context-pane" style={{ height: 300 }}>
            {reader}
          </div>
        </div>
      ) : (
        <div className="context-panes">
          <Split
            name="context tree"
            line="vertical"
            firstShare={0.5}
            smallest={[260, 240]}
            first={treePane}
            second={<Split name="context map" line="horizontal" firstShare={0.45} smallest={[84, 80]} first={map} second={reader} />}
          />
        </div>
      )}
      {menu.face}
    </div>
  );
}
