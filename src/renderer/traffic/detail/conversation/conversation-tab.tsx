import { useMemo, useState } from 'react';
import type { ExchangeRow } from '../../../../contract/exchange-view.ts';
import { useCall } from '../../../bridge/use-call.ts';
import { formatCount, formatCounted } from '../../../format/quantities.ts';
import { usePlace } from '../../../navigation/use-place.ts';
import { Empty, Failed, Loading } from '../../../ui/list-state.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { useKeptChoice } from '../../../ui/use-kept-choice.ts';
import { ConversationFeed } from './conversation-feed.tsx';
import { feedItems, firstSaying } from './feed-items.ts';
import { looks } from './looks.ts';
import { ReadingContext, type Reading } from './reading.ts';
import './conversation.css';

/** The messages of the prompt as a person reads them, and the answer they got. */
export function ConversationTab({ row }: { readonly row: ExchangeRow }) {
  const conversation = useCall('readConversation', { id: row.id });
  const answer = useCall('readMessage', { id: row.id });
  const [{ find }] = usePlace();
  const [look, setLook] = useKeptChoice('text-look', ['markdown', 'plain'], 'markdown');
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const hasAnswer = row.status !== null && answer.data !== undefined && answer.data !== null && (answer.data.blocks.length > 0 || answer.data.error !== null);
  const items = useMemo(
    () => (conversation.data === null || conversation.data === undefined ? [] : feedItems(conversation.data, hasAnswer ? (answer.data ?? null) : null)),
    [conversation.data, answer.data, hasAnswer],
  );
  const reading = useMemo(
    (): Reading => ({
      id: row.id,
      look,
      find,
      isTurned: (key) => turned.has(key),
      turn: (key) => setTurned((before) => new Set(before.has(key) ? [...before].filter((other) => other !== key) : [...before, key])),
    }),
    [row.id, look, find, turned],
  );
  if (conversation.isPending || answer.isPending) return <Loading what="the conversation" />;
  if (conversation.isError) return <Failed what="the conversation" why={conversation.error.message} onRetry={() => void conversation.refetch()} />;
  if (row.requestBytes === 0 && row.state !== 'open' && row.contentRemovedAtUs === null) {
    return (
      <Empty title="No conversation">
        <p>This request has no body.</p>
      </Empty>
    );
  }
  if (conversation.data === null) return <Empty title="The request's body is not stored" />;
  if (conversation.data.messages.length === 0) {
    return (
      <Empty title="No conversation">
        <p>The body of this request holds no messages. The Raw tab shows what it holds.</p>
      </Empty>
    );
  }
  const { messages, earlierMessages, isWhole } = conversation.data;
  const prompts = messages.filter(({ isPrompt }) => isPrompt).length;
  return (
    <ReadingContext value={reading}>
      <div className="body-head">
        <span className="dim">
          {formatCounted(messages.length + earlierMessages, 'message')} · {formatCount(prompts)} by the user
        </span>
        {find !== '' && firstSaying(items, find) === null && <span className="dim">not found here</span>}
        <span className="segment-gap" />
        <Segmented label="How texts are shown" value={look} choices={looks} onChange={setLook} />
      </div>
      {!isWhole && <Notice tone="warn">The body ends in the middle: this is what came before.</Notice>}
      <ConversationFeed key={row.id} items={items} find={find} />
    </ReadingContext>
  );
}
