import { Tiktoken } from 'js-tiktoken/lite';
import o200kBase from 'js-tiktoken/ranks/o200k_base';
import type { TokenEncoder } from '../../domain/tokens/count-text.ts';

/**
 * A counter of o200k_base tokens. Loading its ranks takes about 0.4 s, so it is made once a thread, on the first count. No
 * public tokenizer is Claude's own: its counts are estimates until they are reconciled with a response's usage.
 */
export function createTokenEncoder(): TokenEncoder {
  let encoding: Tiktoken | null = null;
  return (text) => {
    encoding ??= new Tiktoken(o200kBase);
    // The marks of special tokens are ordinary text here: captured content may hold them.
    return encoding.encode(text, [], []).length;
  };
}
