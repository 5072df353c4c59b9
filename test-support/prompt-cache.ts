export interface Prompt {
  readonly model: string;
  readonly tools: readonly unknown[];
  readonly system?: unknown;
  readonly messages: readonly unknown[];
}

interface Block {
  /** Without its mark for the cache, which moves from request to request. */
  readonly text: string;
  readonly tokens: number;
  readonly isMarked: boolean;
}

const charactersOfToken = 4;
/** What a system block says of the request itself, which is no part of what is cached. */
const billingLine = /x-anthropic-billing-header/;

/** How many tokens a part of a prompt has: a tool, a block of the system prompt or of a message. */
export type PartCount = (part: unknown, json: string) => number;

const byLength: PartCount = (_, { length }) => length / charactersOfToken;

/** Remembers prompts by their beginnings, as the API's cache does, so that a change in the middle costs what it would. Tokens are estimates, unless they are counted. */
export class PromptCache {
  readonly #seen: { readonly model: string; readonly blocks: readonly Block[] }[] = [];
  readonly #count: PartCount;

  constructor(count: PartCount = byLength) {
    this.#count = count;
  }

  /** The usage of a prompt, which is remembered up to its last mark. */
  usageOf(prompt: Prompt): object {
    const { read, written, plain } = this.tokensOf(prompt);
    return {
      input_tokens: plain,
      cache_read_input_tokens: read,
      cache_creation_input_tokens: written,
      cache_creation: { ephemeral_5m_input_tokens: written, ephemeral_1h_input_tokens: 0 },
    };
  }

  /** The same in tokens: read from the cache, written to it, and sent beside it. */
  tokensOf(prompt: Prompt): { readonly read: number; readonly written: number; readonly plain: number } {
    const blocks = blocksOf(prompt, this.#count);
    const lastMarked = blocks.findLastIndex(({ isMarked }) => isMarked) + 1;
    const read = Math.max(0, ...this.#seen.filter(({ model }) => model === prompt.model).map((before) => sharedBlocks(before.blocks, blocks)));
    this.#seen.push({ model: prompt.model, blocks: blocks.slice(0, lastMarked) });
    const written = Math.max(0, lastMarked - read);
    return { read: tokensOf(blocks.slice(0, read)), written: tokensOf(blocks.slice(read, read + written)), plain: 4 + tokensOf(blocks.slice(read + written)) };
  }
}

/** Up to the last mark before what is different: a prefix without one at its end is in no cache. */
function sharedBlocks(before: readonly Block[], now: readonly Block[]): number {
  const different = before.findIndex(({ text }, index) => text !== now[index]?.text);
  return before.slice(0, different === -1 ? before.length : different).findLastIndex(({ isMarked }) => isMarked) + 1;
}

function blocksOf(prompt: Prompt, count: PartCount): readonly Block[] {
  return promptParts(prompt).map((part) => blockOf(part, count));
}

/** The parts of a prompt in the order of the cache: tools, the system prompt, the blocks of all messages. */
export function promptParts({ tools, system, messages }: Prompt): readonly unknown[] {
  const parts: readonly unknown[] = [...tools, ...(Array.isArray(system) ? system : [system]), ...messages.flatMap(contentOf)];
  return parts.filter((part) => !billingLine.test(jsonOf(part)));
}

/** The blocks of a message; a text alone is one. */
function contentOf(message: unknown): readonly unknown[] {
  const content = typeof message === 'object' && message !== null && 'content' in message ? message.content : message;
  return Array.isArray(content) ? content : [{ type: 'text', text: content }];
}

function blockOf(part: unknown, count: PartCount): Block {
  const text = jsonOf(part);
  return { text, tokens: count(part, text), isMarked: typeof part === 'object' && part !== null && 'cache_control' in part };
}

function jsonOf(part: unknown): string {
  return JSON.stringify(part, (key, value: unknown) => (key === 'cache_control' ? undefined : value)) ?? '';
}

function tokensOf(blocks: readonly Block[]): number {
  return Math.ceil(blocks.reduce((sum, { tokens }) => sum + tokens, 0));
}
