import { imageSource } from './image-source.ts';
import { itemsOf, kindOf, memberOf, startOf, endOf } from '../json/json-tree.ts';
import { contentTextNodes } from '../anthropic/content-texts.ts';
import { beginsWith, textOf } from '../json/node-text.ts';
import { resultSource, skillOf, toolUseOf } from './result-source.ts';
import { splitSections, type AttributedRun } from './sections.ts';
import type { Confidence } from './segment.ts';
import type { Source } from './source.ts';
import { splitResult } from './tool-result.ts';
import { nothingExpected, type Expectations } from './expectations.ts';
import { splitUserText } from './user-text.ts';
import { closeElement, contentsOf, takeRuns, takeValue, wholeRun, type Walk } from './walk.ts';

type TextSplitter = (text: string) => readonly AttributedRun[];

/** Where a whole text is from, whatever it says: such a text is not even decoded. */
interface WholeSource {
  readonly source: Source;
  readonly confidence: Confidence;
}

/** The conversation, message by message. */
export function walkMessages(walk: Walk, messages: number): void {
  // A subagent's task stands before its first answer; mentions of files may come in a message of their own before it.
  const all = itemsOf(walk.tree, messages);
  let isTaskOpen = walk.index.isSubagent && !walk.index.isFork;
  const lastPrompt = walk.index.hasPromptId ? all.findLastIndex((message) => isPrompt(walk, message)) : -1;
  all.forEach((message, position) => {
    const path = `messages[${position}]`;
    const role = textOf(walk.tree, memberOf(walk.tree, message, 'role'));
    const content = memberOf(walk.tree, message, 'content');
    if (content === null) takeValue(walk, message, path, { kind: 'unknown' }, 'certain');
    else if (role === 'system') walkHarness(walk, content, `${path}.content`);
    else if (role === 'assistant') {
      walkAssistant(walk, content, `${path}.content`);
      isTaskOpen = false;
    } else if (role === 'user') {
      const following = all[position + 1];
      const endsTurn = following === undefined || textOf(walk.tree, memberOf(walk.tree, following, 'role')) !== 'user';
      const sawTask = walkUser(walk, content, `${path}.content`, { isAgentTask: isTaskOpen, isTypedTurn: position === lastPrompt, endsTurn });
      if (sawTask) isTaskOpen = false;
    } else takeValue(walk, message, path, { kind: 'unknown' }, 'certain');
    closeElement(walk, message);
  });
}

function walkHarness(walk: Walk, content: number, path: string): void {
  walkContent(walk, content, path, (text) => splitSections(text, walk.context, 'message'), (block, blockPath) => {
    takeValue(walk, block, blockPath, { kind: 'unknown' }, 'certain');
  });
}

function walkAssistant(walk: Walk, content: number, path: string): void {
  walkContent(walk, content, path, { source: { kind: 'assistant-text' }, confidence: 'certain' }, (block, blockPath, type) => {
    takeValue(walk, block, blockPath, assistantSource(walk, block, type), 'certain');
  });
}

function assistantSource(walk: Walk, block: number, type: string | null): Source {
  if (type === 'thinking' || type === 'redacted_thinking') return { kind: 'assistant-thinking' };
  if (type === 'tool_use' || type === 'server_tool_use' || type === 'mcp_tool_use') {
    const tool = textOf(walk.tree, memberOf(walk.tree, block, 'name'));
    return tool === null ? { kind: 'assistant-tool-call' } : { kind: 'assistant-tool-call', tool };
  }
  if (type?.endsWith('_tool_result') === true) {
    const id = textOf(walk.tree, memberOf(walk.tree, block, 'tool_use_id'));
    return resultSource(walk.index, id, block).source;
  }
  return { kind: 'unknown' };
}

interface UserMessage {
  readonly isAgentTask: boolean;
  readonly isTypedTurn: boolean;
  /** True when no message of the user's follows. */
  readonly endsTurn: boolean;
}

/** Whether a message is of the user's and answers no tool call. */
function isPrompt(walk: Walk, message: number): boolean {
  const content = memberOf(walk.tree, message, 'content');
  return textOf(walk.tree, memberOf(walk.tree, message, 'role')) === 'user' && content !== null && textCountOf(walk, content) > 0;
}

/** A resource that was mentioned may come before the text that mentions it. */
function noteMentions(walk: Walk, content: number): void {
  const nodes = contentTextNodes(walk.tree, content);
  const last = nodes.at(-1);
  if (last === undefined || !nodes.some((node) => beginsWith(walk.tree, node, '<system-reminder>\\nFull contents of resource:'))) return;
  walk.context.lastUserText = textOf(walk.tree, last) ?? '';
}

/** Says whether it held the task of a subagent. */
function walkUser(walk: Walk, content: number, path: string, { isAgentTask, isTypedTurn, endsTurn }: UserMessage): boolean {
  let sawTask = false;
  const promptPlace = endsTurn ? promptPlaceOf(walk, content) : -1;
  let place = 0;
  const expected = nothingExpected(isAgentTask, isTypedTurn);
  noteMentions(walk, content);
  const splitText: TextSplitter = (text) => {
    // Nothing the user typed so far: then it is where the prompt stands.
    expected.isTypedPrompt = place === promptPlace && !expected.sawInput;
    place += 1;
    const runs = splitUserText(text, expected, walk.index, walk.context);
    sawTask ||= runs.some((run) => run.source.kind === 'agent-task' || run.source.kind === 'skill-body');
    if (runs.some((run) => run.source.kind === 'user-input')) {
      expected.sawInput = true;
      walk.context.lastUserText = text;
    }
    return runs;
  };
  let document: Source = { kind: 'image', mediaType: 'application/pdf' };
  walkContent(walk, content, path, splitText, (block, blockPath, type) => {
    if (type === 'tool_result') {
      walkResult(walk, block, blockPath, expected);
      const result = resultSource(walk.index, textOf(walk.tree, memberOf(walk.tree, block, 'tool_use_id')), block).source;
      // What Read says of a PDF is followed by the document.
      if (result.kind === 'builtin-result' && result.tool === 'Read') document = result;
    } else if (type === 'image') expected.images.push(takeImage(walk, block, blockPath, null));
    else if (type === 'document') takeValue(walk, block, blockPath, document, 'likely');
    else takeValue(walk, block, blockPath, { kind: 'unknown' }, 'certain');
  });
  return sawTask;
}

/** How many texts a message of the user's holds; 0 where it answers tool calls, since then no prompt need be in it. */
function textCountOf(walk: Walk, content: number): number {
  const { tree } = walk;
  if (kindOf(tree, content) === 'string') return 1;
  const types = itemsOf(tree, content).map((block) => textOf(tree, memberOf(tree, block, 'type')));
  return types.includes('tool_result') ? 0 : types.filter((type) => type === 'text').length;
}

/**
 * Where among the texts of a message the prompt would stand: the last that is neither a reminder nor the line that names an image's file,
 * or the last one where there is no other; -1 where no prompt need be in it.
 */
function promptPlaceOf(walk: Walk, content: number): number {
  const nodes = contentTextNodes(walk.tree, content);
  const place = nodes.findLastIndex((node) => !besidePrompt.some((opener) => beginsWith(walk.tree, node, opener)));
  if (place !== -1) return place;
  return textCountOf(walk, content) === 0 ? -1 : nodes.length - 1;
}

const besidePrompt = ['<system-reminder>', '[Image: source: '] as const;

function walkResult(walk: Walk, block: number, path: string, expected: Expectations): void {
  const { tree, index } = walk;
  const id = textOf(tree, memberOf(tree, block, 'tool_use_id'));
  const content = memberOf(tree, block, 'content');
  const result = resultSource(index, id, block);
  if (content === null) {
    takeValue(walk, block, path, result.source, result.confidence);
    return;
  }
  const error = memberOf(tree, block, 'is_error');
  const isError = error !== null && tree.bytes[startOf(tree, error)] === 0x74;
  const skill = skillOf(index, id, block);
  if (skill !== null && !isError) expected.launchedSkills.push(skill);
  if (result.source.kind === 'builtin-result' && result.source.tool === 'ToolSearch') expected.isAfterToolSearch = true;
  const splitText: TextSplitter = (text) => {
    const runs = splitResult(text, { ...result, tool: toolUseOf(index, id, block)?.name ?? null, isError }, index, walk.context);
    // A forked skill has run elsewhere: no body follows.
    if (skill !== null && runs.some(({ source }) => source.kind === 'subagent-result' && source.agent === skill)) expected.launchedSkills.pop();
    return runs;
  };
  // Nothing of the harness's is in the result of other tools then.
  const isRead = result.source.kind === 'builtin-result' && result.source.tool === 'Read';
  const isOneSource = index.hasSystemMessages && !isError && skill === null && !isRead;
  walkContent(walk, content, `${path}.content`, isOneSource ? result : splitText, (item, itemPath, type) => {
    if (type === 'image') takeImage(walk, item, itemPath, result);
    else takeValue(walk, item, itemPath, result.source, result.confidence);
  });
}

/**
 * An image. Its data is a segment of its own, so that its tokens can be told from its size; inside a tool's result it
 * belongs to the tool.
 */
function takeImage(walk: Walk, block: number, path: string, owner: { source: Source; confidence: Confidence } | null): Source {
  const { tree } = walk;
  const source = memberOf(tree, block, 'source');
  const data = source === null ? null : memberOf(tree, source, 'data');
  const image = imageSource(tree, source);
  if (data === null) takeValue(walk, block, path, owner?.source ?? image, owner?.confidence ?? 'certain');
  else walk.writer.take(endOf(tree, data), `${path}.source.data`, owner?.source ?? image, owner?.confidence ?? 'certain');
  return image;
}

/** A content: one text, or blocks, of which texts are split and the rest is handed on. */
function walkContent(
  walk: Walk,
  content: number,
  path: string,
  texts: TextSplitter | WholeSource,
  takeOther: (block: number, path: string, type: string | null) => void,
): void {
  const { tree } = walk;
  if (kindOf(tree, content) === 'string') {
    takeText(walk, content, path, texts);
    return;
  }
  const takenBefore = walk.writer.taken;
  itemsOf(tree, content).forEach((block, position) => {
    const type = textOf(tree, memberOf(tree, block, 'type'));
    const text = memberOf(tree, block, 'text');
    const blockPath = `${path}[${position}]`;
    if (type === 'text' && text !== null && kindOf(tree, text) === 'string') {
      takeText(walk, text, `${blockPath}.text`, texts);
    } else takeOther(block, blockPath, type);
    closeElement(walk, block);
  });
  // Neither a text nor blocks: it must not fall to the segment before it.
  if (walk.writer.taken === takenBefore) takeOther(content, path, null);
}

function takeText(walk: Walk, node: number, path: string, texts: TextSplitter | WholeSource): void {
  if (typeof texts !== 'function') {
    takeValue(walk, node, path, texts.source, texts.confidence);
    return;
  }
  const contents = contentsOf(walk, node);
  const runs = texts(contents.text);
  takeRuns(walk, node, path, contents, runs.length > 0 ? runs : wholeRun('', { kind: 'unknown-harness' }, 'likely'));
}
