import type { Prompt } from './read-prompt.ts';

/**
 * The tokens of the hidden prompt that the API adds to a request with tools, by model family and tool choice. Source: the
 * figures that users of Claude 4 measured and the API's tool use documentation names. Null for a model that no figure is
 * known for: then nothing is said.
 */
export function toolPromptTokens(prompt: Pick<Prompt, 'model' | 'toolChoice' | 'toolCount'>): number | null {
  const { model, toolChoice, toolCount } = prompt;
  if (toolCount === 0 || model === null || toolChoice === 'none') return null;
  const row = documented.find(({ models }) => models.test(model));
  if (row === undefined) return null;
  return toolChoice === 'any' || toolChoice === 'tool' ? row.forced : row.free;
}

const documented: readonly { readonly models: RegExp; readonly free: number; readonly forced: number }[] = [
  { models: /^claude-(?:opus|sonnet|haiku)-4-[015](?!\d)|^claude-(?:opus|sonnet)-4(?:-\d{8})?$/, free: 346, forced: 313 },
];
