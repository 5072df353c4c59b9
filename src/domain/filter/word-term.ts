import { isWordField } from './fields.ts';
import type { Term, WordTest } from './filter.ts';

export type WordTerm = Extract<Term, { readonly anyOf: readonly WordTest[] }>;
export type FigureTerm = Exclude<Extract<Term, { readonly anyOf: unknown }>, WordTerm | { readonly field: 'source' }>;

/** Tells the terms apart that have fields of words from those with figures. */
export function isWordTerm<Word extends WordTerm, Figure extends FigureTerm>(term: Word | Figure): term is Word {
  return isWordField(term.field);
}
