import { useMemo, useState, type ReactNode } from 'react';
import type { SegmentView } from '../../../../contract/context-view.ts';
import type { ExchangeDetail } from '../../../../contract/exchange-view.ts';
import { useCall } from '../../../bridge/use-call.ts';
import { useContextOf } from '../../../bridge/use-context.ts';
import { useCommands } from '../../../commands/use-commands.ts';
import { formatBytes, formatCount } from '../../../format/quantities.ts';
import { usePlace } from '../../../navigation/use-place.ts';
import { Empty, Failed, Loading } from '../../../ui/list-state.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { visibleText } from '../../../ui/visible-text.tsx';
import { BodyReader } from './body-reader.tsx';
import { parseBytes } from './body/placed-segments.ts';
import { CopyAsCurl } from './copy-as-curl.tsx';
import './raw-tab.css';

// Larger than any prompt seen; a body beyond it is shown to here, and the window stays quick.
const mostChars = 8_000_000;

type Side = 'request' | 'response';

/** Both bodies as they were sent, the request's with its sources. */
export function RawTab({ detail }: { readonly detail: ExchangeDetail }) {
  const [place] = usePlace();
  // Bytes that are asked for are those of the request, wherever one was before.
  const [choice, setChoice] = useState<{ readonly side: Side; readonly at: string | null }>({ side: 'request', at: place.at });
  const side = choice.at === place.at ? choice.side : 'request';
  const setSide = (next: Side) => setChoice({ side: next, at: place.at });
  useCommands([
    { id: 'raw.side', name: side === 'request' ? 'Show the raw response' : 'Show the raw request', group: 'The open request', run: () => setSide(side === 'request' ? 'response' : 'request') },
  ]);
  const sides = (
    <Segmented
      label="Which body is shown"
      value={side}
      choices={[
        { value: 'request', name: 'Request' },
        { value: 'response', name: 'Response' },
      ]}
      onChange={setSide}
    />
  );
  return <RawBody key={`${detail.row.id} ${side}`} detail={detail} side={side} sides={sides} />;
}

function RawFacts({ detail, side }: { readonly detail: ExchangeDetail; readonly side: Side }) {
  const body = useCall('readBody', { id: detail.row.id, side, maxChars: mostChars });
  const line = side === 'request' ? detail.requestLine : detail.statusLine;
  const type = (side === 'request' ? detail.requestContentType : detail.responseContentType)?.split(';', 1)[0]?.trim() ?? null;
  const { bytes = null, contentEncoding = null } = body.data ?? {};
  const words = [...(bytes === null ? [] : [formatBytes(bytes)]), contentEncoding, type].filter((part) => part !== null && part !== '').join(' · ');
  return (
    <span className="raw-facts dim" title={[line, words].filter((part) => part !== null).join('\n')}>
      {visibleText(words)}
    </span>
  );
}

const noSegments: readonly SegmentView[] = [];

interface RawBodyProps {
  readonly detail: ExchangeDetail;
  readonly side: Side;
  /** The choice between the two. */
  readonly sides: ReactNode;
}

function RawBody({ detail, side, sides }: RawBodyProps) {
  const { row } = detail;
  const [place, go] = usePlace();
  const body = useCall('readBody', { id: row.id, side, maxChars: mostChars });
  const context = useContextOf(row.id, side === 'request');
  const at = useMemo(() => (side === 'request' ? parseBytes(place.at) : null), [side, place.at]);
  const inPlaceOfText = (instead: ReactNode) => (
    <>
      <div className="raw-bar">
        {sides}
        <RawFacts detail={detail} side={side} />
      </div>
      {instead}
    </>
  );
  if (body.isPending) return inPlaceOfText(<Loading what={`the ${side} body`} />);
  if (body.isError) return inPlaceOfText(<Failed what={`the ${side} body`} why={body.error.message} onRetry={() => void body.refetch()} />);
  if (body.data === null) return inPlaceOfText(<Empty title={withoutBody(detail, side)} />);
  const { bytes, text, totalChars } = body.data;
  if (bytes === 0) return inPlaceOfText(<Empty title={`The ${side} has no body`} />);
  if (text === null) {
    return inPlaceOfText(
      <Empty title="Not text">
        <p>{formatBytes(bytes)} that cannot be shown as text. The export holds them whole.</p>
      </Empty>,
    );
  }
  return (
    <BodyReader
      sides={sides}
      facts={<RawFacts detail={detail} side={side} />}
      note={totalChars === null ? null : `The first ${formatCount(text.length)} of ${formatCount(totalChars)} characters. The export holds the body whole.`}
      label={side === 'request' ? 'Request body' : 'Response body'}
      text={text}
      contentType={side === 'request' ? detail.requestContentType : detail.responseContentType}
      segments={side === 'request' ? (context.data?.segments ?? noSegments) : noSegments}
      tokensEstimated={context.data?.tokensEstimated ?? true}
      at={at}
      find={place.find}
      onShowInContext={({ start, end }) => go({ tab: 'context', at: `${start}-${end}` })}
    >
      {side === 'request' && detail.requestLine !== null && <CopyAsCurl id={row.id} />}
    </BodyReader>
  );
}

function withoutBody({ row, statusLine }: ExchangeDetail, side: Side): string {
  if (row.state !== 'open' && (side === 'request' ? row.requestBytes : row.responseBytes) === 0 && (side === 'request' || statusLine !== null)) return `The ${side} has no body`;
  if (side === 'request') return 'The request body is not stored';
  if (statusLine !== null) return row.state === 'open' ? 'Nothing of the response body yet' : 'The response body is not stored';
  return row.state === 'open' ? 'No response yet' : 'No response came';
}
