import type { FigureField, WordField } from '../../../domain/filter/fields.ts';
import type { FigureTest, Term, WordTest } from '../../../domain/filter/filter.ts';
import { isWordTerm, type FigureTerm, type WordTerm } from '../../../domain/filter/word-term.ts';
import { patternOf, SqlParameters } from './sql-parameters.ts';

/** Terms as conditions on a row of `exchange`. What was looked for is in the parameters, never in the SQL. */
export interface FilterConditions {
  readonly conditions: readonly string[];
  /** Whether `exchange_facts` has all that they ask for. */
  readonly areFacts: boolean;
}

/** A term that is a condition: sources, texts and ids are sets of exchanges instead, see `filter-sets.ts`; a session is a list of keys. */
export type ConditionTerm = (WordTerm | FigureTerm | Extract<Term, { readonly field: 'after' | 'before' }>) & {
  readonly field: Exclude<Term['field'], 'id' | 'session'>;
};

export function filterConditions(terms: readonly ConditionTerm[], parameters: SqlParameters): FilterConditions {
  return {
    conditions: terms.map((term) => {
      const sql = conditionOf(term, parameters);
      // What is not known is not what was asked for: so it is among what is not that.
      return term.negated ? `(${sql}) IS NOT TRUE` : `(${sql})`;
    }),
    areFacts: terms.every(({ field }) => !besidesFacts.has(field)),
  };
}

/** SQL that is true where one of the tests holds of a figure. */
export function figureCondition(sql: string, tests: readonly FigureTest[], parameters: SqlParameters): string {
  return tests.map((test) => figureTest(sql, test, parameters)).join(' OR ');
}

const besidesFacts: ReadonlySet<string> = new Set(['host', 'path', 'method']);

/** How figures are read from a row; the units are those of the filter language. */
export const figureColumns: Readonly<Record<FigureField, string>> = {
  status: 'status',
  turn: 'turn_number',
  tokens: 'prompt_tokens',
  output: 'output_tokens',
  cost: 'cost_micro_usd',
  duration: '(response_delivered_at_us - request_started_at_us)',
  'first-token': '(response_started_at_us - request_started_at_us)',
  size: '(request_bytes + response_bytes)',
  rated: '(SELECT stars FROM rating WHERE rating.exchange_number = exchange.number)',
};

type WordConditions = Readonly<Record<Exclude<WordField, 'id' | 'session'>, WordCondition>>;

interface WordCondition {
  readonly is: (word: string, parameters: SqlParameters) => string;
  /** Null where there is none; of fields that no exchange lacks it is not asked for. */
  readonly column: string;
}

const wordConditions: WordConditions = {
  type: { column: 'request_class', is: typeIs },
  thread: exactly('thread_key'),
  agent: {
    column: 'agent_name',
    is: (word, parameters) =>
      word === 'main' ? "agent_name IS NULL AND (request_class = 'main' OR thread_key = 'main')" : `agent_name = ${parameters.add(word)} COLLATE NOCASE`,
  },
  model: partOf('model'),
  state: exactly('state'),
  error: exactly('error_code'),
  host: partOf('host'),
  path: partOf('path'),
  method: { column: 'method', is: (word, parameters) => `method = ${parameters.add(word)} COLLATE NOCASE` },
  project: partOf('project_directory'),
  billing: exactly('billing'),
  cache: exactly('cache_verdict'),
  pinned: { column: 'is_pinned', is: (word) => `is_pinned = ${word === 'yes' ? 1 : 0}` },
  imported: { column: 'import_number', is: (word) => `import_number IS ${word === 'yes' ? 'NOT NULL' : 'NULL'}` },
  content: { column: 'content_removed_at_us', is: (word) => `content_removed_at_us IS ${word === 'removed' ? 'NOT NULL' : 'NULL'}` },
  is: { column: 'retry_of', is: () => 'retry_of IS NOT NULL' },
};

function conditionOf(term: ConditionTerm, parameters: SqlParameters): string {
  if (term.field === 'after') return `request_started_at_us >= ${parameters.add(term.atMs * 1000)}`;
  if (term.field === 'before') return `request_started_at_us < ${parameters.add(term.atMs * 1000)}`;
  if (!isWordTerm(term)) return figureCondition(figureColumns[term.field], term.anyOf, parameters);
  const { is, column } = wordConditions[term.field];
  return term.anyOf.map((test) => wordTest(test, column, is, parameters)).join(' OR ');
}

function wordTest(test: WordTest, column: string, is: WordCondition['is'], parameters: SqlParameters): string {
  if (test.is === 'word') return `(${is(test.word, parameters)})`;
  return `${column} IS ${test.is === 'any' ? 'NOT NULL' : 'NULL'}`;
}

function figureTest(sql: string, test: FigureTest, parameters: SqlParameters): string {
  if (test.is === 'any' || test.is === 'none') return `${sql} IS ${test.is === 'any' ? 'NOT NULL' : 'NULL'}`;
  if (test.is === 'range') return `${sql} BETWEEN ${parameters.add(test.from)} AND ${parameters.add(test.to)}`;
  return `${sql} ${test.is} ${parameters.add(test.value)}`;
}

function typeIs(word: string, parameters: SqlParameters): string {
  const type = parameters.add(word);
  // A compaction that only its text tells is of the class `main`.
  return word === 'other' ? `request_class = ${type}` : `request_class = ${type} OR auxiliary_purpose = ${type}`;
}

function exactly(column: string): WordCondition {
  return { column, is: (word, parameters) => `${column} = ${parameters.add(word)}` };
}

function partOf(column: string): WordCondition {
  return { column, is: (word, parameters) => `${column} LIKE ${parameters.add(patternOf(word))} ESCAPE '\\'` };
}
