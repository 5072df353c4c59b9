import { typedInput } from './typed-input.ts';
import { wireArray, wireRecord, wireString } from './wire-json.ts';

const titleChars = 80;

/**
 * The user's own words in the latest message that holds any: white space folded, cut to 80 characters. A skill or
 * command typed by the user reads as `/name arguments`, a line of bash mode as `! command`. Null when there are none.
 */
export function userTitle(messages: readonly unknown[]): string | null {
  for (const value of messages.toReversed()) {
    const message = wireRecord(value);
    if (message?.['role'] !== 'user') continue;
    const typed = typedInput(textsOf(message['content']));
    if (typed !== null) return fold(typed);
  }
  return null;
}

/** The texts that may be the user's: none of a message with tool results, where the harness adds skill bodies and notes. */
function textsOf(content: unknown): readonly string[] {
  if (typeof content === 'string') return [content];
  const blocks = wireArray(content).map(wireRecord);
  if (blocks.some((block) => block?.['type'] === 'tool_result')) return [];
  return blocks.flatMap((block) => {
    const text = block?.['type'] === 'text' ? wireString(block['text']) : null;
    return text === null ? [] : [text];
  });
}

function fold(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const characters = Array.from(line.slice(0, 2 * titleChars + 2));
  return characters.length > titleChars ? `${characters.slice(0, titleChars - 1).join('').trimEnd()}…` : line;
}
