import { contentTextNodes, contentTexts } from '../anthropic/content-texts.ts';
import { itemsOf, memberOf, type JsonTree } from '../json/json-tree.ts';
import { textOf } from '../json/node-text.ts';

/** What the rules of this room look at in a request's body; of what is no request, nothing. */
export interface RequestView {
  readonly tree: JsonTree;
  readonly systemTexts: readonly string[];
  readonly messages: readonly MessageView[];
  /** The `type` of each tool; null for those that the client runs. */
  readonly toolTypes: readonly (string | null)[];
}

export interface MessageView {
  readonly role: string | null;
  /** The node of the content; null where there is none. */
  readonly content: number | null;
}

/** Reads the outline of a request; its texts are decoded when asked for. Never throws. */
export function viewRequest(tree: JsonTree): RequestView {
  const member = (name: string): number | null => (tree.nodeCount === 0 ? null : memberOf(tree, 0, name));
  const items = (name: string): readonly number[] => itemsOf(tree, member(name) ?? -1);
  return {
    tree,
    systemTexts: contentTexts(tree, member('system')),
    messages: items('messages').map((message) => ({
      role: textOf(tree, memberOf(tree, message, 'role')),
      content: memberOf(tree, message, 'content'),
    })),
    toolTypes: items('tools').map((tool) => textOf(tree, memberOf(tree, tool, 'type'))),
  };
}

/** The texts of the last message of the user; none when there is none. */
export function lastUserTexts({ tree, messages }: RequestView): readonly string[] {
  return contentTexts(tree, messages.findLast(({ role }) => role === 'user')?.content ?? null);
}

/**
 * The string nodes of what the user's side says before the first answer: of a subagent what it is to do, of a fork all of its parent's
 * beginning. Mentions of files may come in a message of their own before the rest.
 */
export function openingTextNodes({ tree, messages }: RequestView): readonly number[] {
  const answer = messages.findIndex(({ role }) => role === 'assistant');
  return messages
    .slice(0, answer === -1 ? messages.length : answer)
    .flatMap(({ role, content }) => (role === 'user' ? contentTextNodes(tree, content) : []));
}
