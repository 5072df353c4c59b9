import { utf8Text } from '../octets/octets-as-text.ts';
import { decodeJsonText } from './json-text.ts';
import { endOf, isKey, kindOf, membersOf, scanJson, startOf } from './json-tree.ts';

/** The members of the Messages API that hold what a person would read. */
const readableKeys = ['text', 'content', 'thinking'] as const;

/**
 * What bytes `start` to `end` of a request body say to a reader: the texts that stand in them, without their JSON frame
 * and escapes, one a line. Where there is no text (a tool definition, a tool call) it is the JSON as it stands.
 */
export function segmentText(body: Uint8Array, start: number, end: number): string {
  const tree = scanJson(body);
  const texts: string[] = [];
  for (let node = 0; node < tree.nodeCount; node += 1) {
    if (startOf(tree, node) >= end) break;
    if (kindOf(tree, node) !== 'object' || endOf(tree, node) <= start) continue;
    for (const { key, value } of membersOf(tree, node)) {
      if (kindOf(tree, value) !== 'string' || !readableKeys.some((name) => isKey(tree, key, name))) continue;
      const insideStart = Math.max(start, startOf(tree, value) + 1);
      const insideEnd = Math.min(end, endOf(tree, value) - 1);
      if (insideStart < insideEnd) texts.push(decodeJsonText(body, insideStart, insideEnd));
    }
  }
  return texts.length === 0 ? utf8Text(body.subarray(start, end)) : texts.join('\n');
}
