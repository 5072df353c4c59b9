import { sourceKey } from '../attribution/source-key.ts';
import type { CountedSegment } from '../attribution/segment.ts';
import type { Source, SourceKind } from '../attribution/source.ts';
import { endOf, isKey, itemsOf, kindOf, memberOf, startOf, type JsonTree } from '../json/json-tree.ts';
import { textOf } from '../json/node-text.ts';
import { scanJson } from '../json/scan-json.ts';
import { utf8Text } from '../octets/octets-as-text.ts';
import type { ResultHabit } from './result-habit.ts';

/** More are merged by their tool, the least carried first. */
const mostHabits = 200;
const keptApart = 0.75;
/** Longer names of tools, and paths, are nobody's: of those the kind alone is kept, and no subject. */
const longestName = 1000;

/**
 * What became of the results of tools that a request holds, the most carried first. One is carried by this request and by each before it whose answer
 * stands behind it. Requests that left no answer in the conversation (they failed, or were cancelled at once) are not known of; results that were since
 * taken out or shortened count as they are now: the figures are the least that was carried. `ownFrom`: what is told of another request already ends
 * before this message; results before it are counted as carried alone, and answers before it not at all. Never throws; takes time by the size of the body.
 */
export function resultHabits(body: Uint8Array, segments: readonly CountedSegment[], ownFrom = 0, tree: JsonTree = scanJson(body)): readonly ResultHabit[] {
  const messages = readMessages(tree);
  const turns = turnsByMessage(messages.length, segments);
  const answers = answersBehind(messages, ownFrom);
  const allAnswers = answersBehind(messages, 0);
  const habits = new Map<string, Growing & { readonly sizes: number[] }>();
  for (const result of readResults(tree, messages, segments)) {
    const { message } = result;
    const carried = 1 + (answers[message] ?? 0);
    const isOwn = message >= ownFrom;
    const key = JSON.stringify([result.sourceKey, result.subject]);
    const habit = habits.get(key) ?? { ...nothing(result.sourceKey, result.subject), sizes: [] };
    habits.set(key, habit);
    habit.results += isOwn ? 1 : 0;
    habit.errors += isOwn && result.isError ? 1 : 0;
    habit.tokens += isOwn ? result.tokens : 0;
    habit.carriedTokens += result.tokens * carried;
    habit.mostCarriedTokens = Math.max(habit.mostCarriedTokens, result.tokens * carried);
    if (isOwn && !result.isError) habit.sizes.push(result.tokens);
    habit.longestRequests = Math.max(habit.longestRequests, 1 + (allAnswers[message] ?? 0));
    habit.longestTurns = Math.max(habit.longestTurns, 1 + (turns.at(-1) ?? 0) - (turns[message] ?? 0));
  }
  return bounded([...habits.values()].map(({ sizes, ...habit }) => ({ ...habit, copies: copiesIn(sizes) })).toSorted(byCarried));
}

interface Growing extends ResultHabit {
  results: number;
  errors: number;
  tokens: number;
  carriedTokens: number;
  mostCarriedTokens: number;
  copies: number;
  longestRequests: number;
  longestTurns: number;
}

function nothing(key: string, subject: string | null): Growing {
  return { sourceKey: key, subject, results: 0, errors: 0, tokens: 0, carriedTokens: 0, mostCarriedTokens: 0, copies: 0, longestRequests: 0, longestTurns: 0 };
}

function copiesIn(sizes: readonly number[]): number {
  const largest = sizes.reduce((most, size) => Math.max(most, size), 0);
  return sizes.filter((size) => size > 0 && size * 2 >= largest).length;
}

interface Message {
  readonly role: 'user' | 'assistant' | null;
  readonly blocks: readonly number[];
}

function readMessages(tree: JsonTree): readonly Message[] {
  const list = tree.nodeCount === 0 ? null : memberOf(tree, 0, 'messages');
  return itemsOf(tree, list ?? -1).map((message) => ({
    role: wordOf(tree, memberOf(tree, message, 'role'), roles),
    blocks: itemsOf(tree, memberOf(tree, message, 'content') ?? -1),
  }));
}

/** How many answers begin behind each message, and from `ownFrom` on. Messages of the assistant without another between are one answer in parts. */
function answersBehind(messages: readonly Message[], ownFrom: number): Int32Array {
  const behind = new Int32Array(messages.length);
  let answers = 0;
  for (let at = messages.length - 1; at >= 0; at -= 1) {
    behind[at] = answers;
    const begins = messages[at]?.role === 'assistant' && messages[at - 1]?.role !== 'assistant';
    if (begins && at >= ownFrom) answers += 1;
  }
  return behind;
}

/** In which of the user's turns each message is: a message with words of the user's begins one. */
function turnsByMessage(count: number, segments: readonly CountedSegment[]): Int32Array {
  const turns = new Int32Array(count);
  for (const { source, path } of segments) {
    if (source.kind !== 'user-input' && source.kind !== 'slash-command') continue;
    const message = placeOf(path)?.message ?? -1;
    if (message >= 0 && message < count) turns[message] = 1;
  }
  for (let at = 1; at < count; at += 1) turns[at] = (turns[at] ?? 0) + (turns[at - 1] ?? 0);
  return turns;
}

interface Result {
  readonly message: number;
  readonly sourceKey: string;
  readonly subject: string | null;
  readonly isError: boolean;
  tokens: number;
}

/** What tools gave. What the harness puts into a result is another's, and a result that is a hook's refusal is none. */
const ofTools: ReadonlySet<SourceKind> = new Set<SourceKind>(['builtin-result', 'mcp-result', 'mcp-resource', 'subagent-result', 'unknown']);

function readResults(tree: JsonTree, messages: readonly Message[], segments: readonly CountedSegment[]): Iterable<Result> {
  const blocks = readResultBlocks(tree, messages);
  const byPlace = new Map<string, Result>();
  // Sources are shared by their segments, mostly.
  const keys = new Map<Source, string>();
  let last: Result | null = null;
  for (const { source, path, tokens } of segments) {
    if (!ofTools.has(source.kind)) continue;
    const place = placeOf(path);
    if (place === null) continue;
    const key = `${place.message} ${place.block}`;
    const block = blocks.get(key);
    const fullKey = keys.get(source) ?? sourceKey(source);
    keys.set(source, fullKey);
    // What no result of this place is told of has to be told apart by its source.
    const placed = block === undefined ? `${key} ${fullKey}` : key;
    const known = byPlace.get(placed);
    if (known !== undefined) known.tokens += tokens ?? 0;
    else if (block !== undefined) {
      const own = fullKey.length > longestName ? source.kind : fullKey;
      last = { message: place.message, sourceKey: own, subject: source.kind === 'unknown' ? null : block.subject, isError: block.isError, tokens: tokens ?? 0 };
      byPlace.set(placed, last);
    } else if (last?.message === place.message && last.sourceKey === fullKey) {
      // A document stands beside what the tool says of it.
      last.tokens += tokens ?? 0;
    } else if (source.kind === 'subagent-result' && source.agent !== undefined && fullKey.length <= longestName) {
      // One in the background hands back by a message of its own: the result of its call only says that it was started.
      byPlace.set(placed, { message: place.message, sourceKey: fullKey, subject: source.agent, isError: false, tokens: tokens ?? 0 });
    }
  }
  return byPlace.values();
}

interface ResultBlock {
  readonly subject: string | null;
  readonly isError: boolean;
}

/** The blocks that are results, by message and place, with what the call before them was about: an id may be used again. */
function readResultBlocks(tree: JsonTree, messages: readonly Message[]): ReadonlyMap<string, ResultBlock> {
  const subjects = new Map<string, string | null>();
  const found = new Map<string, ResultBlock>();
  messages.forEach(({ role, blocks }, message) => {
    blocks.forEach((block, place) => {
      const type = memberOf(tree, block, 'type');
      if (role === 'assistant' && wordOf(tree, type, calls) !== null) {
        const id = textOf(tree, memberOf(tree, block, 'id'));
        if (id !== null) subjects.set(id, subjectOf(tree, block));
      } else if (role === 'user' ? wordOf(tree, type, results) !== null : role === 'assistant' && endsWith(tree, type, '_tool_result')) {
        const id = textOf(tree, memberOf(tree, block, 'tool_use_id'));
        const error = memberOf(tree, block, 'is_error');
        const isError = error !== null && tree.bytes[startOf(tree, error)] === 0x74;
        found.set(`${message} ${place}`, { subject: (id === null ? null : subjects.get(id)) ?? null, isError });
      }
    });
  });
  return found;
}

/** Where a tool names what it is asked about: a file, or the type of an agent (CLI 2.1.197 and 2.1.330; some are older names). */
const subjectFields: ReadonlyMap<string, string> = new Map([
  ['Read', 'file_path'],
  ['Edit', 'file_path'],
  ['MultiEdit', 'file_path'],
  ['Write', 'file_path'],
  ['NotebookRead', 'notebook_path'],
  ['NotebookEdit', 'notebook_path'],
  ['Agent', 'subagent_type'],
  ['Task', 'subagent_type'],
]);

function subjectOf(tree: JsonTree, call: number): string | null {
  const field = subjectFields.get(textOf(tree, memberOf(tree, call, 'name')) ?? '');
  const input = field === undefined ? null : memberOf(tree, call, 'input');
  if (field === undefined || input === null) return null;
  const subject = textOf(tree, memberOf(tree, input, field));
  return subject === null || subject.length > longestName ? null : `${subject}${partOf(tree, input)}`;
}

/** Which lines of a file are read: each part of it is something else to have read. */
function partOf(tree: JsonTree, input: number): string {
  const [from, count] = [lineOf(tree, memberOf(tree, input, 'offset')), lineOf(tree, memberOf(tree, input, 'limit'))];
  if (from === null && count === null) return '';
  return `:${from ?? 1}-${count === null ? '' : (from ?? 1) + count - 1}`;
}

function lineOf(tree: JsonTree, node: number | null): number | null {
  const line = node === null || kindOf(tree, node) !== 'number' ? Number.NaN : Number(utf8Text(tree.bytes.subarray(startOf(tree, node), endOf(tree, node))));
  return Number.isSafeInteger(line) ? line : null;
}

const roles = ['user', 'assistant'] as const;
const calls = ['tool_use', 'server_tool_use', 'mcp_tool_use'] as const;
const results = ['tool_result'] as const;

/** Which of these words a string node is. Nothing is decoded: there are thousands in a long conversation. */
function wordOf<Word extends string>(tree: JsonTree, node: number | null, words: readonly Word[]): Word | null {
  return node === null || kindOf(tree, node) !== 'string' ? null : (words.find((word) => isKey(tree, node, word)) ?? null);
}

function endsWith(tree: JsonTree, node: number | null, ascii: string): boolean {
  if (node === null || kindOf(tree, node) !== 'string') return false;
  const start = endOf(tree, node) - 1 - ascii.length;
  if (start <= startOf(tree, node)) return false;
  for (let at = 0; at < ascii.length; at += 1) if (tree.bytes[start + at] !== ascii.charCodeAt(at)) return false;
  return true;
}

function placeOf(path: string): { readonly message: number; readonly block: number } | null {
  const [, message, block] = /^messages\[(\d+)\]\.content(?:\[(\d+)\])?/.exec(path) ?? [];
  return message === undefined ? null : { message: Number(message), block: Number(block ?? -1) };
}

/** The rest is merged into an entry of its source without a subject; of too many sources into one of no known source. */
function bounded(habits: readonly ResultHabit[]): readonly ResultHabit[] {
  if (habits.length <= mostHabits) return habits;
  const kept = habits.slice(0, mostHabits * keptApart);
  const merged = new Map<string, Growing>(kept.flatMap((habit) => (habit.subject === null ? [[habit.sourceKey, { ...habit }]] : [])));
  const mostMerged = merged.size + mostHabits * (1 - keptApart) - 1;
  for (const habit of habits.slice(kept.length)) {
    const key = merged.has(habit.sourceKey) || merged.size < mostMerged ? habit.sourceKey : 'unknown';
    const sum = merged.get(key) ?? nothing(key, null);
    merged.set(key, sum);
    for (const figure of ['results', 'errors', 'tokens', 'carriedTokens', 'copies'] as const) sum[figure] += habit[figure];
    for (const figure of ['mostCarriedTokens', 'longestRequests', 'longestTurns'] as const) sum[figure] = Math.max(sum[figure], habit[figure]);
  }
  return [...kept.filter(({ subject }) => subject !== null), ...merged.values()].toSorted(byCarried);
}

function byCarried(one: ResultHabit, other: ResultHabit): number {
  return other.carriedTokens - one.carriedTokens || other.tokens - one.tokens;
}
