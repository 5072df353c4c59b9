import type { Prompt } from './read-prompt.ts';

/**
 * The tokens of the hidden prompt that the API adds to a request with tools, by model family and tool choice. Source: the
 * table "tool use system prompt" of the API's tool use documentation. Null for a model that the table was not seen
 * for: then nothing is known, and nothing is said.
 */
export function toolPromptTokens(prompt: Pick<Prompt, 'model' | 'toolChoice' | 'toolCount'>): number | null {
  const { model, toolChoice, toolCount } = prompt;
  if (toolCount === 0 || model === null || toolChoice === 'none') return null;
  const row = documented.find(({ models }) => models.test(model));
  if (row === undefined) return null;
  return toolChoice === 'any' || toolChoice === 'tool' ? row.forced : row.free;
}

const documented: readonly { readonly models: RegExp; readonly free: number; readonly forced: number }[] = [
  { models: /^claude-(?:opus|sonnet|haiku)-4-[015](?!\d)|^claude-(?:opus|sonnet)-4-\d{8}$/, free: 346, forced: 313 },
  { models: /^claude-3-7-sonnet/, free: 346, forced: 313 },
  { models: /^claude-3-5-sonnet/, free: 346, forced: 313 },
  { models: /^claude-3-5-haiku/, free: 264, forced: 340 },
  { models: /^claude-3-opus/, free: 530, forced: 281 },
  { models: /^claude-3-haiku/, free: 264, forced: 340 },
];
