import type { SourceKind } from '../attribution/source.ts';
import type { FigureField, WordField } from './fields.ts';

/** Which exchanges are looked for: those that all terms hold of. Plain data, so that it can be stored and sent. */
export interface Filter {
  readonly terms: readonly Term[];
}

/** A condition on one field; with `negated`, the exchanges that it does not hold of, those without a value in the field among them. */
export type Term = { readonly negated: boolean } & Condition;

export type Condition =
  /** In the texts of the request or the response. */
  | { readonly field: 'text'; readonly text: string }
  | { readonly field: 'after'; readonly atMs: number }
  | { readonly field: 'before'; readonly atMs: number }
  | { readonly field: WordField; readonly anyOf: readonly WordTest[] }
  | { readonly field: FigureField; readonly anyOf: readonly FigureTest[] }
  | { readonly field: 'source'; readonly anyOf: readonly SourceTest[] };

/** Whether there is a value at all, or what it is. */
type Presence = { readonly is: 'any' } | { readonly is: 'none' };

export type WordTest = Presence | { readonly is: 'word'; readonly word: string };

/** In whole base units: tokens, micro-dollars, microseconds, bytes. Both ends of a range are in it. */
export type FigureTest =
  | Presence
  | { readonly is: Comparison; readonly value: number }
  | { readonly is: 'range'; readonly from: number; readonly to: number };
export type Comparison = '=' | '>' | '>=' | '<' | '<=';

/** What the prompt holds; a name of null is any name. */
export type SourceTest =
  | { readonly is: 'mcp'; readonly server: string | null; readonly tool: string | null }
  | { readonly is: 'skill' | 'memory' | 'tool'; readonly name: string | null }
  | { readonly is: 'kind'; readonly kind: SourceKind; readonly name: string | null }
  /** Whatever has this name, of whatever kind. */
  | { readonly is: 'name'; readonly name: string };

/** Something in a filter's text that cannot be read. `start` and `end` are its place in the text, in UTF-16 units. */
export interface FilterMistake {
  readonly start: number;
  readonly end: number;
  readonly found: string;
  /** Follows on "… was expected": "a number as 429, 4xx or >=400". */
  readonly expected: string;
  /** A whole sentence. */
  readonly message: string;
  /** What may have been meant: names of fields, or values. */
  readonly nearest: readonly string[];
}

export type FilterParse =
  | { readonly parsed: true; readonly filter: Filter }
  | { readonly parsed: false; readonly mistakes: readonly FilterMistake[] };

/** The time, as the domain has none: now, and when a moment of the machine's time zone is. Months are counted from 1. */
export interface FilterClock {
  readonly nowMs: number;
  readonly localMs: (year: number, month: number, day: number, hour: number, minute: number, second: number, millisecond: number) => number;
}
