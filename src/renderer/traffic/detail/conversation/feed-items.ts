import type { ConversationView } from '../../../../contract/conversation-view.ts';
import type { MessageView } from '../../../../contract/exchange-view.ts';
import type { ConversationBlock, ConversationMessage } from '../../../../domain/conversation/conversation.ts';

/** What stands in the list of a conversation. */
export type FeedItem =
  | { readonly kind: 'system'; readonly blocks: readonly ConversationBlock[]; readonly leftOutBlocks: number }
  | { readonly kind: 'earlier'; readonly messages: number }
  | { readonly kind: 'message'; readonly message: ConversationMessage }
  | { readonly kind: 'answer'; readonly answer: MessageView };

/** The items in order: the system prompt, the messages that hold something of their own, and the answer, where one came. */
export function feedItems(conversation: ConversationView, answer: MessageView | null): readonly FeedItem[] {
  return [
    ...(conversation.system.length === 0 ? [] : [{ kind: 'system', blocks: conversation.system, leftOutBlocks: conversation.leftOutSystemBlocks } as const]),
    ...(conversation.earlierMessages === 0 ? [] : [{ kind: 'earlier', messages: conversation.earlierMessages } as const]),
    // What is left empty by results that stand with their calls says nothing.
    ...conversation.messages.flatMap((message) => (message.blocks.length === 0 && message.pairedResults > 0 ? [] : [{ kind: 'message', message } as const])),
    ...(answer === null ? [] : [{ kind: 'answer', answer } as const]),
  ];
}

/** The place of the first prompt of the user after `from` (or before it, going back) among the items; null where there is none. */
export function nextPrompt(items: readonly FeedItem[], from: number, step: 1 | -1): number | null {
  for (let at = from + step; at >= 0 && at < items.length; at += step) {
    const item = items[at];
    if (item?.kind === 'message' && item.message.isPrompt) return at;
  }
  return null;
}

/** The place of the first item that says this, however it is written; null where none does. */
export function firstSaying(items: readonly FeedItem[], find: string): number | null {
  const at = items.findIndex((item) => textsOf(item).some((text) => says(text, find)));
  return at === -1 ? null : at;
}

export function says(text: string, find: string): boolean {
  return find !== '' && text.toLowerCase().includes(find.toLowerCase());
}

function textsOf(item: FeedItem): readonly string[] {
  switch (item.kind) {
    case 'system':
      return item.blocks.flatMap(blockTexts);
    case 'message':
      return item.message.blocks.flatMap(blockTexts);
    case 'answer':
      return item.answer.blocks.map(({ text }) => text);
    case 'earlier':
      return [];
  }
}

/** All that a block says, in order. */
export function blockTexts(block: ConversationBlock): readonly string[] {
  switch (block.kind) {
    case 'text':
    case 'thinking':
    case 'document':
      return block.parts.map(({ text }) => text);
    case 'tool-use':
      return [block.input.text, ...(block.result?.items.flatMap(blockTexts) ?? [])];
    case 'tool-result':
      return block.result.items.flatMap(blockTexts);
    case 'other':
      return [block.json.text];
    case 'image':
      return [];
  }
}

const linePx = 20;
const charsPerLine = 100;

/** About how high an item is before it was laid out: what is folded takes a line. */
export function estimatedHeight(item: FeedItem): number {
  if (item.kind === 'answer') return 60 + item.answer.blocks.reduce((sum, { text }) => sum + linesOf(text) * linePx, 0);
  if (item.kind === 'earlier') return 30;
  const blocks = item.kind === 'system' ? item.blocks : item.message.blocks;
  return 40 + blocks.reduce((sum, block) => sum + (item.kind !== 'system' && block.kind === 'text' ? block.parts.reduce((lines, { text }) => lines + linesOf(text), 1) * linePx : 28), 0);
}

function linesOf(text: string): number {
  return Math.min(400, Math.ceil(text.length / charsPerLine));
}
