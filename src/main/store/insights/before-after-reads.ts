import type { BeforeAfterView, ComparedSpan } from '../../../contract/before-after-view.ts';
import type { MarkerView } from '../../../contract/marker-view.ts';
import { sourceGroups } from '../../../domain/attribution/source.ts';
import { compareSpans, type Taken } from '../../../domain/insight/before-after.ts';
import { costsBySource } from '../costs/source-cost-reads.ts';
import type { Store } from '../open-store.ts';
import type { BeforeAfterQuery, StoreReads } from '../reads.ts';

const usDay = 86_400_000_000;
const mostOwners = 12;
const mostProjects = 50;

interface Span {
  readonly fromUs: number;
  readonly untilUs: number;
}

interface BillRecord {
  readonly at_us: number;
  readonly session_key: string;
  readonly turn_key: string | null;
  readonly tokens: number;
  readonly cost: number | null;
}

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
    const bills = listBills(store, before.fromUs - usDay, after.untilUs + usDay, query.project);
    const turns = turnsOf(bills);
    const sideOf = (span: Span, isCut: boolean) => {
      const requests = bills.filter(({ at_us: at }) => at >= span.fromUs && at < span.untilUs);
      const own = turns.filter(({ first, last }) => first >= span.fromUs && last < span.untilUs);
      const shown: ComparedSpan = { ...span, requests: requests.length, turns: own.length, tokens: requests.reduce((sum, { tokens }) => sum + tokens, 0), isCut };
      return { shown, turns: own.map(({ tokens, cost, session }): Taken => [tokens, cost, session]), requests: requests.map(({ tokens, cost, session_key: session }): Taken => [tokens, cost, session]) };
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
      owners: ownersOf(store, one.shown, other.shown, query.project),
      projects: listProjects(store, before, after),
    };
  });
  return { readBeforeAfter: (query) => read(query) };
}

const ofProject = "(@project IS NULL OR coalesce(project_directory, '') = @project)";

function listBills(store: Store, fromUs: number, untilUs: number, project: string | undefined): readonly BillRecord[] {
  return store
    .prepare<[object], BillRecord>(`
      SELECT at_us, session_key, turn_key, coalesce(prompt_tokens, 0) AS tokens, cost_micro_usd AS cost
      FROM bill WHERE at_us >= @fromUs AND at_us < @untilUs AND is_imported = 0 AND ${ofProject}`)
    .all({ fromUs, untilUs, project: project ?? null });
}

/** The turns of these requests. What one cost is known where all of it is. */
function turnsOf(bills: readonly BillRecord[]): readonly Turn[] {
  const turns = new Map<string, Turn>();
  for (const { at_us: at, session_key: session, turn_key: turn, tokens, cost } of bills) {
    if (turn === null) continue;
    const key = JSON.stringify([session, turn]);
    const known = turns.get(key);
    if (known === undefined) turns.set(key, { session, first: at, last: at, tokens, cost });
    else {
      known.first = Math.min(known.first, at);
      known.last = Math.max(known.last, at);
      known.tokens += tokens;
      known.cost = known.cost === null || cost === null ? null : known.cost + cost;
    }
  }
  return [...turns.values()];
}

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

function ownersOf(store: Store, before: ComparedSpan, after: ComparedSpan, project: string | undefined): BeforeAfterView['owners'] {
  const found = new Map<string, BeforeAfterView['owners'][number]>();
  for (const [side, { fromUs, untilUs, requests }] of [['before', before], ['after', after]] as const) {
    const filter = project === undefined ? {} : { filter: { by: 'project', keys: [project], isOnly: true } as const };
    for (const { key, group, name, promptTokens } of costsBySource(store, { fromUs, untilUs, by: 'owner', limit: Infinity, ...filter }, 'owner')) {
      found.set(key, { ...(found.get(key) ?? { key, group, name, before: 0, after: 0 }), [side]: each(promptTokens, requests) });
    }
  }
  return [...found.values()].filter((line) => change(line) >= 0.5).toSorted((one, other) => change(other) - change(one)).slice(0, mostOwners);
}

function change(line: BeforeAfterView['owners'][number]): number {
  return Math.abs(line.after - line.before);
}

function listProjects(store: Store, before: Span, after: Span): BeforeAfterView['projects'] {
  return store
    .prepare<[object], BeforeAfterView['projects'][number]>(`
      SELECT coalesce(project_directory, '') AS project, count(*) FILTER (WHERE at_us < @atUs) AS before, count(*) FILTER (WHERE at_us >= @atUs) AS after
      FROM bill WHERE at_us >= @fromUs AND at_us < @untilUs AND is_imported = 0 GROUP BY 1 ORDER BY count(*) DESC LIMIT ${mostProjects}`)
    .all({ fromUs: before.fromUs, atUs: before.untilUs, untilUs: after.untilUs });
}

function each(tokens: number, requests: number): number {
  return requests === 0 ? 0 : tokens / requests;
}
