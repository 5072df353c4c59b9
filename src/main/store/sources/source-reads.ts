import type { SourceKind } from '../../../domain/attribution/source.ts';
import { dayOf, startOfDay } from '../costs/cost-sums.ts';
import type { Store } from '../open-store.ts';
import type { SourceFigures, SourceMetricsQuery, SourceQuery, StoreReads } from '../reads.ts';

interface FigureRecord {
  readonly key: string;
  /** As the analyst wrote it. */
  readonly kind: SourceKind;
  readonly name: string | null;
  readonly owner: string | null;
  readonly requests: number;
  readonly tokens: number;
  readonly cost_micro_usd: number | null;
  readonly ratings: number;
  readonly average_stars: number | null;
  /** How many records there are with those of other pages. */
  readonly total: number;
}

interface SourceRecord extends FigureRecord {
  readonly last_seen_at_us: number | null;
}

interface MetricsRecord extends FigureRecord {
  readonly day: number | null;
}

type Values = Readonly<Record<string, string | number | null>>;

/** The sources of all requests that were captured here, and their figures over time; imports are in no sum. Whole days are read from their sums, the rest from each request. */
export function sourceReads(store: Store): Pick<StoreReads, 'listSources' | 'readSourceMetrics'> {
  return {
    listSources: ({ order, ascending, kind, owner, ...page }) => {
      const sql = figuresSql({ per: 'all', more: 'last_seen_at_us', order: orderOf(order, ascending) });
      const { records, total } = readPage<SourceRecord>(store, sql, { ...wholeRange, key: null, kind: kind ?? null, owner: owner ?? null, ...page });
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

/** The columns that can be ordered by; what is not known stands last either way. */
const columnOf: Readonly<Record<SourceQuery['order'], string>> = {
  cost: 'cost_micro_usd',
  tokens: 'tokens',
  requests: 'requests',
  last_seen: 'last_seen_at_us',
  rating: 'average_stars',
  name: 'coalesce(name, kind)',
};

function orderOf(order: SourceQuery['order'], ascending: boolean): string {
  return `${columnOf[order]} IS NULL, ${columnOf[order]} ${ascending ? 'ASC' : 'DESC'}, source.number`;
}

/** `averageRating` of the domain is the last column but those of `more`. */
function figuresSql({ per, more, order }: { readonly per: SourceMetricsQuery['per']; readonly more: string; readonly order: string }): string {
  const dayColumn = per === 'day' ? 'day' : 'NULL AS day';
  const startedDay = `request_started_at_us / ${startOfDay(1)}`;
  // The order of a CROSS JOIN is kept: from the requests of the range to their sources, and not from each source to all requests.
  const ofRequests = (from: string, until: string, condition: string): string => `
    SELECT ${startedDay} AS day, source_number, 1 AS requests, coalesce(tokens, 0) AS tokens, coalesce(exchange_source.cost_micro_usd, 0) AS cost_micro_usd,
      exchange_source.cost_micro_usd IS NOT NULL AS priced
    FROM exchange CROSS JOIN exchange_source ON exchange_source.exchange_number = exchange.number
    WHERE request_started_at_us >= ${from} AND request_started_at_us < ${until} AND ${condition}`;
  return `
    WITH used AS (
      SELECT day, CAST(substr(grouped, 3) AS INTEGER) AS source_number, exchanges AS requests, tokens, cost_micro_usd, priced
      FROM cost_day WHERE day >= @fromDay AND day < @untilDay AND grouped GLOB 's:*'
      UNION ALL ${ofRequests('@fromUs', '@daysFromUs', 'is_summed = 1')}
      UNION ALL ${ofRequests('@daysUntilUs', '@untilUs', 'is_summed = 1')}
      UNION ALL ${ofRequests('@fromUs', '@untilUs', 'is_summed = 0 AND is_prompt = 1 AND import_number IS NULL')}
    ), uses AS (
      SELECT ${dayColumn}, source_number, sum(requests) AS requests, sum(tokens) AS tokens, iif(sum(priced) = 0, NULL, sum(cost_micro_usd)) AS cost_micro_usd
      FROM used GROUP BY 1, 2 HAVING sum(requests) > 0
    ), rated AS (
      SELECT ${per === 'day' ? `${startedDay} AS day` : 'NULL AS day'}, source_number, count(*) AS ratings,
        iif(sum(tokens) > 0, CAST(sum(stars * tokens) AS REAL) / sum(tokens), avg(stars)) AS average_stars
      FROM rating CROSS JOIN exchange ON exchange.number = rating.exchange_number CROSS JOIN exchange_source ON exchange_source.exchange_number = exchange.number
      WHERE request_started_at_us >= @fromUs AND request_started_at_us < @untilUs AND import_number IS NULL GROUP BY 1, 2
    )
    SELECT key, kind, name, owner, requests, tokens, cost_micro_usd, coalesce(ratings, 0) AS ratings, average_stars, count(*) OVER () AS total, ${more}
    FROM uses JOIN source ON source.number = uses.source_number LEFT JOIN rated ON rated.source_number = uses.source_number AND rated.day IS uses.day
    WHERE (@key IS NULL OR key = @key) AND (@kind IS NULL OR kind = @kind) AND (@owner IS NULL OR owner = @owner)
    ORDER BY ${order} LIMIT @limit OFFSET @offset`;
}

function readPage<Found extends FigureRecord>(store: Store, sql: string, values: Values): { readonly records: readonly Found[]; readonly total: number } {
  const list = store.prepare<[Values], Found>(sql);
  const records = list.all(values);
  // A page behind the last says nothing of how many there are.
  const [first = list.get({ ...values, offset: 0, limit: 1 })] = records;
  return { records, total: first?.total ?? 0 };
}

/** Where the whole days of a range begin and end, and the parts of days beside them. Without a whole day all is one part. */
function rangeOf({ fromUs, untilUs }: { readonly fromUs: number | undefined; readonly untilUs: number | undefined }): Values {
  const from = fromUs ?? 0;
  const until = untilUs ?? farthestDay * startOfDay(1);
  const fromDay = dayOf(from - 1) + 1;
  const untilDay = Math.max(dayOf(until), fromDay);
  const daysFromUs = Math.min(startOfDay(fromDay), until);
  return { fromUs: from, untilUs: until, fromDay, untilDay, daysFromUs, daysUntilUs: Math.max(startOfDay(untilDay), daysFromUs) };
}

/** The end of the days whose microseconds are exact numbers. */
const farthestDay = dayOf(Number.MAX_SAFE_INTEGER);
const wholeRange = rangeOf({ fromUs: undefined, untilUs: undefined });

function figuresOf(record: FigureRecord): SourceFigures {
  return {
    key: record.key,
    kind: record.kind,
    name: record.name,
    owner: record.owner,
    requests: record.requests,
    tokens: record.tokens,
    costMicroUsd: record.cost_micro_usd,
    ratings: record.ratings,
    averageStars: record.average_stars,
  };
}
