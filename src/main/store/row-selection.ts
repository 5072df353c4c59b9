import type { Filter, Term } from '../../domain/filter/filter.ts';
import type { ExchangeSet } from './content/exchange-set.ts';
import { beyond, combineSets, type SetFinder } from './filter-sets.ts';
import { filterConditions, type ConditionTerm } from './filter-sql.ts';
import type { Store } from './open-store.ts';
import type { RowQuery } from './reads.ts';
import { sourcesCalled } from './source-words.ts';
import { SqlParameters } from './sql-parameters.ts';

/** What a query asks of the rows, and where they are best read from. */
export interface RowSelection {
  readonly parameters: SqlParameters;
  readonly conditions: readonly string[];
  /** What pages are read from, in the order of time. */
  readonly from: string;
  /** What is read to count, or to order by something else. */
  readonly whole: string;
  /** How many there are, where that is known without counting; 0: nothing needs to be read. */
  readonly total: number | null;
}

/** So many exchanges are looked up by their numbers; of more, all are gone through. */
const lookedUpNumbers = 10_000;
const mostSessions = 1000;

/** `needsFacts`: rows are ordered by what `exchange_facts` has. */
export function rowSelector(store: Store, findSet: SetFinder): (query: RowQuery, needsFacts: boolean) => RowSelection {
  const findSessions = store
    .prepare<[string, string, number], string>('SELECT DISTINCT session_key FROM exchange INDEXED BY exchange_by_session WHERE session_key >= ? AND session_key < ? LIMIT ?')
    .pluck();

  /** A session is meant by its id, or by the beginning of an id that is a UUID. */
  const sessionKeys = (words: readonly string[]): readonly string[] =>
    words.flatMap((word) => (/^[0-9a-f-]{4,35}$/i.test(word) ? findSessions.all(word.toLowerCase(), beyond(word.toLowerCase()), mostSessions) : [word]));

  return (query, needsFacts) => {
    const parameters = new SqlParameters();
    const { sets, sessions, columns } = partsOf(query, findSet);
    const ofSessions = sessions.map(({ negated, words }) => ({ negated, keys: sessionKeys(words) }));
    if (query.sessionId !== undefined) ofSessions.push({ negated: false, keys: [query.sessionId] });
    if (ofSessions.some(({ negated, keys }) => !negated && keys.length === 0)) return { parameters, conditions: [], from: byTime, whole: byTime, total: 0 };
    const isInSession = ofSessions.some(({ negated }) => !negated);
    const isOutOfSession = ofSessions.some(({ negated }) => negated);
    const conditions = ofSessions.map(({ negated, keys }) => `session_key ${negated ? 'NOT ' : ''}IN (${keys.map((key) => parameters.add(key)).join(', ')})`);
    const { conditions: ofColumns, areFacts } = filterConditions(columns, parameters);
    conditions.push(...ofColumns);
    if (query.fromUs !== undefined) conditions.push(`request_started_at_us >= ${parameters.add(query.fromUs)}`);
    if (query.untilUs !== undefined) conditions.push(`request_started_at_us < ${parameters.add(query.untilUs)}`);

    const { within, without } = combineSets(sets);
    const areAllInSet = conditions.length === 0 && without === null;
    if (without !== null) conditions.push(`substr(${parameters.add(octetsOf(without))}, number + 1, 1) IS NOT x'01'`);
    if (within !== null && within.size <= lookedUpNumbers) {
      const from = `(SELECT value AS found FROM json_each(${parameters.add(JSON.stringify([...within]))})) CROSS JOIN exchange ON number = found`;
      return { parameters, conditions, from, whole: from, total: areAllInSet || within.size === 0 ? within.size : null };
    }
    if (within !== null) conditions.push(`substr(${parameters.add(octetsOf(within))}, number + 1, 1) = x'01'`);
    const total = areAllInSet && within !== null ? within.size : null;
    if (isInSession) return { parameters, conditions, from: bySession, whole: bySession, total };
    const areOfTime = columns.every(({ field }) => field === 'after' || field === 'before') && !isOutOfSession;
    if (areOfTime) return { parameters, conditions, from: byTime, whole: needsFacts ? facts : byTime, total };
    if (areFacts && !isOutOfSession) return { parameters, conditions, from: facts, whole: facts, total };
    // By the index of time each row would be looked up on its own.
    return { parameters, conditions, from: byTime, whole: 'exchange NOT INDEXED', total };
  };
}

const byTime = 'exchange INDEXED BY exchange_by_time';
const bySession = 'exchange INDEXED BY exchange_by_session';
const facts = 'exchange INDEXED BY exchange_facts';

interface QueryParts {
  readonly sets: readonly { readonly negated: boolean; readonly set: ExchangeSet }[];
  readonly sessions: readonly { readonly negated: boolean; readonly words: readonly string[] }[];
  readonly columns: readonly ConditionTerm[];
}

function partsOf({ filter, contextSource }: RowQuery, findSet: SetFinder): QueryParts {
  const sets: { readonly negated: boolean; readonly set: ExchangeSet }[] = [];
  const sessions: { readonly negated: boolean; readonly words: readonly string[] }[] = [];
  const columns: ConditionTerm[] = [];
  for (const term of [...sourceTerms(contextSource), ...(filter?.terms ?? [])]) {
    const set = findSet(term);
    if (set !== null) sets.push({ negated: term.negated, set });
    else if (term.field === 'session') sessions.push({ negated: term.negated, words: term.anyOf.flatMap((test) => (test.is === 'word' ? [test.word] : [])) });
    else if (isConditionTerm(term)) columns.push(term);
  }
  return { sets, sessions, columns };
}

function sourceTerms(contextSource: string | undefined): Filter['terms'] {
  return contextSource === undefined ? [] : [{ negated: false, field: 'source', anyOf: sourcesCalled(contextSource) }];
}

function isConditionTerm(term: Term): term is ConditionTerm {
  return term.field !== 'source' && term.field !== 'text' && term.field !== 'id' && term.field !== 'session';
}

/** An octet for each exchange number, 1 for those in the set: SQLite finds one in no time, whatever the length. */
function octetsOf(set: ExchangeSet): Uint8Array {
  const octets: number[] = [];
  for (const number of set) {
    while (octets.length < number) octets.push(0);
    octets.push(1);
  }
  return Uint8Array.from(octets.length === 0 ? [0] : octets);
}
