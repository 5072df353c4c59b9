import { contentHash } from '../tokens/content-hash.ts';

/**
 * A key of what a subagent is to do, the same for the call's input and for the text that the subagent begins with:
 * line feeds at the end come and go.
 */
export function taskHash(text: string): string {
  let end = text.length;
  while (text.charCodeAt(end - 1) === 10) end -= 1;
  return contentHash(text.slice(0, end));
}
