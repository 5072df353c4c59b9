import { sourceKinds } from '../attribution/source.ts';
import { figureField, filterFields, isFigureField, isFilterField, isWordField, wordField, type FilterField } from './fields.ts';
import { longestFilter } from './parse-filter.ts';
import { quotedIfNeeded } from './quote.ts';
import { sourceFamilies, writeSourceTest } from './read-source.ts';
import type { SourceTest } from './filter.ts';
import { splitTerms, type WrittenTerm } from './split-terms.ts';

/** Names that are stored, for values of which the language has no list; those met last come first. */
export interface KnownNames {
  readonly sessions: readonly { readonly id: string; readonly title: string | null }[];
  readonly models: readonly string[];
  readonly agents: readonly string[];
  readonly projects: readonly string[];
  readonly errors: readonly string[];
  readonly hosts: readonly string[];
  readonly servers: readonly string[];
  readonly serverTools: readonly { readonly server: string; readonly tool: string }[];
  readonly skills: readonly string[];
  readonly memoryFiles: readonly string[];
  readonly tools: readonly string[];
  readonly hookEvents: readonly string[];
}

/** What may stand at the caret. `start` to `end` is the part of the text that an entry takes the place of. */
export interface FilterCompletion {
  readonly start: number;
  readonly end: number;
  readonly entries: readonly { readonly text: string; readonly what: string }[];
}

const mostEntries = 50;

/**
 * What a filter's text can go on with at the caret: the fields that are called so, or the values of the field before it. Quoted where that is needed; a
 * field ends with its colon. Never throws, whatever the text and the caret.
 */
export function completeFilter(text: string, caret: number, known: KnownNames): FilterCompletion {
  const at = Math.max(0, Math.min(Math.trunc(caret) || 0, text.length, longestFilter));
  const typed = splitTerms(text.slice(0, at)).find(({ end }) => end === at);
  if (typed === undefined) return { start: at, end: at, entries: matching('', fieldEntries) };
  const whole = splitTerms(text.slice(0, longestFilter)).find(({ start }) => start === typed.start) ?? typed;
  const value = typed.values.at(-1);
  if (typed.field === null || value === undefined) return fieldsFor(typed, whole);
  const name = typed.field.name.toLowerCase();
  const end = whole.values[typed.values.length - 1]?.end ?? at;
  return { start: value.start, end: Math.max(at, end), entries: isFilterField(name) ? matching(value.text, valuesOf(name, known, value.text)) : [] };
}

interface Candidate {
  readonly text: string;
  /** What it is found by. */
  readonly name: string;
  readonly what: string;
}

// What most people ask for leads.
const firstFields: readonly string[] = ['status', 'model', 'source', 'agent', 'cost', 'cache', 'tokens', 'text'] satisfies readonly FilterField[];
const fieldEntries: readonly Candidate[] = filterFields
  .toSorted((one, other) => placeOfField(one.name) - placeOfField(other.name))
  .map(({ name, what }) => ({ text: `${name}:`, name, what }));

function placeOfField(name: string): number {
  return firstFields.includes(name) ? firstFields.indexOf(name) : firstFields.length;
}

function fieldsFor(typed: WrittenTerm, whole: WrittenTerm): FilterCompletion {
  const start = typed.start + (typed.negated ? 1 : 0);
  const word = typed.values[0];
  // In quotation marks there is a text, and nothing to be said of it.
  const entries = word === undefined || word.plain !== word.text ? [] : matching(word.text, fieldEntries);
  return { start, end: whole.field?.end === undefined ? whole.end : whole.field.end + 1, entries };
}

function valuesOf(field: FilterField, known: KnownNames, typed: string): readonly Candidate[] {
  if (isWordField(field)) {
    const { choices, lacks, what } = wordField(field);
    const free = field === 'session' ? sessionsOf(known) : (freeValues[field]?.(known) ?? []).map((name) => named(name, what));
    return [...(choices ?? []).map((choice) => named(choice, what)), ...free, ...(lacks ? [named('any', 'there is one'), named('none', 'there is none')] : [])];
  }
  if (isFigureField(field)) return figureField(field).examples.map((example) => named(example, figureField(field).what));
  if (field === 'source') return sourcesOf(known, typed);
  return field === 'text' ? [] : times;
}

const freeValues: Readonly<Partial<Record<FilterField, (known: KnownNames) => readonly string[]>>> = {
  model: ({ models }) => models,
  agent: ({ agents }) => ['main', ...agents],
  project: ({ projects }) => projects,
  error: ({ errors }) => errors,
  host: ({ hosts }) => hosts,
  thread: () => ['main'],
  method: () => ['GET', 'POST'],
};

const times: readonly Candidate[] = [
  ['30m', 'half an hour ago'],
  ['2h', 'two hours ago'],
  ['1d', 'this time yesterday'],
  ['7d', 'a week ago'],
  ['30d', 'thirty days ago'],
].map(([name = '', what = '']) => ({ text: name, name, what }));

function sessionsOf({ sessions }: KnownNames): readonly Candidate[] {
  return sessions.map(({ id, title }) => ({ text: quotedIfNeeded(id), name: `${id} ${title ?? ''}`, what: title ?? 'a session' }));
}

function sourcesOf(known: KnownNames, typed: string): readonly Candidate[] {
  const families = [...sourceFamilies, 'hook', 'kind'].map((family) => ({ text: `${family}:`, name: `${family}:`, what: familyWords[family] ?? '' }));
  const tests: (readonly [SourceTest, string])[] = [
    ...known.servers.map((server) => [{ is: 'mcp', server, tool: null }, 'an MCP server, with all that it brings'] as const),
    ...known.skills.map((name) => [{ is: 'skill', name }, 'a skill'] as const),
    ...known.memoryFiles.map((name) => [{ is: 'memory', name }, 'a memory file'] as const),
    ...known.tools.map((name) => [{ is: 'tool', name }, 'a tool: what it is, and its results'] as const),
    ...known.hookEvents.map((name) => [{ is: 'kind', kind: 'hook', name }, 'a hook'] as const),
    // They are many, so that they come once their server is written.
    ...(typed.includes('/') ? known.serverTools : []).map(({ server, tool }) => [{ is: 'mcp', server, tool }, 'a tool of an MCP server'] as const),
  ];
  const kinds = sourceKinds.map((kind) => ({ text: `kind:${kind}`, name: `kind:${kind}`, what: 'a kind of source' }));
  return [...families, ...tests.map(([test, what]) => ({ text: writeSourceTest(test), name: nameOf(test), what })), ...kinds];
}

const familyWords: Readonly<Record<string, string>> = {
  mcp: 'MCP servers and their tools',
  skill: 'skills',
  memory: 'memory files',
  tool: 'tools',
  hook: 'hooks, by their event',
  kind: 'kinds of sources',
};

/** As it is typed without quotation marks. */
function nameOf(test: SourceTest): string {
  if (test.is === 'mcp') return `mcp:${test.server ?? ''}${test.tool === null ? '' : `/${test.tool}`}`;
  return test.is === 'kind' ? `${test.kind}:${test.name ?? ''}` : `${test.is}:${test.name ?? ''}`;
}

function named(name: string, what: string): Candidate {
  return { text: quotedIfNeeded(name), name, what };
}

/** Those that begin with what is typed, then those that have it in them. */
function matching(typed: string, candidates: readonly Candidate[]): FilterCompletion['entries'] {
  const wanted = typed.toLowerCase();
  const found = candidates.map(({ text, name, what }) => ({ text, what, at: name.toLowerCase().indexOf(wanted) })).filter(({ at }) => at >= 0);
  const inOrder = [...found.filter(({ at }) => at === 0), ...found.filter(({ at }) => at > 0)];
  return inOrder.slice(0, mostEntries).map(({ text, what }) => ({ text, what }));
}
