import { figureField, filterFields, isFigureField, isFilterField, isWordField, wordField, type FilterField } from './fields.ts';
import type { Condition, FigureTest, FilterClock, FilterMistake, FilterParse, SourceTest, Term, WordTest } from './filter.ts';
import { nearestWords } from './nearest-words.ts';
import { readFigureTest } from './read-figure.ts';
import { readSourceTest } from './read-source.ts';
import { readTime } from './read-time.ts';
import { splitTerms, type WrittenTerm, type WrittenValue } from './split-terms.ts';

/** Longer ones are refused: nobody writes them. */
export const longestFilter = 10_000;
export const mostTerms = 100;
export const mostAlternatives = 100;

/**
 * Reads the text of a filter: terms separated by white space, all of which must hold; `field:value`, with other values that will do as well after
 * commas; a leading `-` turns a term round; anything else is text to be found, in quotation marks where it has white space. Answers what is
 * meant, or every mistake with its place. Never throws; takes time in proportion to the text.
 */
export function parseFilter(text: string, clock: FilterClock): FilterParse {
  if (text.length > longestFilter) return refused([mistake(longestFilter, text.length, '', `no more than ${longestFilter} characters`)]);
  const written = splitTerms(text);
  const first = written[mostTerms];
  if (first !== undefined) return refused([mistake(first.start, text.length, '', `no more than ${mostTerms} terms`)]);
  const terms: Term[] = [];
  const mistakes: FilterMistake[] = [];
  for (const term of written) {
    const read = readTerm(term, clock);
    if (Array.isArray(read)) mistakes.push(...read);
    else terms.push(...(read === null ? [] : [{ negated: term.negated, ...read }]));
  }
  return mistakes.length > 0 ? refused(mistakes) : { parsed: true, filter: { terms } };
}

type Reading<Test> = { readonly test: Test } | FilterMistake;

function refused(mistakes: readonly FilterMistake[]): FilterParse {
  return { parsed: false, mistakes };
}

function readTerm(term: WrittenTerm, clock: FilterClock): Condition | FilterMistake[] | null {
  const open = term.values.find(({ closed }) => !closed);
  if (open !== undefined) return [mistake(open.start, open.end, shown(open), 'a closing quotation mark')];
  if (term.field === null) return readText(term.values[0]);
  const name = term.field.name.toLowerCase();
  if (!isFilterField(name)) return [unknownField(term.field)];
  const excess = term.values[mostAlternatives];
  if (excess !== undefined) return [mistake(excess.start, term.end, shown(excess), `no more than ${mostAlternatives} values`, name)];
  return readField(name, term.values, clock);
}

function readField(name: FilterField, values: readonly WrittenValue[], clock: FilterClock): Condition | FilterMistake[] {
  if (isWordField(name)) return allOf(values.map((value) => readWord(name, value)), (anyOf) => ({ field: name, anyOf }));
  if (isFigureField(name)) return allOf(values.map((value) => readFigureOf(name, value)), (anyOf) => ({ field: name, anyOf }));
  if (name === 'source') return allOf(values.map(readSourceOf), (anyOf) => ({ field: name, anyOf }));
  const [value, second] = values;
  if (value === undefined) return [];
  if (second !== undefined) return [mistake(second.start, second.end, shown(second), 'one value only', name)];
  if (name === 'text') return readText(value);
  const atMs = readTime(value.text, clock);
  if (atMs !== null) return { field: name, atMs };
  return [mistake(value.start, value.end, shown(value), 'a time as 2h, 3d, 2026-11-27 or 2026-11-27T10:00', name)];
}

function allOf<Test>(readings: readonly Reading<Test>[], condition: (tests: readonly Test[]) => Condition): Condition | FilterMistake[] {
  const mistakes = readings.flatMap((reading) => ('test' in reading ? [] : [reading]));
  return mistakes.length > 0 ? mistakes : condition(readings.flatMap((reading) => ('test' in reading ? [reading.test] : [])));
}

function readText(value: WrittenValue | undefined): Condition | FilterMistake[] {
  if (value !== undefined && value.text.trim() !== '') return { field: 'text', text: value.text };
  return [mistake(value?.start ?? 0, value?.end ?? 0, value === undefined ? '' : shown(value), 'a text that is not empty')];
}

function readWord(field: Parameters<typeof wordField>[0], value: WrittenValue): Reading<WordTest> {
  const { choices, lacks, what } = wordField(field);
  const word = value.text.toLowerCase();
  const isBare = value.plain === value.text;
  if (lacks && isBare && (word === 'any' || word === 'none')) return { test: { is: word } };
  if (choices === undefined) {
    if (value.text !== '') return { test: { is: 'word', word: value.text } };
    return mistake(value.start, value.end, shown(value), what, field);
  }
  if (choices.includes(word)) return { test: { is: 'word', word } };
  const all = lacks ? [...choices, 'any', 'none'] : choices;
  return mistake(value.start, value.end, shown(value), `${all.length > 1 ? 'one of ' : ''}${all.join(', ')}`, field, nearestWords(word, all));
}

function readFigureOf(field: Parameters<typeof figureField>[0], value: WrittenValue): Reading<FigureTest> {
  const test = readFigureTest(field, value.text);
  return test === null ? mistake(value.start, value.end, shown(value), figureField(field).expected, field) : { test };
}

function readSourceOf(value: WrittenValue): Reading<SourceTest> {
  const reading = readSourceTest(value);
  return reading.test === null ? mistake(value.start, value.end, shown(value), reading.expected, 'source', reading.nearest) : reading;
}

function unknownField({ name, start, end }: NonNullable<WrittenTerm['field']>): FilterMistake {
  const nearest = nearestWords(name, filterFields.map((field) => field.name));
  const meant = nearest.length === 0 ? '' : ` Did you mean ${nearest.join(' or ')}?`;
  const found = cut(name);
  return { start, end, found, expected: 'a field', message: `There is no field "${found}".${meant} A text with a colon is put in quotation marks.`, nearest };
}

function mistake(start: number, end: number, found: string, expected: string, field?: string, nearest: readonly string[] = []): FilterMistake {
  const not = found === '' ? '' : `, not "${found}"`;
  return { start, end, found, expected, message: `${field === undefined ? '' : `${field}: `}${expected} was expected${not}.`, nearest };
}

function shown(value: WrittenValue): string {
  return cut(value.text);
}

function cut(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
