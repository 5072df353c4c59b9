import { requestClasses } from '../anthropic/request.ts';
import { auxiliaryPurposes } from '../thread/auxiliary-purpose.ts';

/** What figures are written in: the units a number may carry, with how many base units each is; the first is meant where none is written. */
const units = {
  tokens: { '': 1, k: 1e3, m: 1e6 },
  dollars: { $: 1e6 },
  time: { s: 1e6, us: 1, ms: 1e3, m: 60e6, min: 60e6, h: 3600e6 },
  bytes: { '': 1, b: 1, k: 1e3, kb: 1e3, m: 1e6, mb: 1e6, g: 1e9, gb: 1e9 },
  plain: { '': 1 },
} as const satisfies Record<string, Readonly<Record<string, number>>>;

export type FigureUnit = keyof typeof units;

export function unitsOf(unit: FigureUnit): Readonly<Record<string, number>> {
  return units[unit];
}

/** Fields with words: of a closed list (`choices`), or free. `lacks`: exchanges may have none, so `any` and `none` can be asked for. */
const wordFields = {
  id: { what: 'the id of a request, or its beginning', lacks: false },
  type: { what: 'why Claude Code sent it', lacks: false, choices: [...new Set([...requestClasses, ...auxiliaryPurposes])] },
  session: { what: 'the id of a session, or its beginning', lacks: false },
  thread: { what: 'a thread of a session: main, or the key of a subagent', lacks: true },
  agent: { what: "main, or a subagent's name", lacks: false },
  model: { what: "a part of the model's name", lacks: true },
  state: { what: 'how far it came', lacks: false, choices: ['open', 'complete', 'interrupted', 'failed', 'uncaptured'] },
  error: { what: 'the code of what went wrong', lacks: true },
  host: { what: "a part of the server's name", lacks: false },
  path: { what: 'a part of the path', lacks: false },
  method: { what: 'the HTTP method', lacks: false },
  project: { what: "a part of the project's directory", lacks: true },
  billing: { what: 'who pays', lacks: true, choices: ['subscription', 'api-key'] },
  cache: { what: 'what became of the cache', lacks: true, choices: ['no-cache-expected', 'read-as-expected', 'partial', 'miss'] },
  pinned: { what: 'whether it is pinned', lacks: false, choices: ['yes', 'no'] },
  imported: { what: 'whether it came from a file', lacks: false, choices: ['yes', 'no'] },
  content: { what: 'whether its bodies are still here', lacks: false, choices: ['kept', 'removed'] },
  is: { what: 'a request that repeats another', lacks: false, choices: ['retry'] },
} as const satisfies Record<string, WordFieldRow>;

interface WordFieldRow {
  readonly what: string;
  readonly lacks: boolean;
  readonly choices?: readonly string[];
}

/** Fields with figures. */
const figureFields = {
  status: { what: 'the status of the response', unit: 'plain', expected: 'a number as 429, 4xx or >=400', examples: ['200', '4xx', '5xx', '>=400', 'none'] },
  turn: { what: 'the number of the turn in its thread', unit: 'plain', expected: 'a number as 3, >10 or 2..5', examples: ['1', '>10'] },
  tokens: { what: 'tokens of the prompt', unit: 'tokens', expected: 'a number of tokens as 500, >50k or 10k..50k', examples: ['>50k', '10k..50k', '>=1m', 'none'] },
  output: { what: 'tokens of the response', unit: 'tokens', expected: 'a number of tokens as 500, >2k or 1k..5k', examples: ['>2k', '1k..5k', 'none'] },
  cost: { what: 'the price in dollars', unit: 'dollars', expected: 'dollars as 0.25, >0.50 or $1..$2', examples: ['>0.50', '0.10..1', 'none'] },
  duration: { what: 'from the first byte to the last', unit: 'time', expected: 'a time as 800ms, >2s or 1m..5m', examples: ['>10s', '>1m', '<500ms', 'none'] },
  'first-token': { what: 'until the response began', unit: 'time', expected: 'a time as 800ms, >2s or 1s..5s', examples: ['>2s', '<500ms', 'none'] },
  size: { what: 'bytes of the request and the response', unit: 'bytes', expected: 'a size as 500, >100kb or 1mb..5mb', examples: ['>1mb', '100kb..1mb'] },
  rated: { what: 'its stars', unit: 'plain', expected: 'a number of stars as 5, <=2, any or none', examples: ['any', 'none', '<=2', '5'] },
} as const satisfies Record<string, FigureFieldRow>;

interface FigureFieldRow {
  readonly what: string;
  readonly unit: FigureUnit;
  readonly expected: string;
  readonly examples: readonly string[];
}

const otherFields = {
  source: { what: 'what the prompt holds' },
  after: { what: 'sent at that time or later' },
  before: { what: 'sent earlier than that' },
  text: { what: 'words of the request or the response' },
} as const;

export type WordField = keyof typeof wordFields;
export type FigureField = keyof typeof figureFields;
export type FilterField = WordField | FigureField | keyof typeof otherFields;

export function isWordField(name: string): name is WordField {
  return Object.hasOwn(wordFields, name);
}

export function isFigureField(name: string): name is FigureField {
  return Object.hasOwn(figureFields, name);
}

export function isFilterField(name: string): name is FilterField {
  return isWordField(name) || isFigureField(name) || Object.hasOwn(otherFields, name);
}

export function wordField(name: WordField): WordFieldRow {
  return wordFields[name];
}

export function figureField(name: FigureField): FigureFieldRow {
  return figureFields[name];
}

/** Every field with what it says, in the order that they are offered in. */
export const filterFields: readonly { readonly name: string; readonly what: string }[] = Object.entries({ ...wordFields, ...figureFields, ...otherFields }).map(
  ([name, { what }]) => ({ name, what }),
);
