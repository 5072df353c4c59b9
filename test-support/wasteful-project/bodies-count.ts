import { z } from 'zod';
import { PromptCache } from '../prompt-cache.ts';
import type { ReceivedRequest } from '../scripted-upstream.ts';
import { promptOf, type PromptTokens } from './prompt-tokens.ts';

const named = z.object({ name: z.string() });
const texts = z.union([z.string().transform((text) => [text]), z.array(z.looseObject({ text: z.string().optional() })).transform((blocks) => blocks.flatMap(({ text }) => text ?? []))]);
const message = z.object({ content: z.unknown() });
const call = z.object({ type: z.literal('tool_use'), id: z.string(), name: z.string(), input: z.looseObject({ file_path: z.string().optional(), offset: z.number().optional() }) });
const result = z.object({ type: z.literal('tool_result'), tool_use_id: z.string() });

/** What reading from the cache, writing to it and an answer cost by the price of plain input, of the model that Claude Code takes by itself (claude-opus-5-5). */
const prices = { read: 0.05, written: 1.25, output: 5 };
const outputTokens = 20;

/** Counts over bodies as the upstream got them, with nothing of the app but its tokenizer: what it is told is found by what Claude Code writes around it. */
export class BodiesCount {
  readonly #prompts: readonly ReturnType<typeof promptOf>[];
  readonly #bodies: readonly Buffer[];
  readonly #tokens: PromptTokens;

  constructor(requests: readonly ReceivedRequest[], tokens: PromptTokens) {
    this.#bodies = requests.map(({ body }) => body);
    this.#prompts = this.#bodies.map(promptOf);
    this.#tokens = tokens;
  }

  get requests(): number {
    return this.#prompts.length;
  }

  prompts(): number {
    return this.#bodies.reduce((sum, body) => sum + this.#tokens.ofBody(body), 0);
  }

  isOffered(tool: string): boolean {
    return this.#prompts.every(({ tools }) => tools.some((one) => nameOf(one) === tool));
  }

  isCalled(tool: string): boolean {
    return this.#blocks().some((blocks) => blocks.some((block) => call.safeParse(block).data?.name === tool));
  }

  ofTool(tool: string): number {
    return this.#sum(({ tools }) => tools.filter((one) => nameOf(one) === tool).reduce<number>((sum, one) => sum + this.#tokens.ofText(withoutMark(one)), 0));
  }

  /** Its definitions, the lines that name those that are not sent, and its instructions. */
  ofServer(server: string): number {
    const ofNames = new RegExp(`^mcp__${server}__\\w+$`, 'gm');
    const ofInstructions = new RegExp(`^## ${server}\n[^\n]*`, 'gm');
    const definitions = this.#sum(({ tools }) => tools.filter((one) => nameOf(one).startsWith(`mcp__${server}__`)).reduce<number>((sum, one) => sum + this.#tokens.ofText(withoutMark(one)), 0));
    return definitions + this.#ofMatches(ofNames, '\n') + this.#ofMatches(ofInstructions, '');
  }

  ofSkill(skill: string): number {
    return this.#ofMatches(new RegExp(`^- ${skill}: [^\n]*`, 'gm'), '\n');
  }

  ofText(text: string): number {
    const own = this.#tokens.ofText(text);
    // Said once it is no repetition: of each copy of the file one is too many.
    return this.#sum((prompt) => textsOf(prompt).reduce((sum, one) => sum + Math.max(0, one.split(text.trim()).length - 2), 0) * own);
  }

  /** Results of whole readings of a file but the first of each request. */
  readAgain(path: string): number {
    let sum = 0;
    for (const blocks of this.#blocks()) {
      const reads = new Set(blocks.flatMap((block) => idOfRead(block, path)));
      const results = blocks.filter((block) => reads.has(result.safeParse(block).data?.tool_use_id ?? ''));
      sum += results.slice(1).reduce<number>((own, block) => own + this.#tokens.ofPart(block, JSON.stringify(block)), 0);
    }
    return sum;
  }

  /** What results of a tool had in the requests after the first that each was in. */
  carriedOn(tool: string): number {
    const seen = new Set<string>();
    let sum = 0;
    for (const blocks of this.#blocks()) {
      const ids = new Set(blocks.flatMap((block) => (call.safeParse(block).data?.name === tool ? (call.safeParse(block).data?.id ?? []) : [])));
      for (const block of blocks) {
        const id = result.safeParse(block).data?.tool_use_id;
        if (id === undefined || !ids.has(id)) continue;
        if (seen.has(id)) sum += this.#tokens.ofPart(block, JSON.stringify(block));
        seen.add(id);
      }
    }
    return sum;
  }

  /** What the tokens cost that had to be written again, by what all requests cost together: the price of a token is in neither. */
  priceOfLoss(costMicroUsd: number): number {
    const cache = new PromptCache(this.#tokens.ofPart);
    let [units, lost, last] = [0, 0, 0];
    for (const prompt of this.#prompts) {
      const { read, written, plain } = cache.tokensOf(prompt);
      units += read * prices.read + written * prices.written + plain + outputTokens * prices.output;
      // What the request before had read or written can be read by this one.
      lost += Math.max(0, Math.min(last, read + written) - read);
      last = read + written;
    }
    return (costMicroUsd / units) * lost * (prices.written - prices.read);
  }

  #sum(of: (prompt: ReturnType<typeof promptOf>) => number): number {
    return this.#prompts.reduce((sum, prompt) => sum + of(prompt), 0);
  }

  #ofMatches(pattern: RegExp, ending: string): number {
    return this.#sum((prompt) => textsOf(prompt).reduce((sum, text) => sum + [...text.matchAll(pattern)].reduce((own, [match]) => own + this.#tokens.ofText(`${match}${ending}`), 0), 0));
  }

  #blocks(): readonly (readonly unknown[])[] {
    return this.#prompts.map(({ messages }) => messages.flatMap(contentOf));
  }
}

function nameOf(tool: unknown): string {
  return named.safeParse(tool).data?.name ?? '';
}

function withoutMark(part: unknown): string {
  return JSON.stringify(part, (key, value: unknown) => (key === 'cache_control' ? undefined : value));
}

function contentOf(one: unknown): readonly unknown[] {
  const content = message.safeParse(one).data?.content;
  return Array.isArray(content) ? content : [content];
}

function textsOf({ messages }: ReturnType<typeof promptOf>): readonly string[] {
  return messages.flatMap((one) => texts.safeParse(message.safeParse(one).data?.content).data ?? []);
}

function idOfRead(block: unknown, path: string): readonly string[] {
  const { data } = call.safeParse(block);
  return data?.name === 'Read' && data.input.file_path === path && data.input.offset === undefined ? [data.id] : [];
}
