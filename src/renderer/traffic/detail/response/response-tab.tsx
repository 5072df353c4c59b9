import type { ExchangeDetail, ExchangeRow, MessageView } from '../../../../contract/exchange-view.ts';
import { useCall } from '../../../bridge/use-call.ts';
import { placeHash } from '../../../navigation/place.ts';
import { usePlace } from '../../../navigation/use-place.ts';
import { Empty, Failed, Loading } from '../../../ui/list-state.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { useKeptChoice } from '../../../ui/use-kept-choice.ts';
import { visibleText } from '../../../ui/visible-text.tsx';
import { looks } from '../conversation/looks.ts';
import { BodyText } from '../raw/body-text.tsx';
import { MessageBlocks } from './message-blocks.tsx';
import { StreamPane } from './stream-pane.tsx';
import './response-tab.css';

/** The response: the message put together from its stream, the events of the stream as they came, or the bytes. */
export function ResponseTab({ detail }: { readonly detail: ExchangeDetail }) {
  const { row } = detail;
  const message = useCall('readMessage', { id: row.id });
  const [wanted, setWanted] = useKeptChoice('response-view', ['message', 'events'], 'message');
  const [look, setLook] = useKeptChoice('text-look', ['markdown', 'plain'], 'markdown');
  const [place] = usePlace();
  if (row.status === null && detail.statusLine === null) return <Empty title={row.state === 'open' ? 'No response yet' : 'No response came'} />;
  if (message.isPending) return <Loading what="the response" />;
  if (message.isError) return <Failed what="the response" why={message.error.message} onRetry={() => void message.refetch()} />;
  const { data } = message;
  // Whatever else a server may send: a page, an image, nothing.
  if (row.responseBytes === 0 && row.contentRemovedAtUs === null && (row.state !== 'open' || data === null)) return <Empty title={emptyWords(row.state)} />;
  if (data === null || data.kind === 'other') return <ResponseBody detail={detail} />;
  if (data.kind === 'error') {
    return (
      <>
        <Notice tone="bad">{visibleText(`${data.error?.type ?? 'error'}: ${data.error?.message ?? ''}`)}</Notice>
        <ResponseBody detail={detail} />
      </>
    );
  }
  const shown = data.kind === 'stream' ? wanted : 'message';
  return (
    <>
      <div className="body-head">
        <EndOf message={data} row={row} />
        {data.id !== null && <code className="mono readable dim body-start">{visibleText(data.id)}</code>}
        <span className="segment-gap" />
        {shown === 'message' && <Segmented label="How texts are shown" value={look} choices={looks} onChange={setLook} />}
        {data.kind === 'stream' && (
          <Segmented
            label="How the response is shown"
            value={shown}
            choices={[
              { value: 'message', name: 'Message' },
              { value: 'events', name: 'Events' },
            ]}
            onChange={setWanted}
          />
        )}
        <a className="page-link" href={placeHash({ ...place, tab: 'raw', at: null })} title="The bytes as they came">
          Show under Raw
        </a>
      </div>
      {shown === 'events' ? <StreamOf id={row.id} /> : <Message message={data} isOpen={row.state === 'open'} look={look} />}
    </>
  );
}

function ResponseBody({ detail }: { readonly detail: ExchangeDetail }) {
  return <BodyText id={detail.row.id} side="response" startLine={detail.statusLine} contentType={detail.responseContentType} />;
}

function StreamOf({ id }: { readonly id: string }) {
  const stream = useCall('readStream', { id });
  if (stream.isPending) return <Loading what="the events" />;
  if (stream.isError) return <Failed what="the events" why={stream.error.message} onRetry={() => void stream.refetch()} />;
  if (stream.data === null) return <Empty title="The stream is not stored any more" />;
  return <StreamPane key={id} stream={stream.data} />;
}

function emptyWords(state: ExchangeRow['state']): string {
  if (state === 'open') return 'Nothing of the body has come yet';
  return state === 'complete' ? 'The response has no body' : 'It ended before anything of the body came';
}

/** How the message ended, in its head: what is below does not move when that becomes known. What broke it off is said above the tabs. */
function EndOf({ message, row }: { readonly message: MessageView; readonly row: ExchangeRow }) {
  if (message.stopReason !== null) {
    return (
      <span>
        <span className="dim">Stopped: </span>
        {visibleText(message.stopReason)}
      </span>
    );
  }
  if (row.state === 'open') return <span>Still streaming: this is what has come so far</span>;
  if (message.error !== null) return <span className="message-cut">Ended with an error</span>;
  if (message.complete) return <span className="dim">No stop reason given</span>;
  return <span className="message-cut">Cut off: this is what came before it ended</span>;
}

function Message({ message, isOpen, look }: { readonly message: MessageView; readonly isOpen: boolean; readonly look: 'markdown' | 'plain' }) {
  return (
    <div className="message" tabIndex={0} role="region" aria-label="Message">
      {message.error !== null && <Notice tone="bad">{visibleText(`${message.error.type}: ${message.error.message}`)}</Notice>}
      {message.blocks.length === 0 && <Empty title={isOpen ? 'Nothing of the message has come yet' : 'The message has no content'} />}
      <MessageBlocks blocks={message.blocks} look={look} />
    </div>
  );
}
