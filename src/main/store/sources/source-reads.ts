import type { SourceKind } from '../../../domain/attribution/source.ts';
import type { Store } from '../open-store.ts';
import type { SourceFigures, SourceQuery, StoreReads } from '../reads.ts';
import { ratingOfRecord, scoreSql } from './rating-sums.ts';
import { rangeOf, useColumns, usesSql, type UseRecord, type UsesPer, type UseValues } from './source-uses.ts';

interface FigureRecord extends UseRecord {
  readonly key: string;
  /** As the analyst wrote it. */
  readonly kind: SourceKind;
  readonly name: string | null;
  readonly owner: string | null;
  /** How many records there are with those of other pages. */
  readonly total: number;
}

interface SourceRecord extends FigureRecord {
  readonly last_seen_at_us: number | null;
}

interface MetricsRecord extends FigureRecord {
  readonly day: number | null;
}

/** The sources of all requests that were captured here, and their figures over time; imports are in no sum. */
export function sourceReads(store: Store): Pick<StoreReads, 'listSources' | 'readSourceMetrics'> {
  return {
    listSources: ({ order, ascending, kind, owner, ...page }) => {
      const sql = figuresSql({ per: 'all', more: 'last_seen_at_us', order: orderOf(order, ascending) });
      const { records, total } = readPage<SourceRecord>(store, sql, { ...rangeOf({}), key: null, kind: kind ?? null, owner: owner ?? null, ...page });
      return { sources: records.map((record) => ({ ...figuresOf(record), lastSeenAtUs: record.last_seen_at_us })), total };
    },
    readSourceMetrics: ({ per, fromUs, untilUs, key, kind, owner, offset, limit }) => {
      const sql = figuresSql({ per, more: 'uses.day', order: 'uses.day DESC, cost_micro_usd DESC, tokens DESC, source.number' });
      const page = { key: key ?? null, kind: kind ?? null, owner: owner ?? null, offset, limit };
      const { records, total } = readPage<MetricsRecord>(store, sql, { ...rangeOf({ fromUs, untilUs }), ...page });
      return { metrics: records.map((record) => ({ ...figuresOf(record), day: record.day })), total };
    },
  };
}

/** The columns that can be ordered by. */
const columnOf: Readonly<Record<Exclude<SourceQuery['order'], 'rating'>, string>> = {
  cost: 'cost_micro_usd',
  tokens: 'tokens',
  requests: 'requests',
  definitions: 'nullif(defined, 0)',
  calls: 'iif(answered = 0, NULL, calls)',
  last_seen: 'last_seen_at_us',
  name: 'coalesce(name, kind)',
};

/**
 * What is not known stands last either way. Of ratings, the best have the highest lower end of the interval, and the worst the lowest upper end: what was rated
 * once is neither.
 */
function orderOf(order: SourceQuery['order'], ascending: boolean): string {
  const column = order === 'rating' ? scoreSql(ascending ? 'high' : 'low') : columnOf[order];
  return `${column} IS NULL, ${column} ${ascending ? 'ASC' : 'DESC'}, source.number`;
}

function figuresSql({ per, more, order }: { readonly per: UsesPer; readonly more: string; readonly order: string }): string {
  return `
    WITH ${usesSql(per)}
    SELECT key, kind, name, owner, ${useColumns}, count(*) OVER () AS total, ${more}
    FROM uses JOIN source ON source.number = uses.number LEFT JOIN rating_sums ON rating_sums.number = uses.number AND rating_sums.day IS uses.day
    WHERE (@key IS NULL OR key = @key) AND (@kind IS NULL OR kind = @kind) AND (@owner IS NULL OR owner = @owner)
    ORDER BY ${order} LIMIT @limit OFFSET @offset`;
}

function readPage<Found extends FigureRecord>(store: Store, sql: string, values: UseValues): { readonly records: readonly Found[]; readonly total: number } {
  const list = store.prepare<[UseValues], Found>(sql);
  const records = list.all(values);
  // A page behind the last says nothing of how many there are.
  const [first = list.get({ ...values, offset: 0, limit: 1 })] = records;
  return { records, total: first?.total ?? 0 };
}

function figuresOf(record: FigureRecord): SourceFigures {
  return {
    key: record.key,
    kind: record.kind,
    name: record.name,
    owner: record.owner,
    requests: record.requests,
    tokens: record.tokens,
    costMicroUsd: record.cost_micro_usd,
    definitions: record.defined === 0 ? null : record.defined,
    calls: record.calls,
    ...ratingOfRecord(record),
  };
}
