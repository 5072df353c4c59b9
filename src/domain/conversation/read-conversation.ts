import type { Segment } from '../attribution/segment.ts';
import type { SourceKind } from '../attribution/source.ts';
import { endOf, itemsOf, kindOf, memberOf, startOf, type JsonTree } from '../json/json-tree.ts';
import { textOf } from '../json/node-text.ts';
import { scanJson } from '../json/scan-json.ts';
import type { Conversation, ConversationBlock, ConversationMessage, TextPart, ToolResult } from './conversation.ts';
import { readMedia } from './read-media.ts';
import { TextParts } from './text-parts.ts';

/** Longer conversations are given from their end: nobody reads the rest here. */
const mostMessages = 5000;
const mostBlocks = 1000;
/** Of all messages together, so that many messages with many blocks do not multiply. */
const mostBlocksInAll = 50_000;
const mostNameChars = 200;

/**
 * The conversation in the body of a request of the Messages API, each text cut by the segments of its analysis (none: not analysed yet). A result of a tool
 * stands with its call, wherever it came; one without a call stays where it is. Never throws, and is bounded: any body at all gives something.
 */
export function readConversation(body: Uint8Array, segments: readonly Segment[]): Conversation {
  const tree = scanJson(body);
  const root = tree.nodeCount === 0 ? null : 0;
  const reader = new ConversationReader(tree, segments);
  const messages = reader.messages(root === null ? null : memberOf(tree, root, 'messages'));
  return {
    ...messages,
    ...reader.system(root === null ? null : memberOf(tree, root, 'system')),
    isWhole: tree.brokenAt >= body.length && !tree.isCut,
  };
}

/** A block that is one, and the message it stands in. */
interface Result {
  readonly block: number;
  readonly position: number;
}

class ConversationReader {
  readonly #tree: JsonTree;
  readonly #parts: TextParts;
  #blocksLeft = mostBlocksInAll;
  /** The results by the id of their call, in order, with the message they stand in. */
  readonly #results = new Map<string, { readonly all: Result[]; next: number }>();
  readonly #resultOf = new Map<number, Result>();
  /** Blocks that stand with their call. */
  readonly #paired = new Set<number>();

  constructor(tree: JsonTree, segments: readonly Segment[]) {
    this.#tree = tree;
    this.#parts = new TextParts(tree, segments);
  }

  system(system: number | null): Pick<Conversation, 'system' | 'leftOutSystemBlocks'> {
    const all = this.#blocksOf(system);
    const given = all.slice(0, mostBlocks);
    return { system: given.map((block) => this.#block(block, -1)), leftOutSystemBlocks: all.length - given.length };
  }

  messages(list: number | null): Pick<Conversation, 'messages' | 'earlierMessages'> {
    const all = list === null ? [] : itemsOf(this.#tree, list);
    const earlierMessages = Math.max(0, all.length - mostMessages);
    const given = all.slice(earlierMessages).map((node, index) => ({ node, position: earlierMessages + index }));
    for (const { node, position } of given) this.#noteResults(node, position);
    for (const { node } of given) this.#pairCalls(node);
    // From the end: what stands last has its texts first.
    const messages = given.toReversed().map(({ node, position }) => this.#message(node, position));
    return { messages: messages.toReversed(), earlierMessages };
  }

  #noteResults(message: number, position: number): void {
    for (const block of this.#blocksOf(this.#contentOf(message))) {
      const id = this.#isResult(block) ? this.#word(block, 'tool_use_id') : null;
      if (id === null) continue;
      const known = this.#results.get(id);
      if (known === undefined) this.#results.set(id, { all: [{ block, position }], next: 0 });
      else known.all.push({ block, position });
    }
  }

  #pairCalls(message: number): void {
    for (const block of this.#blocksOf(this.#contentOf(message))) {
      const id = this.#isCall(block) ? this.#word(block, 'id') : null;
      const waiting = id === null ? undefined : this.#results.get(id);
      if (waiting === undefined) continue;
      // A call is answered after it was made, and once.
      while ((waiting.all[waiting.next]?.block ?? Infinity) < block) waiting.next += 1;
      const result = waiting.all[waiting.next];
      if (result === undefined) continue;
      waiting.next += 1;
      this.#resultOf.set(block, result);
      this.#paired.add(result.block);
    }
  }

  #message(message: number, position: number): ConversationMessage {
    const role = this.#word(message, 'role') ?? '';
    const all = this.#blocksOf(this.#contentOf(message));
    const own = all.filter((block) => !this.#paired.has(block));
    const given = own.slice(0, Math.min(mostBlocks, this.#blocksLeft));
    const blocks = given.map((block) => this.#block(block, position));
    return {
      position,
      role,
      start: startOf(this.#tree, message),
      end: endOf(this.#tree, message),
      blocks,
      pairedResults: all.length - own.length,
      leftOutBlocks: own.length - given.length,
      isPrompt: role === 'user' && isPrompt(blocks, all.length > own.length),
    };
  }

  #block(block: number, position: number): ConversationBlock {
    const tree = this.#tree;
    this.#blocksLeft -= 1;
    const place = { start: startOf(tree, block), end: endOf(tree, block), hasCacheMark: memberOf(tree, block, 'cache_control') !== null };
    if (kindOf(tree, block) === 'string') return { ...place, kind: 'text', parts: this.#parts.of(block) };
    const type = this.#word(block, 'type') ?? '';
    const parts = (name: string): readonly TextPart[] | null => {
      const node = memberOf(tree, block, name);
      return node !== null && kindOf(tree, node) === 'string' ? this.#parts.of(node) : null;
    };
    if (type === 'text') {
      const texts = parts('text');
      if (texts !== null) return { ...place, kind: 'text', parts: texts };
    }
    if (type === 'thinking') {
      const texts = parts('thinking');
      if (texts !== null) return { ...place, kind: 'thinking', parts: texts, isRedacted: false };
    }
    if (type === 'redacted_thinking') return { ...place, kind: 'thinking', parts: [], isRedacted: true };
    if (this.#isCall(block)) {
      const input = memberOf(tree, block, 'input') ?? block;
      const result = this.#resultOf.get(block);
      return { ...place, kind: 'tool-use', tool: this.#word(block, 'name') ?? type, input: this.#parts.json(input), result: result === undefined ? null : this.#result(result.block, result.position) };
    }
    if (this.#isResult(block)) return { ...place, kind: 'tool-result', result: this.#result(block, position) };
    if (type === 'image') return { ...place, kind: 'image', media: readMedia(tree, memberOf(tree, block, 'source')) };
    if (type === 'document') return { ...place, kind: 'document', ...this.#document(block) };
    return { ...place, kind: 'other', type, json: this.#parts.json(block) };
  }

  #document(block: number): { readonly title: string | null; readonly media: ReturnType<typeof readMedia>; readonly parts: readonly TextPart[] } {
    const source = memberOf(this.#tree, block, 'source');
    const data = source !== null && this.#word(source, 'type') === 'text' ? memberOf(this.#tree, source, 'data') : null;
    return { title: this.#word(block, 'title'), media: readMedia(this.#tree, source), parts: data !== null && kindOf(this.#tree, data) === 'string' ? this.#parts.of(data) : [] };
  }

  #result(block: number, position: number): ToolResult {
    const tree = this.#tree;
    const error = memberOf(tree, block, 'is_error');
    // What is in a result is in no other: a hostile one nests no results in results.
    const items = this.#blocksOf(memberOf(tree, block, 'content'))
      .slice(0, Math.max(0, Math.min(mostBlocks, this.#blocksLeft)))
      .map((item) => (this.#isResult(item) || this.#isCall(item) ? this.#other(item) : this.#block(item, position)));
    return {
      start: startOf(tree, block),
      end: endOf(tree, block),
      hasCacheMark: memberOf(tree, block, 'cache_control') !== null,
      isError: error !== null && tree.bytes[startOf(tree, error)] === 't'.charCodeAt(0),
      position,
      items,
    };
  }

  #other(block: number): ConversationBlock {
    this.#blocksLeft -= 1;
    return { start: startOf(this.#tree, block), end: endOf(this.#tree, block), hasCacheMark: false, kind: 'other', type: this.#word(block, 'type') ?? '', json: this.#parts.json(block) };
  }

  #contentOf(message: number): number | null {
    return memberOf(this.#tree, message, 'content');
  }

  /** A content as its blocks: a string, or an object in the place of a list, is one. */
  #blocksOf(content: number | null): readonly number[] {
    if (content === null) return [];
    return kindOf(this.#tree, content) === 'array' ? itemsOf(this.#tree, content) : kindOf(this.#tree, content) === 'literal' ? [] : [content];
  }

  #isCall(block: number): boolean {
    return this.#word(block, 'type')?.endsWith('tool_use') === true;
  }

  #isResult(block: number): boolean {
    return this.#word(block, 'type')?.endsWith('tool_result') === true;
  }

  #word(node: number, name: string): string | null {
    return textOf(this.#tree, memberOf(this.#tree, node, name))?.slice(0, mostNameChars) ?? null;
  }
}

const wordsOfTheUser: ReadonlySet<SourceKind> = new Set(['user-input', 'slash-command', 'agent-task']);

function isPrompt(blocks: readonly ConversationBlock[], hasResults: boolean): boolean {
  const parts = blocks.flatMap((block) => (block.kind === 'text' ? block.parts : []));
  const known = parts.flatMap(({ source }) => source ?? []);
  // Without an analysis: what answers no tool call.
  return known.length === 0 ? parts.length > 0 && !hasResults : known.some(({ kind }) => wordsOfTheUser.has(kind));
}
