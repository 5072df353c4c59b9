import type { Term } from '../../../domain/filter/filter.ts';
import { ExchangeSet } from '../content/exchange-set.ts';
import type { TextSearch } from '../content/text-search.ts';
import { figureCondition } from './filter-sql.ts';
import type { Store } from '../open-store.ts';
import { sourceFinder } from '../sources/source-words.ts';
import { SqlParameters, type SqlValues } from './sql-parameters.ts';

/** Finds the exchanges of terms that no column answers; null for a term that is a condition on a row. */
export type SetFinder = (term: Term) => FoundSet | null;

/** Exchanges that are asked for; with `negated`, all others are. */
export interface FoundSet {
  readonly negated: boolean;
  readonly set: ExchangeSet;
}

/** What the exchanges of a filter are in, and what they are not in; null where nothing says so. */
export interface FilterSets {
  readonly within: ExchangeSet | null;
  readonly without: ExchangeSet | null;
}

export function setFinder(store: Store, texts: Pick<TextSearch, 'exchangesSaying'>): SetFinder {
  const { exchangesHolding } = sourceFinder(store);
  const byIds = store.prepare<[string, string], number>('SELECT number FROM exchange WHERE id >= ? AND id < ?').pluck();
  const rated = (where: string, { values }: SqlParameters): ExchangeSet =>
    setOf(store.prepare<[SqlValues], number>(`
      SELECT exchange_number FROM rating WHERE ${where}
      UNION ALL SELECT exchange_number FROM rated_exchange JOIN rated USING (key) WHERE scope <> 'request' AND (${where})`).pluck().all(values));
  return (term) => {
    const { negated } = term;
    switch (term.field) {
      case 'source':
        return { negated, set: exchangesHolding(term.anyOf) };
      case 'text':
        return { negated, set: texts.exchangesSaying(term.text) };
      case 'id':
        return { negated, set: setOf(term.anyOf.flatMap((test) => (test.is === 'word' ? byIds.all(test.word, beyond(test.word)) : []))) };
      case 'rated': {
        const parameters = new SqlParameters();
        const condition = figureCondition('stars', term.anyOf, parameters);
        // Most have no stars: those that are asked for are then all but some of those that have.
        const isForNone = term.anyOf.some(({ is }) => is === 'none');
        return { negated: negated !== isForNone, set: rated(isForNone ? `NOT (${condition})` : condition, parameters) };
      }
      default:
        return null;
    }
  };
}

/** All that the sets say together. */
export function combineSets(found: readonly FoundSet[]): FilterSets {
  const wanted = found.filter(({ negated }) => !negated).map(({ set }) => set);
  const unwanted = found.filter(({ negated }) => negated).map(({ set }) => set);
  return {
    within: wanted.length === 0 ? null : wanted.reduce((all, set) => all.intersection(set)),
    without: unwanted.length === 0 ? null : unwanted.reduce((all, set) => all.union(set)),
  };
}

/** The first text after all that begin so. */
export function beyond(beginning: string): string {
  return `${beginning}\u{10FFFF}`;
}

function setOf(numbers: readonly number[]): ExchangeSet {
  const set = new ExchangeSet();
  for (const number of numbers) set.add(number);
  return set;
}
