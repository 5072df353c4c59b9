import { formatDayAndClock, formatRecent } from '../format/moments.ts';
import { formatCost, formatCount, formatCounted, formatExactCost, formatShare, unknownFigure } from '../format/quantities.ts';
import { leastWidthPx, type DataColumn } from '../ui/table/data-column.ts';
import { TailedText } from '../ui/tailed-text.tsx';
import { CallsFigure } from './calls-figure.tsx';
import { RatingFigure } from './rating-figure.tsx';
import type { SourceRow } from './source-rows.ts';

const dollars = (microUsd: number | null) => (microUsd === null ? null : microUsd / 1_000_000);
const known = (text: string) => (text === unknownFigure ? <span className="unknown">{text}</span> : text);

/** What the table says of a source; `nowMs` tells today's times from older days. */
export function sourceColumns(nowMs: number): readonly DataColumn<SourceRow>[] {
  return [
    { id: 'name', name: 'Source', widthPx: 230, grows: true, value: ({ name }) => name, cell: (row) => <SourceCell row={row} /> },
    { id: 'requests', name: 'Requests', hint: 'How many requests held it', widthPx: 76, isFigure: true, value: ({ requests }) => requests, cell: ({ requests }) => formatCount(requests) },
    { id: 'tokens', name: 'Tokens', hint: 'What it had in all of them', widthPx: 92, isFigure: true, value: ({ tokens }) => tokens, cell: ({ tokens }) => formatCount(tokens) },
    { id: 'each', name: 'Per request', hint: 'Tokens in each request that held it, on average', widthPx: 88, isFigure: true, value: perRequest, cell: (row) => formatCount(perRequest(row)) },
    {
      id: 'cost',
      name: 'Cost',
      hint: 'Of what has a price',
      widthPx: 82,
      isFigure: true,
      value: ({ costMicroUsd }) => dollars(costMicroUsd),
      cell: ({ costMicroUsd }) => <span title={formatExactCost(costMicroUsd)}>{known(formatCost(costMicroUsd))}</span>,
    },
    { id: 'share', name: 'Share', hint: 'Of all that was spent, answers included', widthPx: 62, isFigure: true, value: ({ share }) => share, cell: ({ share }) => known(formatShare(share)) },
    {
      id: 'definitions',
      name: 'Definitions sent',
      hint: 'With how many requests the model was offered it',
      widthPx: 116,
      isFigure: true,
      value: ({ definitions }) => definitions,
      cell: ({ definitions }) => (definitions === null ? '' : formatCount(definitions)),
    },
    { id: 'calls', name: 'Calls made', hint: 'How often the model called it', widthPx: 88, isFigure: true, value: ({ definitions, calls }) => (definitions === null ? null : calls), cell: (row) => <CallsFigure figures={row} /> },
    {
      id: 'definitions-cost',
      name: 'Definitions cost',
      hint: 'What offering it cost: its definitions alone',
      widthPx: 114,
      isFigure: true,
      value: ({ definitionsMicroUsd }) => dollars(definitionsMicroUsd),
      cell: ({ definitions, definitionsMicroUsd }) => (definitions === null ? '' : <span title={formatExactCost(definitionsMicroUsd)}>{known(formatCost(definitionsMicroUsd))}</span>),
    },
    {
      id: 'seen',
      name: 'Last seen',
      widthPx: 80,
      isFigure: true,
      value: ({ lastSeenAtUs }) => (lastSeenAtUs === null ? null : new Date(lastSeenAtUs / 1000).toISOString()),
      cell: ({ lastSeenAtUs }) => (lastSeenAtUs === null ? known(unknownFigure) : <span title={formatDayAndClock(lastSeenAtUs)}>{formatRecent(lastSeenAtUs, nowMs)}</span>),
    },
    {
      id: 'rating',
      name: 'Rating',
      hint: 'The average of the ratings it has a part in, each counted by the tokens it had there. The bar is where it lies with 95 % certainty: the best are sorted by its lower end, the worst by its upper',
      widthPx: 148,
      isFigure: true,
      value: ({ averageStars }) => averageStars,
      sortBy: ({ interval }, isDescending) => (isDescending ? interval?.low : interval?.high) ?? null,
      cell: (row) => <RatingFigure figures={row} />,
    },
  ];
}

/** What is taken along with the table, and has no room in it. */
export const exportedColumns: readonly DataColumn<SourceRow>[] = [
  { id: 'key', name: 'Key', widthPx: 0, value: ({ key }) => key },
  { id: 'what', name: 'What it is', widthPx: 0, value: ({ about }) => about },
  { id: 'ratings', name: 'Ratings', widthPx: 0, value: ({ ratings }) => ratings },
  { id: 'rating-low', name: 'Rating at least (95 %)', widthPx: 0, value: ({ interval }) => interval?.low ?? null },
  { id: 'rating-high', name: 'Rating at most (95 %)', widthPx: 0, value: ({ interval }) => interval?.high ?? null },
  { id: 'rated-share', name: 'Share of the rated prompts', widthPx: 0, value: ({ ratedShare }) => ratedShare },
  { id: 'difference', name: 'Stars with it less without it', widthPx: 0, value: ({ difference }) => difference?.stars ?? null },
  { id: 'difference-low', name: 'Difference at least (95 %)', widthPx: 0, value: ({ difference }) => difference?.interval.low ?? null },
  { id: 'difference-high', name: 'Difference at most (95 %)', widthPx: 0, value: ({ difference }) => difference?.interval.high ?? null },
];

/** What gives way first where there is little room, and is on the page of each source all the same. */
const givesWay = ['share', 'each', 'definitions-cost', 'seen', 'definitions', 'requests', 'tokens'];

/** The columns that have room in this many pixels; the one that is sorted by stays. */
export function columnsWithin(columns: readonly DataColumn<SourceRow>[], widthPx: number, sorted: string): readonly DataColumn<SourceRow>[] {
  let shown = columns;
  for (const id of givesWay) {
    if (leastWidthPx(shown) <= widthPx) break;
    if (id !== sorted) shown = shown.filter((column) => column.id !== id);
  }
  return shown;
}

function perRequest({ tokens, requests }: SourceRow): number | null {
  return requests === 0 || tokens === null ? null : Math.round(tokens / requests);
}

function SourceCell({ row: { group, name, about, children } }: { readonly row: SourceRow }) {
  return (
    <span className="source-cell" data-group={group} title={about === null ? name : `${name} · ${about}`}>
      <span className="swatch" aria-hidden="true" />
      <span className="source-cell-name">
        <TailedText text={name} />
      </span>
      {about !== null && <span className="dim source-cell-about">{about}</span>}
      {children.length > 0 && <span className="dim source-cell-about">{formatCounted(children.length, 'source')}</span>}
    </span>
  );
}
