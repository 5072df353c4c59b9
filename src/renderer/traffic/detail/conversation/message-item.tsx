import type { ConversationBlock } from '../../../../domain/conversation/conversation.ts';
import type { FeedItem } from './feed-items.ts';
import { formatCount, formatCounted } from '../../../format/quantities.ts';
import { usePlace } from '../../../navigation/use-place.ts';
import { Button } from '../../../ui/button.tsx';
import { visibleText } from '../../../ui/visible-text.tsx';
import { MessageBlocks } from '../response/message-blocks.tsx';
import { BlockView } from './block-view.tsx';
import { useReading } from './reading.ts';

/** One item of a conversation: who speaks, and what they say. */
export function MessageItem({ item }: { readonly item: FeedItem }) {
  const { look } = useReading();
  const [, go] = usePlace();
  switch (item.kind) {
    case 'system':
      return (
        <>
          <Speaker name="System prompt" aside={formatCounted(item.blocks.length, 'block')} />
          {item.blocks.map((block) => (
            <BlockView key={block.start} block={block} within="system" />
          ))}
          <LeftOut blocks={item.leftOutBlocks} />
        </>
      );
    case 'earlier':
      return <p className="talk-earlier dim">{formatCounted(item.messages, 'earlier message')} left out here; Raw has all.</p>;
    case 'message': {
      const { message } = item;
      return (
        <>
          <div className="talk-head">
            <Speaker name={speakerName(message.role)} aside={formatCount(message.position + 1)} />
            <Button look="quiet" label={`Show message ${message.position + 1} in the raw body`} hint="Show it in the raw body" onPress={() => go({ tab: 'raw', at: `${message.start}-${message.end}` })}>
              bytes {formatCount(message.start)}–{formatCount(message.end)}
            </Button>
          </div>
          {message.blocks.every(saysNothing) && <p className="dim">empty</p>}
          {message.blocks.map((block) => (
            <BlockView key={block.start} block={block} within={message.role === 'system' ? 'system' : 'message'} />
          ))}
          <LeftOut blocks={message.leftOutBlocks} />
        </>
      );
    }
    case 'answer':
      return (
        <>
          <Speaker name="Answer to this request" aside={item.answer.complete ? '' : 'not whole'} />
          {item.answer.error !== null && (
            <p className="talk-trouble">
              {visibleText(item.answer.error.type)}: {visibleText(item.answer.error.message)}
            </p>
          )}
          <MessageBlocks blocks={item.answer.blocks} look={look} />
        </>
      );
  }
}

/** What an item is called, for a screen reader that goes from one to the next. */
export function itemName(item: FeedItem): string {
  if (item.kind === 'message') return `${speakerName(item.message.role)}, message ${item.message.position + 1}`;
  return item.kind === 'system' ? 'System prompt' : item.kind === 'answer' ? 'Answer to this request' : 'Earlier messages';
}

function saysNothing(block: ConversationBlock): boolean {
  return block.kind === 'text' && block.parts.every(({ text, isCut }) => text.trim() === '' && !isCut);
}

function LeftOut({ blocks }: { readonly blocks: number }) {
  return blocks > 0 && <p className="dim">{formatCounted(blocks, 'more block')} left out here; Raw has all.</p>;
}

function Speaker({ name, aside }: { readonly name: string; readonly aside: string }) {
  return (
    <h3 className="talk-speaker">
      {visibleText(name)} <span className="dim">{aside}</span>
    </h3>
  );
}

const speakerNames: Readonly<Record<string, string>> = { user: 'User', assistant: 'Assistant', system: 'System message', '': 'Message without a role' };

function speakerName(role: string): string {
  return Object.hasOwn(speakerNames, role) ? (speakerNames[role] ?? role) : role;
}
