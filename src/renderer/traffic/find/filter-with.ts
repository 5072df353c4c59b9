import type { Condition, Term } from '../../../domain/filter/filter.ts';
import { splitTerms } from '../../../domain/filter/split-terms.ts';
import { writeFilter } from '../../../domain/filter/write-filter.ts';

// A request holds many sources and says many things; of all else it has one, so that another value takes the place of the first.
const fieldsOfMany: ReadonlySet<Condition['field']> = new Set(['source', 'text']);

/**
 * The text of a filter with one more condition, as "show only these" of a menu adds it. A condition that is there already is not added again, and one on
 * the same field is replaced; `negated` leaves out what the condition holds of. The rest stays as it was written, also what cannot be read.
 */
export function filterWith(filter: string, condition: Condition, negated = false): string {
  const term: Term = { negated, ...condition };
  const added = writeFilter({ terms: [term] });
  const kept = splitTerms(filter)
    .filter((written) => negated || written.negated || fieldsOfMany.has(condition.field) || written.field?.name.toLowerCase() !== condition.field)
    .map(({ start, end }) => filter.slice(start, end));
  return kept.includes(added) ? kept.join(' ') : [...kept, added].join(' ');
}
