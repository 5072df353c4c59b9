import { itemsOf, memberOf, type JsonTree } from '../json/json-tree.ts';
import { textOf } from '../json/node-text.ts';
import { contentTexts } from './content-texts.ts';
import { typedInput } from './typed-input.ts';

const titleChars = 80;

/**
 * The user's own words in the latest message that holds any: white space folded, cut to 80 characters. A skill or
 * command typed by the user reads as `/name arguments`, a line of bash mode as `! command`. Null when there are none.
 */
export function userTitle(tree: JsonTree, messages: number | null): string | null {
  for (const message of itemsOf(tree, messages ?? -1).toReversed()) {
    const content = memberOf(tree, message, 'content');
    if (content === null || textOf(tree, memberOf(tree, message, 'role')) !== 'user') continue;
    const typed = typedInput(textsOf(tree, content));
    if (typed !== null) return fold(typed);
  }
  return null;
}

/** The texts that may be the user's: none of a message with tool results, where the harness adds skill bodies and notes. */
function textsOf(tree: JsonTree, content: number): readonly string[] {
  const typeOf = (block: number): string | null => textOf(tree, memberOf(tree, block, 'type'));
  const blocks = itemsOf(tree, content);
  if (blocks.some((block) => typeOf(block) === 'tool_result')) return [];
  if (blocks.length === 0) return contentTexts(tree, content);
  return blocks.flatMap((block) => {
    const text = typeOf(block) === 'text' ? textOf(tree, memberOf(tree, block, 'text')) : null;
    return text === null ? [] : [text];
  });
}

function fold(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const characters = Array.from(line.slice(0, 2 * titleChars + 2));
  return characters.length > titleChars ? `${characters.slice(0, titleChars - 1).join('').trimEnd()}…` : line;
}
