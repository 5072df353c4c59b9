import type { Filter, Term } from '../../../domain/filter/filter.ts';
import type { ExchangeSet } from '../content/exchange-set.ts';
import { beyond, combineSets, type FoundSet, type SetFinder } from './filter-sets.ts';
import { filterConditions, type ConditionTerm } from './filter-sql.ts';
import type { Store } from '../open-store.ts';
import type { RowQuery } from '../reads.ts';
import { sourcesCalled } from '../sources/source-words.ts';
import { SqlParameters } from './sql-parameters.ts';

/** What a query asks of the rows, and where they are best read from. */
export interface RowSelection {
  readonly parameters: SqlParameters;
  readonly conditions: readonly string[];
  /** What is gone through in the order of time, until a page is full. */
  readonly byTime: string;
  /** What all is read from, to count. */
  readonly whole: string;
  /** The same with what rows can be ordered by. */
  readonly toSort: string;
  /** How many there are, where that is known without counting; 0: nothing needs to be read. */
  readonly total: number | null;
}

/** So many exchanges are looked up by their numbers; of more, all are gone through. */
const lookedUpNumbers = 10_000;
const mostSessions = 1000;

export function rowSelector(store: Store, findSet: SetFinder): (query: RowQuery) => RowSelection {
  const findSessions = store
    .prepare<[string, string, number], string>('SELECT DISTINCT session_key FROM exchange INDEXED BY exchange_by_session WHERE session_key >= ? AND session_key < ? LIMIT ?')
    .pluck();

  /** A session is meant by its id, or by the beginning of an id that is a UUID. */
  const sessionKeys = (words: readonly string[]): readonly string[] =>
    words.flatMap((word) => (/^[0-9a-f-]{4,35}$/i.test(word) ? findSessions.all(word.toLowerCase(), beyond(word.toLowerCase()), mostSessions) : [word]));

  return (query) => {
    const parameters = new SqlParameters();
    const { sets, sessions, columns } = partsOf(query, findSet);
    const ofSessions = sessions.map(({ negated, words }) => ({ negated, keys: sessionKeys(words) }));
    if (query.sessionId !== undefined) ofSessions.push({ negated: false, keys: [query.sessionId] });
    if (ofSessions.some(({ negated, keys }) => !negated && keys.length === 0)) return { parameters, conditions: [], ...readFrom(byTime), total: 0 };
    const isInSession = ofSessions.some(({ negated }) => !negated);
    const isOutOfSession = ofSessions.some(({ negated }) => negated);
    const conditions = ofSessions.map(({ negated, keys }) => `session_key ${negated ? 'NOT ' : ''}IN (${keys.map((key) => parameters.add(key)).join(', ')})`);
    const { conditions: ofColumns, areFacts } = filterConditions(columns, parameters);
    conditions.push(...ofColumns);
    if (query.fromUs !== undefined) conditions.push(`request_started_at_us >= ${parameters.add(query.fromUs)}`);
    if (query.untilUs !== undefined) conditions.push(`request_started_at_us < ${parameters.add(query.untilUs)}`);

    const { within, without } = combineSets(sets);
    const areAllInSet = conditions.length === 0 && without === null && query.ids === undefined;
    // An octet of a long value is found at once.
    if (without !== null) conditions.push(`substr(${parameters.add(without.toOctets())}, number + 1, 1) IS NOT x'01'`);
    if (query.ids !== undefined) {
      if (within !== null) conditions.push(isIn(within, parameters));
      const from = `(SELECT value AS wanted FROM json_each(${parameters.add(JSON.stringify(query.ids))})) CROSS JOIN exchange ON id = wanted`;
      return { parameters, conditions, ...readFrom(from), total: null };
    }
    if (within !== null && within.size <= lookedUpNumbers) {
      const from = `(SELECT value AS found FROM json_each(${parameters.add(JSON.stringify([...within]))})) CROSS JOIN exchange ON number = found`;
      return { parameters, conditions, ...readFrom(from), total: areAllInSet || within.size === 0 ? within.size : null };
    }
    if (within !== null) conditions.push(isIn(within, parameters));
    const total = areAllInSet && within !== null ? within.size : null;
    const areOfTime = columns.every(({ field }) => field === 'after' || field === 'before');
    return { parameters, conditions, ...placesOf({ isInSession, isOutOfSession, areOfTime, areFacts }), total };
  };
}

const byTime = 'exchange INDEXED BY exchange_by_time';
const bySession = 'exchange INDEXED BY exchange_by_session';
const facts = 'exchange INDEXED BY exchange_facts';
/** By the index of time each row would be looked up on its own. */
const table = 'exchange NOT INDEXED';

function isIn(set: ExchangeSet, parameters: SqlParameters): string {
  return `substr(${parameters.add(set.toOctets())}, number + 1, 1) = x'01'`;
}

type Places = Pick<RowSelection, 'byTime' | 'whole' | 'toSort'>;

function readFrom(place: string): Places {
  return { byTime: place, whole: place, toSort: place };
}

interface Asked {
  readonly isInSession: boolean;
  readonly isOutOfSession: boolean;
  /** Of the columns that are asked for: whether it is time alone, and whether `exchange_facts` has them. */
  readonly areOfTime: boolean;
  readonly areFacts: boolean;
}

function placesOf({ isInSession, isOutOfSession, areOfTime, areFacts }: Asked): Places {
  if (isInSession) return readFrom(bySession);
  // That index has the times too.
  if (isOutOfSession && areOfTime) return { byTime, whole: bySession, toSort: table };
  if (isOutOfSession || !areFacts) return { byTime, whole: table, toSort: table };
  return areOfTime ? { byTime, whole: byTime, toSort: facts } : readFrom(facts);
}

interface QueryParts {
  readonly sets: readonly FoundSet[];
  readonly sessions: readonly { readonly negated: boolean; readonly words: readonly string[] }[];
  readonly columns: readonly ConditionTerm[];
}

function partsOf({ filter, contextSource }: RowQuery, findSet: SetFinder): QueryParts {
  const sets: FoundSet[] = [];
  const sessions: { readonly negated: boolean; readonly words: readonly string[] }[] = [];
  const columns: ConditionTerm[] = [];
  for (const term of [...sourceTerms(contextSource), ...(filter?.terms ?? [])]) {
    const found = findSet(term);
    if (found !== null) sets.push(found);
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
