import type { Filter, Term, WordTest } from './filter.ts';
import { isWordField } from './fields.ts';
import { quoted, quotedIfNeeded } from './quote.ts';
import { writeFigureTest } from './read-figure.ts';
import { writeSourceTest } from './read-source.ts';

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

export type WordTerm = Extract<Term, { readonly anyOf: readonly WordTest[] }>;
export type FigureTerm = Exclude<Extract<Term, { readonly anyOf: unknown }>, WordTerm | { readonly field: 'source' }>;

/** Tells the terms apart that have fields of words from those with figures. */
export function isWordTerm(term: WordTerm | FigureTerm): term is WordTerm {
  return isWordField(term.field);
}

function writeWordTest(test: WordTest): string {
  if (test.is !== 'word') return test.is;
  return /^(?:any|none)$/i.test(test.word) ? quoted(test.word) : quotedIfNeeded(test.word);
}
