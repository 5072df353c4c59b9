import { useDeferredValue, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { InsightRange, InsightsView } from '../../../contract/insight-view.ts';
import type { InsightRule } from '../../../domain/insight/finding.ts';
import { SampleNotCounted } from '../../connect/sample-not-counted.tsx';
import { usePlace } from '../../navigation/use-place.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/list-state.tsx';
import { Split } from '../../ui/split.tsx';
import { DataTable } from '../../ui/table/data-table.tsx';
import { useKeptSort } from '../../ui/table/use-kept-sort.ts';
import { useElementSize } from '../../ui/use-element-size.ts';
import { useKeptChoice } from '../../ui/use-kept-choice.ts';
import { columnsBeside, findingColumns, narrowColumns } from './finding-columns.tsx';
import { findingRows, groupId, ruleOfId, type FindingRow } from './finding-rows.ts';
import { FindingSheet } from './finding-sheet.tsx';
import { FindingTotals } from './finding-totals.tsx';
import { FindingsBar } from './findings-bar.tsx';
import { useFindingCommands } from './use-finding-commands.ts';
import { useHiddenFindings } from './use-hidden-findings.ts';

interface FindingsViewProps {
  readonly view: InsightsView;
  readonly range: InsightRange;
}

const rowId = ({ id }: FindingRow) => id;
const childrenOf = ({ children }: FindingRow) => children;
// Side by side, the list needs its figures and the sheet its table of requests.
const widePx = 1120;
const narrowPx = 900;
// One above the other would leave each a few lines.
const lowPx = 330;

/** The list of findings, what they come to, and the one that is open: beside the list, below it, or over all of it where there is little room. */
export function FindingsView({ view, range }: FindingsViewProps) {
  const [place, go] = usePlace();
  const hidden = useHiddenFindings();
  const [rule, setRule] = useState<InsightRule | 'all'>('all');
  const [grouping, setGrouping] = useKeptChoice('findings-grouping', ['together', 'one-by-one'], 'together');
  const [isOfHidden, setOfHidden] = useState(false);
  const [sort, setSort] = useKeptSort('findings', findingColumns, { column: 'day', descending: true });
  // Which was open when the list was opened is to be seen in it.
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(() => {
    const openRule = place.part === null ? null : ruleOfId(place.part);
    return new Set(openRule === null ? [] : [groupId(openRule)]);
  });
  // Whichever is opened by going back or by a link is to be seen too; what is folded by hand stays folded.
  const [unfoldedFor, setUnfoldedFor] = useState(place.part);
  if (place.part !== unfoldedFor) {
    setUnfoldedFor(place.part);
    const openRule = place.part === null ? null : ruleOfId(place.part);
    if (openRule !== null) {
      setExpanded(new Set([...expanded, groupId(openRule)]));
      if (rule !== openRule) setRule('all');
    }
  }
  const panes = useRef<HTMLDivElement | null>(null);
  const [frame, setFrame] = useState<HTMLElement | null>(null);
  const sheet = useRef<HTMLElement>(null);
  const { width, height } = useElementSize(frame);

  const [shown, putAside] = useMemo(() => [view.findings.filter(({ id }) => !hidden.ids.has(id)), view.findings.filter(({ id }) => hidden.ids.has(id))], [view.findings, hidden.ids]);
  const listed = isOfHidden && putAside.length > 0 ? putAside : shown;
  const rows = useMemo(() => findingRows(rule === 'all' ? listed : listed.filter((finding) => finding.rule === rule), view, grouping === 'together' && rule === 'all'), [listed, rule, view, grouping]);

  const openAt = place.part !== null && ruleOfId(place.part) !== null ? place.part : null;
  // The sheet may come later than the line, which follows the keys.
  const openId = useDeferredValue(openAt);
  const open = view.findings.find(({ id }) => id === openId) ?? null;
  const isOver = open !== null && height > 0 && height < lowPx;
  const isWide = width === 0 || width >= widePx;
  const focusList = () => panes.current?.querySelector<HTMLElement>('.findings-list .data-table')?.focus();
  const close = () => {
    go({ part: 'findings' });
    requestAnimationFrame(focusList);
  };
  const openRow = (row: FindingRow) => {
    if (row.finding === null) setExpanded(toggled(expanded, row.id));
    else if (row.id === openId) sheet.current?.focus();
    else go({ part: row.id });
  };
  const hide = (id: string) => {
    hidden.hide(id);
    close();
  };
  useFindingCommands({ open, range, isHidden: open !== null && hidden.ids.has(open.id), close, hide, show: hidden.show, focusList });
  // What lies over the list takes the focus from it.
  useLayoutEffect(() => {
    if (isOver) sheet.current?.focus();
  }, [isOver]);

  const detail =
    open !== null ? (
      <FindingSheet key={open.id} frame={sheet} finding={open} view={view} range={range} isHidden={hidden.ids.has(open.id)} onHide={() => hide(open.id)} onShow={() => hidden.show(open.id)} onClose={close} />
    ) : openId !== null ? (
      <section className="finding" aria-label="The open finding">
        <Empty title="Not found in these days any more">
          <p>What it rests on has gone or has changed, or lies outside these days.</p>
          <Button onPress={close}>Close</Button>
        </Empty>
      </section>
    ) : null;
  const list = (
    <div className="findings-list">
      <DataTable
        label="Findings"
        rows={rows}
        columns={isWide && detail !== null ? columnsBeside : width > 0 && width < narrowPx ? narrowColumns : findingColumns}
        rowKey={rowId}
        childrenOf={childrenOf}
        expanded={expanded}
        onExpand={setExpanded}
        sort={sort}
        onSort={setSort}
        at={openAt}
        onOpen={openRow}
        onMove={(row) => {
          if (open !== null && row.finding !== null && row.id !== openId) go({ part: row.id });
        }}
        empty={
          <Empty title={rule === 'all' ? 'All findings are hidden' : 'No finding of this kind'}>
            <Button onPress={() => (rule === 'all' ? hidden.showAll(putAside.map(({ id }) => id)) : setRule('all'))}>{rule === 'all' ? 'Show them again' : 'Show all kinds'}</Button>
          </Empty>
        }
      />
    </div>
  );
  return (
    <>
      <div className="findings-inside" inert={isOver}>
        <FindingTotals view={view} findings={shown} hidden={putAside.length} />
        <FindingsBar
          findings={listed}
          rows={rows}
          rule={rule}
          onRule={setRule}
          areApart={grouping === 'one-by-one'}
          onApart={(are) => setGrouping(are ? 'one-by-one' : 'together')}
          hidden={putAside.length}
          isOfHidden={isOfHidden}
          onOfHidden={setOfHidden}
          onShowAll={() => hidden.showAll(putAside.map(({ id }) => id))}
        />
        <div
          className="findings-panes"
          ref={(element) => {
            panes.current = element;
            setFrame(element);
          }}
        >
          <Split
            name={isWide ? 'list of findings' : 'list of findings above the open one'}
            line={isWide ? 'vertical' : 'horizontal'}
            firstShare={isWide ? 0.54 : 0.45}
            smallest={isWide ? [460, 420] : [100, 150]}
            first={list}
            second={isOver ? null : detail}
          />
        </div>
        <SampleNotCounted />
      </div>
      {isOver && detail}
    </>
  );
}

function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}
