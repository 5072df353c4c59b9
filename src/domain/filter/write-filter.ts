import type { Filter, Term, WordTest } from './filter.ts';
import { quoted, quotedIfNeeded } from './quote.ts';
import { writeFigureTest } from './read-figure.ts';
import { writeSourceTest } from './read-source.ts';
import { isWordTerm } from './word-term.ts';

/** Text that `parseFilter` reads as the same filter. Times are written in UTC. */
export function writeFilter(filter: Filter): string {
  return filter.terms.map((term) => `${term.negated ? '-' : ''}${writeCondition(term)}`).join(' ');
}

function writeCondition(term: Term): string {
  if (term.field === 'text') return /^[\p{L}\p{N}_]+$/u.test(term.text) ? term.text : quoted(term.text);
  if (term.field === 'after' || term.field === 'before') return `${term.field}:${new Date(term.atMs).toISOString()}`;
  if (term.field === 'source') return `source:${term.anyOf.map(writeSourceTest).join(',')}`;
  if (isWordTerm(term)) return `${term.field}:${term.anyOf.map(writeWordTest).join(',')}`;
  return `${term.field}:${term.anyOf.map((test) => writeFigureTest(term.field, test)).join(',')}`;
}

function writeWordTest(test: WordTest): string {
  if (test.is !== 'word') return test.is;
  return /^(?:any|none)$/i.test(test.word) ? quoted(test.word) : quotedIfNeeded(test.word);
}
