import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useCommands } from '../../../commands/use-commands.ts';
import { estimatedHeight, firstSaying, nextPrompt, type FeedItem } from './feed-items.ts';
import { itemName, MessageItem } from './message-item.tsx';
import { useFoundMarks } from './use-found-marks.ts';

interface ConversationFeedProps {
  readonly items: readonly FeedItem[];
  readonly find: string;
}

/** How often the end is gone to: each time more of what is there has been laid out. */
const settlings = 6;

/** The items of a conversation, the latest in sight at first. Only those near what is in sight exist as elements. */
export function ConversationFeed({ items, find }: ConversationFeedProps) {
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller,
    estimateSize: (index) => {
      const item = items[index];
      return item === undefined ? 0 : estimatedHeight(item);
    },
    getItemKey: (index) => keyOf(items[index], index),
    overscan: 3,
    paddingStart: 4,
    paddingEnd: 20,
    scrollPaddingEnd: 20,
    useFlushSync: false,
  });
  const inSight = virtualizer.getVirtualItems();
  const goTo = (index: number | null, align: 'start' | 'end') => {
    if (index === null) return;
    virtualizer.scrollToIndex(index, { align });
  };

  const found = firstSaying(items, find);
  const settled = useRef(0);
  // Once the user went somewhere the place is theirs.
  const isTaken = useRef(false);
  useLayoutEffect(() => {
    isTaken.current = false;
  }, [find]);
  // What comes later, as an analysis that folds what was not said, changes heights.
  useLayoutEffect(() => {
    if (!isTaken.current) settled.current = 0;
  }, [find, items]);
  // Each item has its true height only once it is there, which moves those after it: the place is gone to until it holds.
  useLayoutEffect(() => {
    if (scroller === null || settled.current >= settlings) return;
    settled.current += 1;
    if (found === null) virtualizer.scrollToIndex(items.length - 1, { align: 'end' });
    else virtualizer.scrollToIndex(found, { align: 'start' });
  });
  // Who scrolls is not pulled back.
  useEffect(() => {
    const stop = (): void => {
      settled.current = settlings;
      isTaken.current = true;
    };
    scroller?.addEventListener('wheel', stop, { passive: true });
    scroller?.addEventListener('pointerdown', stop);
    scroller?.addEventListener('keydown', stop);
    return () => {
      scroller?.removeEventListener('wheel', stop);
      scroller?.removeEventListener('pointerdown', stop);
      scroller?.removeEventListener('keydown', stop);
    };
  }, [scroller]);
  useFoundMarks(scroller, find);

  const topmost = () => {
    const top = (scroller?.scrollTop ?? 0) + 8;
    return inSight.find((item) => item.start + item.size > top)?.index ?? 0;
  };
  const jump = (index: number | null, align: 'start' | 'end' = 'start') => {
    settled.current = settlings;
    isTaken.current = true;
    goTo(index, align);
  };
  useCommands([
    { id: 'conversation.next-prompt', name: 'Go to the next message of the user', group: 'The open request', keys: ['n'], run: () => jump(nextPrompt(items, topmost(), 1) ?? items.length - 1, nextPrompt(items, topmost(), 1) === null ? 'end' : 'start') },
    { id: 'conversation.previous-prompt', name: 'Go to the previous message of the user', group: 'The open request', keys: ['Shift+N'], run: () => jump(nextPrompt(items, topmost(), -1) ?? 0) },
    { id: 'conversation.first', name: 'Go to the beginning of the conversation', group: 'The open request', keys: ['Mod+Home'], run: () => jump(0) },
    { id: 'conversation.last', name: 'Go to the end of the conversation', group: 'The open request', keys: ['Mod+End'], run: () => jump(items.length - 1, 'end') },
  ]);

  return (
    <div ref={setScroller} className="talk" role="feed" aria-label="Conversation" tabIndex={0}>
      <div className="talk-room" style={{ height: virtualizer.getTotalSize() }}>
        <div className="talk-shown" style={{ transform: `translateY(${inSight[0]?.start ?? 0}px)` }}>
          {inSight.map(({ index, key }) => {
            const item = items[index];
            if (item === undefined) return null;
            return (
              <article
                key={key}
                ref={virtualizer.measureElement}
                data-index={index}
                className="talk-item"
                data-speaker={item.kind === 'message' ? (item.message.isPrompt ? 'prompt' : item.message.role) : item.kind}
                aria-label={itemName(item)}
                aria-posinset={index + 1}
                aria-setsize={items.length}
              >
                <MessageItem item={item} />
              </article>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function keyOf(item: FeedItem | undefined, index: number): string | number {
  return item === undefined ? index : item.kind === 'message' ? item.message.position : item.kind;
}
