import { useState } from 'react';
import type { ExchangeDetail, MessageView } from '../../../../contract/exchange-view.ts';
import { useCall } from '../../../bridge/use-call.ts';
import { formatCount } from '../../../format/quantities.ts';
import { jsonFace } from '../../../ui/json-face.tsx';
import { Empty, Failed, Loading } from '../../../ui/list-state.tsx';
import { LongText } from '../../../ui/long-text.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { visibleText } from '../../../ui/visible-text.tsx';
import { BodyText } from '../raw/body-text.tsx';
import { indentedJson } from '../raw/indented-json.ts';
import './response-tab.css';

/** The response: the message put together from its stream, or the bytes as they came. */
export function ResponseTab({ detail }: { readonly detail: ExchangeDetail }) {
  const { row } = detail;
  const message = useCall('readMessage', { id: row.id });
  const [wanted, setWanted] = useState<'message' | 'raw'>('message');
  if (message.isPending) return <Loading what="the response" />;
  if (message.isError) return <Failed what="the response" why={message.error.message} onRetry={() => void message.refetch()} />;
  const shown = message.data === null ? 'raw' : wanted;
  return (
    <>
      {message.data !== null && (
        <div className="body-head">
          <span>
            <span className="dim">{message.data.stopReason === null ? 'No stop reason given' : 'Stopped: '}</span>
            {visibleText(message.data.stopReason ?? '')}
          </span>
          {message.data.id !== null && <code className="mono readable dim body-start">{visibleText(message.data.id)}</code>}
          <span className="segment-gap" />
          <Segmented
            label="How the response is shown"
            value={shown}
            choices={[
              { value: 'message', name: 'Message' },
              { value: 'raw', name: 'Raw' },
            ]}
            onChange={setWanted}
          />
        </div>
      )}
      {message.data !== null && shown === 'message' ? (
        <Message message={message.data} isOpen={row.state === 'open'} />
      ) : row.status === null && detail.statusLine === null ? (
        <Empty title={row.state === 'open' ? 'No response yet' : 'No response came'} />
      ) : (
        <BodyText id={row.id} side="response" startLine={detail.statusLine} contentType={detail.responseContentType} />
      )}
    </>
  );
}

function Message({ message, isOpen }: { readonly message: MessageView; readonly isOpen: boolean }) {
  return (
    <div className="message">
      {!message.complete &&
        (isOpen ? (
          <Notice tone="good">Still streaming: this is what has come so far.</Notice>
        ) : (
          <Notice tone="bad">The stream was cut off: this is what came before it ended.</Notice>
        ))}
      {message.error !== null && (
        <Notice tone="bad">
          {message.error.type}: {message.error.message}
        </Notice>
      )}
      {message.blocks.length === 0 && <Empty title="The message has no content" />}
      {message.blocks.map((block, index) => (
        <section key={index} className={`message-block message-${blockLook(block)}`}>
          {/* Plain text needs no title to be seen as what it is. */}
          <h3 className={`message-kind ${block.type === 'text' ? 'for-screen-readers' : ''}`}>
            {blockTitle(block.type)}
            {block.tool !== null && <code className="mono">{visibleText(block.tool)}</code>}
          </h3>
          <BlockText block={block} />
        </section>
      ))}
    </div>
  );
}

function BlockText({ block }: { readonly block: MessageView['blocks'][number] }) {
  const indented = block.tool === null ? null : indentedJson(block.text);
  if (block.text === '') return <p className="dim">empty</p>;
  return (
    <LongText
      label={blockTitle(block.type)}
      text={indented ?? block.text}
      look={block.tool === null && blockTitles[block.type] !== undefined ? 'document' : 'code'}
      formatCount={formatCount}
      {...(indented === null ? {} : { face: jsonFace })}
    />
  );
}

function blockLook(block: MessageView['blocks'][number]): 'thinking' | 'call' | 'text' {
  if (block.type === 'thinking' || block.type === 'redacted_thinking') return 'thinking';
  return block.type === 'text' ? 'text' : 'call';
}

const blockTitles: Readonly<Record<string, string>> = {
  text: 'Text',
  thinking: 'Thinking',
  redacted_thinking: 'Thinking, redacted',
  tool_use: 'Tool call',
  server_tool_use: 'Server tool call',
};

function blockTitle(type: string): string {
  return blockTitles[type] ?? type;
}
