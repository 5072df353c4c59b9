import { useMemo, useState } from 'react';
import { groupLabels } from '../../domain/attribution/source-label.ts';
import { sourceGroups } from '../../domain/attribution/source.ts';
import { useCall } from '../bridge/use-call.ts';
import { useCommands } from '../commands/use-commands.ts';
import { SampleNotCounted } from '../connect/sample-not-counted.tsx';
import { RangeChoice } from '../evidence/range-choice.tsx';
import { useRange } from '../evidence/use-range.ts';
import { formatCost, formatCount, formatExactCost, formatShare, formatTokenCount } from '../format/quantities.ts';
import { placeHash } from '../navigation/place.ts';
import { usePlace } from '../navigation/use-place.ts';
import { ChartLegend } from '../ui/charts/chart-legend.tsx';
import type { ChartSeries } from '../ui/charts/chart-data.ts';
import { Button } from '../ui/button.tsx';
import { Empty, Failed, Loading } from '../ui/list-state.tsx';
import { Screen, ScreenHead } from '../ui/screen.tsx';
import { DataTable } from '../ui/table/data-table.tsx';
import { useKeptSort } from '../ui/table/use-kept-sort.ts';
import { TextField } from '../ui/text-field.tsx';
import { useElementSize } from '../ui/use-element-size.ts';
import { TableMenu } from '../saving/table-menu.tsx';
import { BillWords } from './bill-words.tsx';
import { PreferenceList } from './preference-list.tsx';
import { columnsWithin, exportedColumns, sourceColumns } from './source-columns.tsx';
import { foundRows, sourceRows, type SourceRow } from './source-rows.ts';

/** How the table is looked at. */
export interface TableLook {
  /** What names are looked for with. */
  readonly words: string;
  /** Groups that are switched off. */
  readonly off: ReadonlySet<string>;
  /** Only what was never called. */
  readonly isUnused: boolean;
  readonly expanded: ReadonlySet<string>;
  /** The line that was opened last. */
  readonly at: string | null;
}

interface SourcesTableProps {
  readonly look: TableLook;
  readonly onLook: (look: TableLook) => void;
  readonly onOpen: (row: SourceRow) => void;
}

const groups: readonly ChartSeries[] = sourceGroups.map((group) => ({ key: group, name: groupLabels[group], hue: `var(--group-${group})`, texture: 'plain' }));
const rowId = ({ id }: SourceRow) => id;
const childrenOf = ({ children }: SourceRow) => children;

/** All sources of a range, by owner. */
export function SourcesTable({ look, onLook, onOpen }: SourcesTableProps) {
  const [place] = usePlace();
  const range = useRange();
  const sources = useCall('readSources', range.bounds, { keepPrevious: true });
  const [frame, setFrame] = useState<HTMLDivElement | null>(null);
  const { width } = useElementSize(frame);
  const { todayMs } = range;
  const columns = useMemo(() => sourceColumns(todayMs), [todayMs]);
  const [sort, setSort] = useKeptSort('sources', columns, { column: 'cost', descending: true });
  const shownColumns = useMemo(() => columnsWithin(columns, width, sort.column), [columns, width, sort.column]);
  const rows = useMemo(() => (sources.data === undefined ? [] : sourceRows(sources.data.owners, sources.data.bill.totalMicroUsd)), [sources.data]);
  const shown = useMemo(() => foundRows(rows, look), [rows, look]);
  const isInDays = range.bounds.fromUs !== undefined;
  const isNarrowed = look.words.trim() !== '' || look.off.size > 0 || look.isUnused;
  // What is found below an owner is to be seen.
  const expanded = useMemo(() => (look.words.trim() === '' && !look.isUnused ? look.expanded : new Set([...look.expanded, ...shown.filter((row) => row !== rows.find(({ id }) => id === row.id)).map(rowId)])), [look, shown, rows]);
  const focusOn = (selector: string) => frame?.querySelector<HTMLElement>(selector)?.focus();
  const isAllOpen = shown.every(({ id, children }) => children.length === 0 || expanded.has(id));
  useCommands([
    { id: 'sources.find', name: 'Find a source', group: 'Find', keys: ['/'], run: () => focusOn('input') },
    { id: 'sources.table', name: 'Go to the table of sources', group: 'Find', run: () => focusOn('.data-table') },
    { id: 'sources.expand', name: isAllOpen ? 'Fold all sources' : 'Unfold all sources', group: 'Find', isOff: shown.length === 0, run: () => onLook({ ...look, expanded: isAllOpen ? new Set() : new Set(shown.map(rowId)) }) },
  ]);
  return (
    <Screen name="sources" frame={setFrame}>
      <ScreenHead title="Sources">
        <TextField label="Find a source" labelHidden type="search" placeholder="Find a source" value={look.words} onChange={(words) => onLook({ ...look, words })} />
        <RangeChoice range={range.range} todayMs={range.todayMs} onRange={range.choose} />
        <Button look="quiet" pressed={look.isUnused} hint="Only what is offered to the model again and again and was never called" onPress={() => onLook({ ...look, isUnused: !look.isUnused })}>
          Never called
        </Button>
        <ChartLegend label="Groups" series={groups} off={look.off} onChange={(off) => onLook({ ...look, off })} />
        <span className="sources-copy">
          <PreferenceList bounds={range.bounds} />
          <TableMenu what="the table of sources" fileName="whence-sources" columns={[...columns, ...exportedColumns]} rows={shown.flatMap((row) => [row, ...row.children])} />
        </span>
      </ScreenHead>
      {sources.isPending ? (
        <Loading what="the sources" />
      ) : sources.isError ? (
        <Failed what="the sources" why={sources.error.message} onRetry={() => void sources.refetch()} />
      ) : (
        <>
          <DataTable
            label="Sources"
            rows={shown}
            columns={shownColumns}
            rowKey={rowId}
            childrenOf={childrenOf}
            expanded={expanded}
            onExpand={(next) => onLook({ ...look, expanded: next })}
            sort={sort}
            onSort={setSort}
            at={look.at}
            onOpen={onOpen}
            foot={shown.length === 0 ? undefined : (column) => footOf(column, shown, isNarrowed)}
            empty={
              isNarrowed && rows.length > 0 ? (
                <Empty title={look.isUnused ? 'Nothing here was offered in vain' : 'No source is called so'}>Look for another name, or show all groups again.</Empty>
              ) : isInDays ? (
                <Empty title="No request in these days">
                  <p>
                    <a className="page-link" href={placeHash({ ...place, range: 'all' })}>
                      Show all days
                    </a>
                  </p>
                  <SampleNotCounted />
                </Empty>
              ) : (
                <Empty title="No sources yet">
                  <p>
                    They appear with the first request of Claude Code. <a className="page-link" href={placeHash({ ...place, screen: 'set-up' })}>Set it up</a>
                  </p>
                  <SampleNotCounted />
                </Empty>
              )
            }
          />
          {rows.length > 0 && <SampleNotCounted />}
          <BillWords view={sources.data} />
        </>
      )}
    </Screen>
  );
}

function footOf(column: string, rows: readonly SourceRow[], isNarrowed: boolean) {
  const cost = sumOfKnown(rows.map(({ costMicroUsd }) => costMicroUsd));
  switch (column) {
    case 'name':
      return isNarrowed ? `${formatCount(rows.length)} shown` : `All ${formatCount(rows.length)}`;
    case 'tokens': {
      const tokens = rows.reduce((sum, row) => sum + (row.tokens ?? 0), 0);
      return <span title={formatTokenCount(tokens, false)}>{formatCount(tokens)}</span>;
    }
    case 'cost':
      return <span title={formatExactCost(cost)}>{formatCost(cost)}</span>;
    case 'share':
      return formatShare(sumOfKnown(rows.map(({ share }) => share)));
    case 'definitions-cost':
      return formatCost(sumOfKnown(rows.map(({ definitionsMicroUsd }) => definitionsMicroUsd)));
    default:
      return null;
  }
}

function sumOfKnown(figures: readonly (number | null)[]): number | null {
  return figures.reduce<number | null>((sum, figure) => (figure === null ? sum : (sum ?? 0) + figure), null);
}
