import { parseWireJson, wireRecord } from '../anthropic/wire-json.ts';
import { utf8Text } from '../octets/octets-as-text.ts';
import { decodeJsonText } from '../json/json-text.ts';
import { endOf, isKey, kindOf, membersOf, startOf, type JsonTree } from '../json/json-tree.ts';
import { scanJson } from '../json/scan-json.ts';

/** The members of the Messages API that hold what a person would read. */
const readableKeys = ['text', 'content', 'thinking'] as const;

/**
 * What bytes `start` to `end` of a request body say to a reader. A tool definition: its name, its description and its
 * schema, set out. Else the texts that stand there, without their JSON frame and escapes, one after the other. Where there
 * is neither, the bytes as they stand.
 */
export function segmentText(body: Uint8Array, start: number, end: number): string {
  const tree = scanJson(body);
  const texts: string[] = [];
  for (let node = 0; node < tree.nodeCount; node += 1) {
    if (startOf(tree, node) >= end) break;
    if (kindOf(tree, node) !== 'object' || endOf(tree, node) <= start) continue;
    if (startOf(tree, node) >= start && endOf(tree, node) <= end) {
      const tool = toolText(body, tree, node);
      if (tool !== null) return tool;
    }
    for (const { key, value } of membersOf(tree, node)) {
      if (kindOf(tree, value) !== 'string' || !readableKeys.some((name) => isKey(tree, key, name))) continue;
      const insideStart = Math.max(start, startOf(tree, value) + 1);
      const insideEnd = Math.min(end, endOf(tree, value) - 1);
      if (insideStart < insideEnd) texts.push(decodeJsonText(body, insideStart, insideEnd));
    }
  }
  return texts.length === 0 ? utf8Text(body.subarray(start, end)) : texts.join('\n');
}

/** A tool definition or a tool call, set out for reading; null for any other object. */
function toolText(body: Uint8Array, tree: JsonTree, node: number): string | null {
  if (!membersOf(tree, node).some(({ key }) => isKey(tree, key, 'input_schema') || isKey(tree, key, 'input'))) return null;
  const tool = wireRecord(parseWireJson(utf8Text(body.subarray(startOf(tree, node), endOf(tree, node)))));
  if (tool === null || typeof tool['name'] !== 'string') return null;
  const description = typeof tool['description'] === 'string' ? `${tool['description']}\n\n` : '';
  return `${tool['name']}\n\n${description}${JSON.stringify(tool['input_schema'] ?? tool['input'], null, 2)}`;
}
