import { useMemo, useState, type ReactNode } from 'react';
import { useCall } from '../../../bridge/use-call.ts';
import { formatBytes, formatCount } from '../../../format/quantities.ts';
import { jsonFace } from '../../../ui/json-face.tsx';
import { Empty, Failed, Loading } from '../../../ui/list-state.tsx';
import { LongText } from '../../../ui/long-text.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { visibleText } from '../../../ui/visible-text.tsx';
import { indentedJson } from './indented-json.ts';

interface BodyTextProps {
  readonly id: string;
  readonly side: 'request' | 'response';
  readonly startLine: string | null;
  readonly contentType: string | null;
  /** A button beside what is said of the body. */
  readonly action?: ReactNode;
}

// Larger than any prompt seen; a body beyond it is shown to here, and the window stays quick.
const mostChars = 6_000_000;

/** A body as text: indented where it is JSON, or exactly as it was sent. */
export function BodyText({ id, side, startLine, contentType, action }: BodyTextProps) {
  const body = useCall('readBody', { id, side, maxChars: mostChars });
  const [face, setFace] = useState<'indented' | 'raw'>('indented');
  const text = body.data?.text ?? null;
  const indented = useMemo(() => (text === null ? null : indentedJson(text)), [text]);
  if (body.isPending) return <Loading what="the body" />;
  if (body.isError) return <Failed what="the body" why={body.error.message} onRetry={() => void body.refetch()} />;
  if (body.data === null) return <Empty title={`The ${side} body is not stored`} />;
  const { bytes, contentEncoding, totalChars } = body.data;
  const showsIndented = face === 'indented' && indented !== null;
  return (
    <>
      <div className="body-head">
        {startLine !== null && <code className="mono readable body-start">{visibleText(startLine)}</code>}
        <span className="dim">
          {formatBytes(bytes)}
          {contentEncoding !== null && `, ${contentEncoding}`}
          {contentType !== null && ` · ${contentType}`}
        </span>
        <span className="segment-gap" />
        {action}
        {indented !== null && (
          <Segmented
            label="How the body is shown"
            value={face}
            choices={[
              { value: 'indented', name: 'Indented' },
              { value: 'raw', name: 'Raw' },
            ]}
            onChange={setFace}
          />
        )}
      </div>
      {bytes === 0 ? (
        <Empty title="No body" />
      ) : text === null ? (
        <Empty title="Not text">
          <p>{formatBytes(bytes)} that cannot be shown as text. The export holds them whole.</p>
        </Empty>
      ) : (
        <LongText
          key={face}
          label={`${side} body`}
          text={showsIndented ? indented : text}
          formatCount={formatCount}
          {...(showsIndented ? { face: jsonFace } : {})}
          head={
            totalChars !== null && (
              <p className="dim">
                The first {formatCount(text.length)} of {formatCount(totalChars)} characters. The export holds the body whole.
              </p>
            )
          }
        />
      )}
    </>
  );
}
