import { Tiktoken } from 'js-tiktoken/lite';
import o200kBase from 'js-tiktoken/ranks/o200k_base';
import type { TokenEncoder } from '../../domain/tokens/count-text.ts';
import { BoundedCache } from './bounded-cache.ts';

/** Which tokenizer it is: what was learnt with one is of no use to another. */
export const tokenizer = 'o200k_base';

/** The words that are remembered, in some 5 MB: encoding a word takes a hundred times as long as looking it up. */
const rememberedPieces = 50_000;

/**
 * A counter of o200k_base tokens. Loading its ranks takes about 0.4 s, so it is made once a thread, on the first count. No
 * public tokenizer is Claude's own: its counts are estimates until they are reconciled with a response's usage.
 */
export function createTokenEncoder(): TokenEncoder {
  let encoding: Tiktoken | null = null;
  const remembered = new BoundedCache<number>(rememberedPieces);
  return (text) => {
    const known = remembered.get(text);
    if (known !== undefined) return known;
    encoding ??= new Tiktoken(o200kBase);
    // The marks of special tokens are ordinary text here: captured content may hold them.
    const tokens = encoding.encode(text, [], []).length;
    remembered.set(text, tokens);
    return tokens;
  };
}
