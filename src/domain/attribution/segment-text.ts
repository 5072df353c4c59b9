import { parseWireJson } from '../anthropic/wire-json.ts';
import { utf8Text } from '../octets/octets-as-text.ts';
import { isDeeper } from '../json/bounded-json.ts';
import { decodeJsonText } from '../json/json-text.ts';
import { endOf, isKey, kindOf, memberOf, membersOf, startOf, type JsonTree } from '../json/json-tree.ts';
import { textOf } from '../json/node-text.ts';
import { scanJson } from '../json/scan-json.ts';

/** The members of the Messages API that hold what a person would read. */
const readableKeys = ['text', 'content', 'thinking'] as const;

/**
 * What bytes `start` to `end` of a request body say to a reader. A tool definition: its name, its description and its
 * schema, set out. Else the texts that stand there, without their JSON frame and escapes, one after the other. Where there
 * is neither, the bytes as they stand. Never throws.
 */
export function segmentText(body: Uint8Array, start: number, end: number): string {
  const tree = scanJson(body);
  const texts: string[] = [];
  for (let node = 0; node < tree.nodeCount; node += 1) {
    if (startOf(tree, node) >= end) break;
    if (kindOf(tree, node) !== 'object' || endOf(tree, node) <= start) continue;
    if (startOf(tree, node) >= start && endOf(tree, node) <= end) {
      const tool = toolText(tree, node);
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

/** A longer schema, or one that is nested deeper, is given as it stands: set out, each line begins with as much space as it is deep. */
const longestSetOut = 1_000_000;
const deepestSetOut = 64;

/** A tool definition or a tool call, set out for reading; null for any other object. */
function toolText(tree: JsonTree, node: number): string | null {
  const name = textOf(tree, memberOf(tree, node, 'name'));
  const schema = memberOf(tree, node, 'input_schema') ?? memberOf(tree, node, 'input');
  if (name === null || schema === null) return null;
  const description = textOf(tree, memberOf(tree, node, 'description'));
  return `${name}\n\n${description === null ? '' : `${description}\n\n`}${setOut(utf8Text(tree.bytes.subarray(startOf(tree, schema), endOf(tree, schema))))}`;
}

function setOut(json: string): string {
  const value = json.length > longestSetOut ? undefined : parseWireJson(json);
  return value === undefined || isDeeper(value, deepestSetOut) ? json : JSON.stringify(value, null, 2);
}
