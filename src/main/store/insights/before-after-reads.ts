import type { BeforeAfterView, ComparedSpan } from '../../../contract/before-after-view.ts';
import type { MarkerView } from '../../../contract/marker-view.ts';
import { sourceGroup, sourceGroups } from '../../../domain/attribution/source.ts';
import { compareSpans, type Taken } from '../../../domain/insight/before-after.ts';
import type { Store } from '../open-store.ts';
import type { BeforeAfterQuery, StoreReads } from '../reads.ts';
import { billedSums, type SourceRecord } from '../sources/source-sums.ts';

const usDay = 86_400_000_000;
const mostOwners = 12;
const mostProjects = 50;
/** Of a project no day has sums: on either side so many of its requests are looked at, at even distances. */
const mostSampled = 4000;

interface Span {
  readonly fromUs: number;
  readonly untilUs: number;
}

type BillRow = readonly [atUs: number, session: string, turn: string | null, project: string, tokens: number, cost: number | null, exchange: number];

interface Turn {
  readonly session: string;
  first: number;
  last: number;
  tokens: number;
  cost: number | null;
}

/** What turns and requests took on either side of a marker. */
export function beforeAfterReads(store: Store): Pick<StoreReads, 'readBeforeAfter'> {
  const find = store.prepare<[number], MarkerView>('SELECT number, at_us AS atUs, label FROM marker WHERE number = ?');
  const neighbour = {
    before: store.prepare<[number], number | null>('SELECT max(at_us) FROM marker WHERE at_us < ?').pluck(),
    after: store.prepare<[number], number | null>('SELECT min(at_us) FROM marker WHERE at_us > ?').pluck(),
  };
  const read = store.transaction((query: BeforeAfterQuery): BeforeAfterView | null => {
    const marker = find.get(query.number);
    if (marker === undefined) return null;
    const { atUs } = marker;
    const earlier = neighbour.before.get(atUs) ?? null;
    const later = neighbour.after.get(atUs) ?? null;
    const before = { fromUs: Math.max(atUs - query.days * usDay, earlier ?? -Infinity), untilUs: atUs };
    const after = { fromUs: atUs, untilUs: Math.min(atUs + query.days * usDay, later ?? Infinity, Math.max(atUs, query.nowUs)) };
    // With what is beside the spans: a turn that an end cuts is in neither.
    const all = listBills(store, before.fromUs - usDay, after.untilUs + usDay);
    const bills = query.project === undefined ? all : all.filter(([, , , project]) => project === query.project);
    const turns = turnsOf(bills);
    const sideOf = (span: Span, isCut: boolean) => {
      const held = bills.filter(([at]) => at >= span.fromUs && at < span.untilUs);
      const requests = held.map(([, session, , , tokens, cost]): Taken => [tokens, cost, session]);
      const own = turns.filter(({ first, last }) => first >= span.fromUs && last < span.untilUs);
      const shown: ComparedSpan = { ...span, requests: requests.length, turns: own.length, tokens: requests.reduce((sum, [tokens]) => sum + tokens, 0), isCut };
      return { shown, turns: own.map(({ tokens, cost, session }): Taken => [tokens, cost, session]), requests, sample: query.project === undefined ? null : sampleOf(held) };
    };
    const one = sideOf(before, earlier === before.fromUs);
    const other = sideOf(after, later === after.untilUs);
    return {
      marker,
      before: one.shown,
      after: other.shown,
      acrossTurns: turns.filter(({ first, last }) => first < atUs && last >= atUs).length,
      measures: compareSpans(one, other),
      groups: groupsOf(store, one.shown, other.shown, query.project),
      owners: ownersOf(store, one, other),
      sampled: isWhole(one) && isWhole(other) ? null : { before: one.sample?.length ?? 0, after: other.sample?.length ?? 0 },
      projects: projectsOf(all, before, after),
    };
  });
  return { readBeforeAfter: (query) => read(query) };
}

/** Of all projects, in the order of time. As rows they take half the time of objects. */
function listBills(store: Store, fromUs: number, untilUs: number): readonly BillRow[] {
  return store
    .prepare<[number, number], BillRow>(`
      SELECT at_us, session_key, turn_key, coalesce(project_directory, ''), coalesce(prompt_tokens, 0), cost_micro_usd, exchange_number
      FROM bill WHERE at_us >= ? AND at_us < ? AND is_imported = 0 ORDER BY at_us`)
    .raw()
    .all(fromUs, untilUs);
}

/** The turns of these requests. What one cost is known where all of it is. */
function turnsOf(bills: readonly BillRow[]): readonly Turn[] {
  const turns: Turn[] = [];
  const sessions = new Map<string, Map<string, Turn>>();
  for (const [at, session, key, , tokens, cost] of bills) {
    if (key === null) continue;
    let ofSession = sessions.get(session);
    if (ofSession === undefined) sessions.set(session, (ofSession = new Map()));
    const turn = ofSession.get(key);
    if (turn === undefined) {
      const begun: Turn = { session, first: at, last: at, tokens, cost };
      ofSession.set(key, begun);
      turns.push(begun);
    } else {
      turn.last = at;
      turn.tokens += tokens;
      turn.cost = turn.cost === null || cost === null ? null : turn.cost + cost;
    }
  }
  return turns;
}

const ofProject = "(@project IS NULL OR coalesce(project_directory, '') = @project)";

function groupsOf(store: Store, before: ComparedSpan, after: ComparedSpan, project: string | undefined): BeforeAfterView['groups'] {
  const sums = store.prepare<[object], Readonly<Record<string, number>>>(`
    SELECT ${sourceGroups.map((group) => `coalesce(sum(${group}_tokens), 0) AS ${group}_tokens`).join(', ')}
    FROM bill WHERE at_us >= @fromUs AND at_us < @untilUs AND is_imported = 0 AND ${ofProject}`);
  const [one, other] = [before, after].map(({ fromUs, untilUs, requests }) => {
    const tokens = sums.get({ fromUs, untilUs, project: project ?? null }) ?? {};
    return (group: string) => each(tokens[`${group}_tokens`] ?? 0, requests);
  });
  return sourceGroups.map((group) => ({ group, before: one?.(group) ?? 0, after: other?.(group) ?? 0 })).filter((line) => line.before > 0 || line.after > 0);
}

interface Side {
  readonly shown: ComparedSpan;
  /** The requests whose sources are added up; null where the sums of days have them all. */
  readonly sample: readonly number[] | null;
}

function isWhole({ shown, sample }: Side): boolean {
  return sample === null || sample.length === shown.requests;
}

function sampleOf(bills: readonly BillRow[]): readonly number[] {
  const step = Math.max(1, bills.length / mostSampled);
  return Array.from({ length: Math.min(bills.length, mostSampled) }, (_, index) => bills[Math.floor(index * step)]?.[6] ?? 0);
}

function ownersOf(store: Store, before: Side, after: Side): BeforeAfterView['owners'] {
  const found = new Map<string, BeforeAfterView['owners'][number]>();
  const sources = new Map(store.prepare<[], SourceRecord>('SELECT number, key, kind, name, owner, last_seen_at_us FROM source').all().map((record) => [record.number, record]));
  for (const [side, { shown, sample }] of [['before', before], ['after', after]] as const) {
    const tokens = sample === null ? tokensOfOwners(store, sources, shown) : tokensInSample(store, sources, sample);
    for (const { owner, kind, name } of sources.values()) {
      const sum = owner === null ? undefined : tokens.get(owner);
      if (owner === null || sum === undefined) continue;
      const known = found.get(owner) ?? { key: owner, group: sourceGroup(kind), name, before: 0, after: 0 };
      found.set(owner, { ...known, [side]: each(sum, sample?.length ?? shown.requests) });
    }
  }
  return [...found.values()].filter((line) => change(line) >= 0.5).toSorted((one, other) => change(other) - change(one)).slice(0, mostOwners);
}

function tokensOfOwners(store: Store, sources: ReadonlyMap<number, SourceRecord>, { fromUs, untilUs }: Span): ReadonlyMap<string, number> {
  return new Map([...billedSums(store, sources, { fromUs, untilUs }).byOwner].map(([owner, { tokens }]) => [owner, tokens]));
}

function tokensInSample(store: Store, sources: ReadonlyMap<number, SourceRecord>, sample: readonly number[]): ReadonlyMap<string, number> {
  const texts = store
    .prepare<[string], string | null>(`
      SELECT (SELECT '[' || group_concat(source_number || ',' || tokens) || ']' FROM exchange_source WHERE exchange_number = sampled.value AND tokens > 0)
      FROM json_each(?) AS sampled`)
    .pluck()
    .all(JSON.stringify(sample));
  const tokens = new Map<string, number>();
  for (const text of texts) {
    // Numbers of sources, each with its tokens behind it.
    const uses: readonly number[] = text === null ? [] : JSON.parse(text);
    for (let at = 0; at + 1 < uses.length; at += 2) {
      const owner = sources.get(uses[at] ?? 0)?.owner ?? null;
      if (owner !== null) tokens.set(owner, (tokens.get(owner) ?? 0) + (uses[at + 1] ?? 0));
    }
  }
  return tokens;
}

function change(line: BeforeAfterView['owners'][number]): number {
  return Math.abs(line.after - line.before);
}

/** Those with the most requests. */
function projectsOf(bills: readonly BillRow[], before: Span, after: Span): BeforeAfterView['projects'] {
  const projects = new Map<string, { before: number; after: number }>();
  for (const [at, , , project] of bills) {
    if (at < before.fromUs || at >= after.untilUs) continue;
    let counts = projects.get(project);
    if (counts === undefined) projects.set(project, (counts = { before: 0, after: 0 }));
    counts[at < before.untilUs ? 'before' : 'after'] += 1;
  }
  return [...projects].map(([project, counts]) => ({ project, ...counts })).toSorted((one, other) => other.before + other.after - one.before - one.after).slice(0, mostProjects);
}

function each(tokens: number, requests: number): number {
  return requests === 0 ? 0 : tokens / requests;
}
