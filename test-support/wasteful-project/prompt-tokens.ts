import { z } from 'zod';
import { countText } from '../../src/domain/tokens/count-text.ts';
import { createTokenEncoder } from '../../src/main/analyst/token-encoder.ts';
import { promptParts, type PartCount, type Prompt } from '../prompt-cache.ts';

const textBlock = z.object({ type: z.literal('text'), text: z.string() });
const toolCall = z.object({ type: z.literal('tool_use'), name: z.string(), input: z.unknown() });
const toolResult = z.object({ type: z.literal('tool_result'), content: z.union([z.string(), z.array(z.unknown())]) });
const promptBody = z.looseObject({ model: z.string(), tools: z.array(z.unknown()).default([]), system: z.unknown(), messages: z.array(z.unknown()) });

/** Counts what a body gives the model to read, by the tokenizer that the app has, but by nothing else of the app: no segments, no sources, no reconciling. */
export class PromptTokens {
  readonly #encoder = createTokenEncoder();
  readonly #known = new Map<string, number>();

  readonly ofPart: PartCount = (part, json) => {
    const known = this.#known.get(json);
    if (known !== undefined) return known;
    const tokens = this.ofText(readBy(part, json));
    this.#known.set(json, tokens);
    return tokens;
  };

  ofText(text: string): number {
    return countText(text, this.#encoder);
  }

  ofBody(body: Buffer): number {
    return promptParts(promptOf(body)).reduce<number>((sum, part) => sum + this.ofPart(part, JSON.stringify(part)), 0);
  }
}

export function promptOf(body: Buffer): Prompt {
  return promptBody.parse(JSON.parse(body.toString()));
}

/** The text of a part: of a block what it says, without its type and its id; of a tool all. */
function readBy(part: unknown, json: string): string {
  const text = textBlock.safeParse(part);
  if (text.success) return text.data.text;
  const call = toolCall.safeParse(part);
  if (call.success) return `${call.data.name} ${JSON.stringify(call.data.input)}`;
  const result = toolResult.safeParse(part);
  if (!result.success) return json;
  const { content } = result.data;
  return typeof content === 'string' ? content : content.map((block) => readBy(block, JSON.stringify(block))).join('\n');
}
