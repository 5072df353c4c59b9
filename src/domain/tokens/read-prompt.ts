import { isBillingLine } from '../anthropic/billing-line.ts';
import { isDeferred, loadedToolNames } from '../anthropic/deferred-tools.ts';
import { endOf, isKey, itemsOf, kindOf, memberOf, membersOf, startOf, type JsonTree } from '../json/json-tree.ts';
import { endOfContents, textOf } from '../json/node-text.ts';
import { scanJson } from '../json/scan-json.ts';

/**
 * A run of body bytes that the model is given: `text`, the contents of a JSON string; `json`, JSON as it stands; `image`,
 * base64 data; `sealed`, data whose tokens cannot be told from here. What is in no range is framing: brackets, block types,
 * ids and parameters, which the API takes off.
 */
export interface PromptRange {
  readonly start: number;
  readonly end: number;
  readonly form: 'text' | 'json' | 'image' | 'sealed';
}

/** What a Messages API body puts before the model. */
export interface Prompt {
  /** In the order of the body. */
  readonly ranges: readonly PromptRange[];
  readonly model: string | null;
  readonly toolCount: number;
  /** The `type` of `tool_choice`; null when it is left to the API. */
  readonly toolChoice: string | null;
}

/** Reads a body's prompt; of a body that is none, nothing. Never throws. `tree` is the body's, where somebody has scanned it already. */
export function readPrompt(body: Uint8Array, tree: JsonTree = scanJson(body)): Prompt {
  const ranges: PromptRange[] = [];
  if (tree.nodeCount === 0) return { ranges, model: null, toolCount: 0, toolChoice: null };
  for (const { key, value } of membersOf(tree, 0)) {
    if (isKey(tree, key, 'system')) addSystem(tree, value, ranges);
    else if (isKey(tree, key, 'messages')) {
      for (const message of itemsOf(tree, value)) addContent(tree, memberOf(tree, message, 'content'), ranges, false);
    } else if (isKey(tree, key, 'tools')) {
      addTools(tree, value, ranges);
    }
  }
  const tools = memberOf(tree, 0, 'tools');
  const choice = memberOf(tree, 0, 'tool_choice');
  return {
    ranges,
    model: textOf(tree, memberOf(tree, 0, 'model')),
    toolCount: tools === null ? 0 : itemsOf(tree, tools).length,
    toolChoice: choice === null ? null : textOf(tree, memberOf(tree, choice, 'type')),
  };
}

/** What is deferred and was not loaded is not shown to the model, and not billed. */
function addTools(tree: JsonTree, tools: number, ranges: PromptRange[]): void {
  const items = itemsOf(tree, tools);
  const loaded = items.some((tool) => isDeferred(tree, tool)) ? loadedToolNames(tree, 0) : null;
  for (const tool of items) {
    const isShown = loaded === null || !isDeferred(tree, tool) || loaded.has(textOf(tree, memberOf(tree, tool, 'name')) ?? '');
    if (isShown) ranges.push({ start: startOf(tree, tool), end: endOf(tree, tool), form: 'json' });
  }
}

function addSystem(tree: JsonTree, system: number, ranges: PromptRange[]): void {
  if (kindOf(tree, system) === 'string') addText(tree, system, ranges);
  for (const block of itemsOf(tree, system)) {
    const text = memberOf(tree, block, 'text');
    // The billing line stands before everything else and differs in every request: were it part of the prompt, no request
    // could ever read its system prompt from the cache, and they do.
    if (text !== null && !isBillingLine(textOf(tree, text) ?? '')) addText(tree, text, ranges);
  }
}

function addContent(tree: JsonTree, content: number | null, ranges: PromptRange[], isInResult: boolean): void {
  if (content === null) return;
  if (kindOf(tree, content) === 'string') addText(tree, content, ranges);
  for (const block of itemsOf(tree, content)) addBlock(tree, block, ranges, isInResult);
}

function addBlock(tree: JsonTree, block: number, ranges: PromptRange[], isInResult: boolean): void {
  const type = textOf(tree, memberOf(tree, block, 'type'));
  // In the order of the body, whatever the order of the members.
  for (const { key, value } of membersOf(tree, block)) {
    if (type === 'text' && isKey(tree, key, 'text')) addText(tree, value, ranges);
    else if (type === 'thinking' && isKey(tree, key, 'thinking')) addText(tree, value, ranges);
    else if (type === 'redacted_thinking' && isKey(tree, key, 'data')) add(tree, value, 'sealed', ranges);
    else if (type === 'tool_reference' && isKey(tree, key, 'tool_name')) addText(tree, value, ranges);
    else if (type?.endsWith('tool_use') === true && isKey(tree, key, 'name')) addText(tree, value, ranges);
    else if (type?.endsWith('tool_use') === true && isKey(tree, key, 'input')) add(tree, value, 'json', ranges);
    else if (type?.endsWith('tool_result') === true && isKey(tree, key, 'content')) {
      // A result in a result does not exist; who nests them anyway gets no recursion from us.
      if (isInResult) add(tree, value, 'json', ranges);
      else addContent(tree, value, ranges, true);
    } else if ((type === 'image' || type === 'document') && isKey(tree, key, 'source')) addSource(tree, value, type, ranges);
    else if (!knownTypes.has(type ?? '') && type?.endsWith('tool_use') !== true && type?.endsWith('tool_result') !== true) {
      if (!isKey(tree, key, 'type') && !isKey(tree, key, 'cache_control')) add(tree, value, 'json', ranges);
    }
  }
}

const knownTypes: ReadonlySet<string> = new Set(['text', 'thinking', 'redacted_thinking', 'tool_reference', 'image', 'document']);

function addSource(tree: JsonTree, source: number, type: 'image' | 'document', ranges: PromptRange[]): void {
  const data = memberOf(tree, source, 'data');
  const isText = textOf(tree, memberOf(tree, source, 'type')) === 'text';
  if (data !== null && isText) addText(tree, data, ranges);
  else if (data !== null && type === 'image') {
    ranges.push({ start: startOf(tree, data) + 1, end: endOfContents(tree, data), form: 'image' });
  } else add(tree, data ?? source, 'sealed', ranges);
}

function addText(tree: JsonTree, node: number, ranges: PromptRange[]): void {
  if (kindOf(tree, node) !== 'string') return;
  ranges.push({ start: startOf(tree, node) + 1, end: endOfContents(tree, node), form: 'text' });
}

function add(tree: JsonTree, node: number, form: PromptRange['form'], ranges: PromptRange[]): void {
  ranges.push({ start: startOf(tree, node), end: endOf(tree, node), form });
}
