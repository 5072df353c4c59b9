import { isDeferred } from '../anthropic/deferred-tools.ts';
import { promptPlace, type PromptPlace } from '../cost/prompt-order.ts';
import { endOf, itemsOf, kindOf, memberOf, membersOf, startOf, type JsonTree } from '../json/json-tree.ts';
import { textOf } from '../json/node-text.ts';
import { scanJson } from '../json/scan-json.ts';
import { readPrompt } from '../tokens/read-prompt.ts';
import { cacheMarks, type CacheMark } from './cache-marks.ts';

/** Bytes `start` to `end` of a body, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Something the model is given: the text of a block, a tool definition, the input of a call, an image. */
export interface PromptUnit extends Span {
  readonly place: PromptPlace;
  /** What of it counts: all of it but `cache_control`. */
  readonly spans: readonly Span[];
  /** How many content blocks stand before its own in the prompt. */
  readonly block: number;
}

/** An end of a prefix that the API is asked to cache. */
export interface Breakpoint {
  /** How many units of the prompt stand before it. */
  readonly units: number;
  readonly lifetime: '5m' | '1h';
}

/** What of a body is put before the model, in the order of the prompt, without the frame of JSON around it. */
export interface PromptContent {
  readonly body: Uint8Array;
  /** Without the definitions of deferred tools, which the API takes out of the prefix (tool use with prompt caching). */
  readonly units: readonly PromptUnit[];
  /** All units in the order of the body. */
  readonly unitsOfBody: readonly PromptUnit[];
  readonly breakpoints: readonly Breakpoint[];
  /** The values of the members that are no part of the prompt, by name. */
  readonly parameters: ReadonlyMap<string, Span>;
}

const ranks: Readonly<Record<PromptPlace, number>> = { tools: 0, system: 1, messages: 2 };

/** Reads a body's prompt; of a body that is none, nothing. Never throws. */
export function readPromptContent(body: Uint8Array): PromptContent {
  const tree = scanJson(body);
  const members = membersOf(tree, 0).map(({ key, value }) => ({ name: textOf(tree, key) ?? '', value }));
  const places = members.flatMap(({ name, value }) => {
    const place = /[[.]/.test(name) ? null : promptPlace(name);
    return place === null ? [] : [{ place, value }];
  });
  const blocks = places.toSorted((one, other) => ranks[one.place] - ranks[other.place]).flatMap(({ place, value }) => blocksOf(tree, place, value));
  const marks = blocks.map(({ node }) => cacheMarks(tree, node));
  const unitsOfBody = unitsIn(tree, blocks, marks.flat());
  const deferred = new Set(blocks.flatMap(({ node, place }, index) => (place === 'tools' && isDeferred(tree, node) ? [index] : [])));
  const units = unitsOfBody.filter(({ block }) => !deferred.has(block)).toSorted((one, other) => one.block - other.block || one.start - other.start);
  return {
    body,
    units,
    unitsOfBody,
    breakpoints: breakpointsOf(marks, tree.nodeCount === 0 ? [] : cacheMarks(tree, 0), units),
    parameters: new Map(
      members.filter(({ value }) => !places.some((place) => place.value === value)).map(({ name, value }) => [name, spanOf(tree, value)]),
    ),
  };
}

interface Block {
  readonly node: number;
  readonly place: PromptPlace;
}

/** The blocks of a place: tools, blocks of the system prompt, blocks of messages; a text in their stead is one. */
function blocksOf(tree: JsonTree, place: PromptPlace, value: number): readonly Block[] {
  const nodes = (node: number) => (kindOf(tree, node) === 'string' ? [node] : itemsOf(tree, node));
  if (place !== 'messages') return nodes(value).map((node) => ({ node, place }));
  return itemsOf(tree, value).flatMap((message) => {
    const content = memberOf(tree, message, 'content');
    return content === null ? [] : nodes(content).map((node) => ({ node, place }));
  });
}

function unitsIn(tree: JsonTree, blocks: readonly Block[], marks: readonly CacheMark[]): readonly PromptUnit[] {
  const inBodyOrder = blocks.map((block, index) => ({ ...block, index })).toSorted((one, other) => one.node - other.node);
  const marksInOrder = marks.toSorted((one, other) => one.start - other.start);
  const units: PromptUnit[] = [];
  let at = 0;
  let mark = 0;
  for (const { start, end } of readPrompt(tree.bytes).ranges) {
    while (at < inBodyOrder.length && endOf(tree, inBodyOrder[at]?.node ?? 0) <= start) at += 1;
    const block = inBodyOrder[at];
    if (block === undefined || startOf(tree, block.node) > start) continue;
    while (mark < marksInOrder.length && (marksInOrder[mark]?.start ?? 0) < start) mark += 1;
    const cuts: CacheMark[] = [];
    for (let cut = marksInOrder[mark]; cut !== undefined && cut.end <= end; cut = marksInOrder[mark]) {
      cuts.push(cut);
      mark += 1;
    }
    units.push({ start, end, place: block.place, block: block.index, spans: spansBetween(cuts, start, end) });
  }
  return units;
}

function spansBetween(cuts: readonly Span[], start: number, end: number): readonly Span[] {
  const starts = [start, ...cuts.map((cut) => cut.end)];
  return starts.map((from, index) => ({ start: from, end: cuts[index]?.start ?? end }));
}

/** The API takes four; a body with more is nobody's, and must not take long. */
const mostBreakpoints = 8;

/** Prefixes end with the block that is marked; a mark of the request itself stands for its last block. */
function breakpointsOf(
  marksOfBlocks: readonly (readonly CacheMark[])[],
  marksOfRequest: readonly CacheMark[],
  units: readonly PromptUnit[],
): readonly Breakpoint[] {
  const ofBlocks = marksOfBlocks.flatMap((marks, block) => marks.map(({ lifetime }) => ({ units: unitsUpTo(units, block), lifetime })));
  const ofRequest = marksOfRequest.map(({ lifetime }) => ({ units: units.length, lifetime }));
  return [...ofBlocks, ...ofRequest].filter((breakpoint) => breakpoint.units > 0).slice(-mostBreakpoints);
}

/** How many units stand in the blocks up to and with the one at `block`. */
function unitsUpTo(units: readonly PromptUnit[], block: number): number {
  let low = 0;
  let high = units.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((units[middle]?.block ?? 0) <= block) low = middle + 1;
    else high = middle;
  }
  return low;
}

function spanOf(tree: JsonTree, node: number): Span {
  return { start: startOf(tree, node), end: endOf(tree, node) };
}
