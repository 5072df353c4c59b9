import type { Term } from '../../domain/filter/filter.ts';
import { ExchangeSet } from './content/exchange-set.ts';
import type { TextSearch } from './content/text-search.ts';
import { figureCondition } from './filter-sql.ts';
import type { Store } from './open-store.ts';
import { sourceFinder } from './source-words.ts';
import { SqlParameters } from './sql-parameters.ts';

/** Finds the exchanges of terms that no column answers; null for a term that is a condition on a row. */
export type SetFinder = (term: Term) => ExchangeSet | null;

/** What the exchanges of a filter are in, and what they are not in; null where nothing says so. */
export interface FilterSets {
  readonly within: ExchangeSet | null;
  readonly without: ExchangeSet | null;
}

export function setFinder(store: Store, texts: Pick<TextSearch, 'exchangesSaying'>): SetFinder {
  const { exchangesHolding } = sourceFinder(store);
  const byIds = store.prepare<[string, string], number>('SELECT number FROM exchange WHERE id >= ? AND id < ?').pluck();
  return (term) => {
    switch (term.field) {
      case 'source':
        return exchangesHolding(term.anyOf);
      case 'text':
        return texts.exchangesSaying(term.text);
      case 'id':
        return setOf(term.anyOf.flatMap((test) => (test.is === 'word' ? byIds.all(test.word, beyond(test.word)) : [])));
      case 'rated': {
        // Few are: those that are not are a condition.
        if (term.anyOf.some(({ is }) => is === 'none')) return null;
        const parameters = new SqlParameters();
        const sql = `SELECT exchange_number FROM rating WHERE ${figureCondition('stars', term.anyOf, parameters)}`;
        return setOf(store.prepare<[typeof parameters.values], number>(sql).pluck().all(parameters.values));
      }
      default:
        return null;
    }
  };
}

/** All that the sets say together. */
export function combineSets(found: readonly { readonly negated: boolean; readonly set: ExchangeSet }[]): FilterSets {
  const wanted = found.filter(({ negated }) => !negated).map(({ set }) => set);
  const unwanted = found.filter(({ negated }) => negated).map(({ set }) => set);
  return {
    within: wanted.length === 0 ? null : wanted.reduce((all, set) => setOf([...all].filter((number) => set.has(number)))),
    without: unwanted.length === 0 ? null : setOf(unwanted.flatMap((set) => [...set])),
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
