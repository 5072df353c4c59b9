import { parseWireJson, wireArray, wireCount, wireRecord, wireString, type WireRecord } from '../anthropic/wire-json.ts';
import { mcpNameCandidates } from '../attribution/mcp-names.ts';
import { decodeJsonText } from '../json/json-text.ts';
import { utf8Text } from '../octets/octets-as-text.ts';
import { textKey, toolsKey } from './content-key.ts';
import { countText, type TokenEncoder } from './count-text.ts';
import type { PieceObservation } from './learnt-counts.ts';
import { modelFamily } from './model-family.ts';
import { readPrompt } from './read-prompt.ts';

/** The text that stands beside tool definitions says nothing: it is there since the API wants a message. */
const longestFiller = 8;

/**
 * What a request to `POST /v1/messages/count_tokens` and its answer tell of one piece of context, as Claude Code 2.1.197 and 2.1.330 ask
 * for it: a text that is the whole of one message, or tool definitions beside a message of a word ("foo"). Null for every other
 * request (a whole conversation teaches as a bill does) and for an answer without a count. What the message around the
 * piece takes is still in `answered`: it is taken off when what was learnt is used, since it may be learnt later.
 */
export function readCountObservation(requestBody: Uint8Array, responseBody: Uint8Array, encoder: TokenEncoder): PieceObservation | null {
  const request = wireRecord(parseWireJson(utf8Text(requestBody)));
  const answered = wireCount(wireRecord(parseWireJson(utf8Text(responseBody)))?.['input_tokens']);
  const model = wireString(request?.['model']);
  if (request === null || answered === null || model === null || request['system'] !== undefined) return null;
  const text = onlyText(wireArray(request['messages']));
  if (text === null) return null;
  const tools = wireArray(request['tools']);
  const family = modelFamily(model);
  if (tools.length === 0) {
    const estimated = countText(text, encoder);
    return text.trim() === '' ? null : { of: 'piece', family, key: textKey(text), form: 'text', kind: null, estimated, answered };
  }
  const key = toolsKey(tools);
  if (key === null || text.length > longestFiller) return null;
  return { of: 'piece', family, key, form: 'tools', kind: kindOf(tools), estimated: estimateOfTools(requestBody, encoder), answered };
}

/** The text of a single message of the user that is nothing but one text. */
function onlyText(messages: readonly unknown[]): string | null {
  const message = messages.length === 1 ? wireRecord(messages[0]) : null;
  if (message?.['role'] !== 'user') return null;
  const { content } = message;
  if (typeof content === 'string') return content;
  const blocks = wireArray(content);
  const block = blocks.length === 1 ? wireRecord(blocks[0]) : null;
  return block?.['type'] === 'text' ? wireString(block['text']) : null;
}

/** As in a prompt: JSON as it stands, its escapes undone. */
function estimateOfTools(body: Uint8Array, encoder: TokenEncoder): number {
  const definitions = readPrompt(body).ranges.filter(({ form }) => form === 'json');
  return definitions.reduce((sum, { start, end }) => sum + countText(decodeJsonText(body, start, end), encoder), 0);
}

/** The kind that all of the tools are of; null where they are mixed. */
function kindOf(tools: readonly unknown[]): 'tool-definition' | 'mcp-tool-definition' | null {
  const ofServers = tools.filter((tool) => isOfServer(wireRecord(tool))).length;
  if (ofServers === 0) return 'tool-definition';
  return ofServers === tools.length ? 'mcp-tool-definition' : null;
}

function isOfServer(tool: WireRecord | null): boolean {
  return mcpNameCandidates(wireString(tool?.['name']) ?? '').length > 0;
}
