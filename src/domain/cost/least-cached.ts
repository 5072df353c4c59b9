import { namedModel } from './model-name.ts';

/** Prompt caching guide, "Cache limitations": the fewest tokens that are cached, by how the names of models begin; the first that fits. */
const fewestTokens: readonly (readonly [beginning: RegExp, tokens: number])[] = [
  [/^claude-opus-4-[56]\b/, 4096],
  [/^claude-opus-4-7\b/, 2048],
  [/^claude-haiku-4-5\b/, 4096],
  [/^claude-3-(?:5-)?haiku\b/, 2048],
  [/^claude-(?:opus-4|sonnet-4|3-[57]-sonnet)\b/, 1024],
];

/** From how many tokens on the API caches the beginning of a prompt for this model; null for one that the guide does not name. */
export function leastCachedTokens(wireName: string): number | null {
  const { model } = namedModel(wireName);
  const name = model.slice(Math.max(0, model.lastIndexOf('claude-')));
  return fewestTokens.find(([beginning]) => beginning.test(name))?.[1] ?? null;
}
