import type { SourceRange } from '../../../contract/source-view.ts';
import { isDefinition } from '../../../domain/attribution/definitions.ts';
import type { SourceKind } from '../../../domain/attribution/source.ts';
import { dayOf, startOfDay } from '../costs/cost-sums.ts';
import { removedDays } from '../costs/removed-costs.ts';
import type { Store } from '../open-store.ts';

/** A row of `source`, with its kind as the analyst wrote it. */
export interface SourceRecord {
  readonly number: number;
  readonly key: string;
  readonly kind: SourceKind;
  readonly name: string | null;
  readonly owner: string | null;
  readonly last_seen_at_us: number | null;
}

/** What requests had of a source, or of all of an owner's; how many of the prices are known, and of how many of the definitions the calls. */
export interface UseSums {
  requests: number;
  tokens: number;
  cost: number;
  priced: number;
  defined: number;
  answered: number;
  calls: number;
}

export interface SourceSums {
  readonly bySource: ReadonlyMap<number, UseSums>;
  readonly byOwner: ReadonlyMap<string, UseSums>;
}

/** Of more sources than these, the rows of a request are read through, and not looked up one by one. */
export const lookedUp = 16;

/** A source of a request with its tokens, cost and calls: null for what is not known. */
type HeldFigures = readonly [source: number, tokens: number | null, cost: number | null, calls: number | null];

/** SQL: all the sources of a request as one text. A row for each takes three times as long to come over from the database. */
const heldText = "'[' || group_concat('[' || source_number || ',' || coalesce(tokens, 'null') || ',' || coalesce(cost_micro_usd, 'null') || ',' || coalesce(calls, 'null') || ']') || ']'";

/**
 * What the requests of a range that have a bill had of each source and owner. Days of UTC come from their sums. Of a day that an end of the range
 * cuts, the shorter part is added up from its requests: it is added to the other days, or taken from the day as a whole.
 */
export function billedSums(store: Store, sources: ReadonlyMap<number, SourceRecord>, range: SourceRange): SourceSums {
  const { fromDay, untilDay, parts } = daysAndParts(store, range);
  const adding = new Adding(sources);
  const days = store
    .prepare<[number, number], readonly [grouped: string, ...figures: number[]]>(`
      SELECT grouped, sum(exchanges), sum(tokens), sum(cost_micro_usd), sum(priced), sum(defined), sum(answered), sum(calls)
      FROM cost_day WHERE day >= ? AND day < ? GROUP BY grouped`)
    .raw();
  for (const [grouped, requests = 0, tokens = 0, cost = 0, priced = 0, defined = 0, answered = 0, calls = 0] of days.all(fromDay, untilDay)) {
    adding.addDays(grouped, { requests, tokens, cost, priced, defined, answered, calls });
  }
  const listHeld = store
    .prepare<[number, number], string | null>(`
      SELECT (SELECT ${heldText} FROM exchange_source AS used WHERE used.exchange_number = bill.exchange_number)
      FROM bill WHERE at_us >= ? AND at_us < ? AND is_imported = 0`)
    .pluck();
  for (const { fromUs, untilUs, sign } of parts) for (const text of listHeld.all(fromUs, untilUs)) adding.addRequest(text, sign);
  return adding.sums();
}

/** The same of these sources in the requests of a range that have no bill. */
export function unbilledSums(store: Store, sources: ReadonlyMap<number, SourceRecord>, { fromUs, untilUs }: SourceRange): SourceSums {
  const adding = new Adding(sources);
  if (sources.size > 0) {
    const list = store
      .prepare<[string, number, number], string | null>(`
        SELECT (SELECT ${heldText} FROM (SELECT source_number, tokens, NULL AS cost_micro_usd, NULL AS calls FROM exchange_source AS used
          WHERE used.exchange_number = exchange.number AND ${sources.size > lookedUp ? '+' : ''}used.source_number IN (SELECT value FROM json_each(?))))
        FROM exchange INDEXED BY exchange_in_no_sum
        WHERE is_summed = 0 AND is_prompt = 1 AND import_number IS NULL AND has_usage = 0 AND request_started_at_us >= ? AND request_started_at_us < ?`)
      .pluck();
    for (const text of list.all(JSON.stringify([...sources.keys()]), fromUs ?? 0, untilUs ?? Number.MAX_SAFE_INTEGER)) adding.addRequest(text, 1);
  }
  return adding.sums();
}

interface Part {
  readonly fromUs: number;
  readonly untilUs: number;
  readonly sign: 1 | -1;
}

/** The whole days that a range is added up from, and the parts of days that are added to them or taken away. */
function daysAndParts(store: Store, { fromUs, untilUs }: SourceRange): { readonly fromDay: number; readonly untilDay: number; readonly parts: readonly Part[] } {
  const parts: Part[] = [];
  let fromDay = fromUs === undefined ? Number.MIN_SAFE_INTEGER : dayOf(fromUs - 1) + 1;
  let untilDay = untilUs === undefined ? Number.MAX_SAFE_INTEGER : dayOf(untilUs);
  // Both ends are in one day.
  if (fromUs !== undefined && untilUs !== undefined && untilDay < fromDay) return { fromDay, untilDay, parts: fromUs < untilUs ? [{ fromUs, untilUs, sign: 1 }] : [] };
  // The sums of a day hold removed requests too: its parts have only what still has its row.
  const removed = new Set(removedDays(store, {}).map(({ date }) => Date.parse(date) * 1000));
  if (fromUs !== undefined && fromUs < startOfDay(fromDay)) {
    const day = startOfDay(fromDay - 1);
    if (startOfDay(fromDay) - fromUs <= fromUs - day || removed.has(day)) parts.push({ fromUs, untilUs: startOfDay(fromDay), sign: 1 });
    else {
      fromDay -= 1;
      parts.push({ fromUs: day, untilUs: fromUs, sign: -1 });
    }
  }
  if (untilUs !== undefined && startOfDay(untilDay) < untilUs) {
    const day = startOfDay(untilDay);
    if (untilUs - day <= startOfDay(untilDay + 1) - untilUs || removed.has(day)) parts.push({ fromUs: day, untilUs, sign: 1 });
    else {
      untilDay += 1;
      parts.push({ fromUs: untilUs, untilUs: startOfDay(untilDay), sign: -1 });
    }
  }
  return { fromDay, untilDay, parts };
}

interface OwnerSums extends UseSums {
  /** The request that is being added, and whether it counts as one that held a definition, and one whose calls are known. */
  exchange: number;
  isDefined: boolean;
  isAnswered: boolean;
}

/** Sums of sources and owners in the making. The rows of a request are added one after the other. */
class Adding {
  readonly #sources: ReadonlyMap<number, SourceRecord & { readonly isDefinition: boolean }>;
  readonly #bySource = new Map<number, UseSums>();
  readonly #byOwner = new Map<string, OwnerSums>();
  #requests = 0;

  constructor(sources: ReadonlyMap<number, SourceRecord>) {
    this.#sources = new Map([...sources].map(([number, record]) => [number, { ...record, isDefinition: record.name !== null && isDefinition(record.kind, record.name) }]));
  }

  addDays(grouped: string, figures: UseSums): void {
    if (grouped.startsWith('s:')) this.#bySource.set(Number(grouped.slice(2)), figures);
    else this.#byOwner.set(grouped.slice(2), { ...figures, ...notAdding });
  }

  /** What a request held, as SQL made a text of it; null for nothing. */
  addRequest(text: string | null, sign: 1 | -1): void {
    if (text === null) return;
    this.#requests += 1;
    const all: readonly HeldFigures[] = JSON.parse(text);
    for (const figures of all) this.#addHeld(this.#requests, figures, sign);
  }

  #addHeld(exchange: number, [number, tokens, cost, calls]: HeldFigures, sign: 1 | -1): void {
    const record = this.#sources.get(number);
    if (record === undefined) return;
    let sums = this.#bySource.get(number);
    if (sums === undefined) this.#bySource.set(number, (sums = { ...none }));
    let owner = this.#byOwner.get(record.owner ?? '');
    if (owner === undefined) this.#byOwner.set(record.owner ?? '', (owner = { ...none, ...notAdding }));
    if (owner.exchange !== exchange) {
      owner.exchange = exchange;
      owner.isDefined = false;
      owner.isAnswered = false;
      owner.requests += sign;
    }
    if (record.isDefinition && !owner.isDefined) {
      owner.isDefined = true;
      owner.defined += sign;
    }
    if (calls !== null && !owner.isAnswered) {
      owner.isAnswered = true;
      owner.answered += sign;
    }
    sums.requests += sign;
    if (record.isDefinition) sums.defined += sign;
    if (calls !== null) sums.answered += sign;
    for (const each of [sums, owner]) {
      each.tokens += (tokens ?? 0) * sign;
      each.cost += (cost ?? 0) * sign;
      if (cost !== null) each.priced += sign;
      each.calls += (calls ?? 0) * sign;
    }
  }

  sums(): SourceSums {
    return { bySource: held(this.#bySource), byOwner: held(this.#byOwner) };
  }
}

function held<Key>(sums: ReadonlyMap<Key, UseSums>): ReadonlyMap<Key, UseSums> {
  return new Map([...sums].filter(([, { requests }]) => requests > 0));
}

const none: UseSums = { requests: 0, tokens: 0, cost: 0, priced: 0, defined: 0, answered: 0, calls: 0 };
const notAdding = { exchange: -1, isDefined: false, isAnswered: false };
