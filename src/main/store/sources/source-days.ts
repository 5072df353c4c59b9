import type { AverageRating } from '../../../domain/rating/average-rating.ts';
import type { SourceDay, SourceRange } from '../../../contract/source-view.ts';
import { isDefinitionSql, startOfDay } from '../costs/cost-sums.ts';
import { localSpans, type LocalSpan } from '../costs/local-time.ts';
import { removedDays } from '../costs/removed-costs.ts';
import type { Store } from '../open-store.ts';
import { lookedUp, type UseSums } from './source-sums.ts';

/** A day without its ratings. */
type UseDay = Omit<SourceDay, keyof AverageRating>;

interface DayRecord extends UseSums {
  readonly day: number;
}

interface PartRecord extends UseSums {
  readonly at: number;
}

/**
 * The local days of a range with what requests that have a bill had of one group of the sums: these are its sources. Of a day of UTC that local
 * midnight cuts, the shorter part is added up from its requests, and the longer is what is left of the sum.
 */
export function daysOfSources(store: Store, grouped: string, numbers: readonly number[], range: SourceRange): readonly UseDay[] {
  const { fromUs = Number.MIN_SAFE_INTEGER, untilUs = Number.MAX_SAFE_INTEGER } = range;
  const utcDays = store
    .prepare<[string], DayRecord>('SELECT day, exchanges AS requests, tokens, cost_micro_usd AS cost, priced, defined, answered, calls FROM cost_day WHERE grouped = ? AND exchanges > 0')
    .all(grouped);
  const removed = new Set(removedDays(store, {}).map(({ date }) => date));
  const days = new Map<string, UseSums>();
  const counted: { readonly span: LocalSpan; readonly takenFrom: string | null }[] = [];
  for (const { day, ...figures } of utcDays) {
    const [start, end] = [startOfDay(day), startOfDay(day + 1)];
    const parts = localSpans(Math.max(start, fromUs), Math.min(end, untilUs));
    if (parts.length === 0) continue;
    const isWhole = start >= fromUs && end <= untilUs;
    const whole = localSpans(start, end);
    const longest = whole.toSorted((one, other) => other[2] - other[1] - (one[2] - one[1]))[0];
    // What is beyond the range is taken away too, if it is the shorter part. The sums of a day hold removed requests: its parts have only what still has its row.
    const isFromSum = longest !== undefined && longest[1] >= fromUs && longest[2] <= untilUs && (isWhole || !removed.has(new Date(start / 1000).toISOString().slice(0, 10)));
    if (!isFromSum) {
      counted.push(...parts.map((span) => ({ span, takenFrom: null })));
      continue;
    }
    addTo(days, longest[0], figures, 1);
    for (const span of whole) if (span[1] !== longest[1]) counted.push({ span, takenFrom: longest[0] });
  }
  for (const { at, ...figures } of ofSpans(store, numbers, counted.map(({ span }) => span))) {
    const part = counted[at];
    if (part === undefined) continue;
    const [day, from, until] = part.span;
    if (from >= fromUs && until <= untilUs) addTo(days, day, figures, 1);
    if (part.takenFrom !== null) addTo(days, part.takenFrom, figures, -1);
  }
  return [...days].filter(([, { requests }]) => requests > 0).map(([day, sums]) => dayOf(day, sums)).toSorted((one, other) => (one.day < other.day ? -1 : 1));
}

function ofSpans(store: Store, numbers: readonly number[], spans: readonly LocalSpan[]): readonly PartRecord[] {
  if (spans.length === 0) return [];
  return store
    .prepare<[string, string], PartRecord>(`
      SELECT span.key AS at, count(DISTINCT used.exchange_number) AS requests, coalesce(sum(used.tokens), 0) AS tokens, coalesce(sum(used.cost_micro_usd), 0) AS cost,
        count(used.cost_micro_usd) AS priced, count(DISTINCT iif(${isDefinitionSql}, used.exchange_number, NULL)) AS defined,
        count(DISTINCT iif(used.calls IS NULL, NULL, used.exchange_number)) AS answered, coalesce(sum(used.calls), 0) AS calls
      FROM json_each(?) AS span CROSS JOIN bill ON at_us >= span.value ->> 1 AND at_us < span.value ->> 2 AND is_imported = 0
        CROSS JOIN exchange_source AS used ON used.exchange_number = bill.exchange_number AND ${numbers.length > lookedUp ? '+' : ''}used.source_number IN (SELECT value FROM json_each(?))
        CROSS JOIN source ON source.number = used.source_number
      GROUP BY span.key`)
    .all(JSON.stringify(spans), JSON.stringify(numbers));
}

function addTo(days: Map<string, UseSums>, day: string, figures: UseSums, sign: 1 | -1): void {
  const sums = days.get(day) ?? { requests: 0, tokens: 0, cost: 0, priced: 0, defined: 0, answered: 0, calls: 0 };
  sums.requests += figures.requests * sign;
  sums.tokens += figures.tokens * sign;
  sums.cost += figures.cost * sign;
  sums.priced += figures.priced * sign;
  sums.defined += figures.defined * sign;
  sums.answered += figures.answered * sign;
  sums.calls += figures.calls * sign;
  days.set(day, sums);
}

function dayOf(day: string, { requests, tokens, cost, priced, defined, answered, calls }: UseSums): UseDay {
  return { day, requests, tokens, costMicroUsd: priced === 0 ? null : cost, definitions: defined === 0 ? null : defined, answered, calls: answered === 0 ? null : calls };
}
