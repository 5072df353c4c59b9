import { useState } from 'react';
import type { SourceText } from '../../../contract/source-view.ts';
import { useCall } from '../../bridge/use-call.ts';
import { DifferenceText, type DifferenceLook } from '../../difference/difference-text.tsx';
import { formatDayAndClock } from '../../format/moments.ts';
import { formatBytes, formatCount, formatTokenCount } from '../../format/quantities.ts';
import { Empty, Failed, Loading } from '../../ui/list-state.tsx';
import { LongText } from '../../ui/long-text.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Select } from '../../ui/select.tsx';

interface TextVersionsProps {
  readonly source: string;
  /** The latest first. */
  readonly texts: readonly SourceText[];
  readonly isVersions: boolean;
}

/** The texts as a list, and the chosen one beside it: as it is, or how it differs from another. */
export function TextVersions({ source, texts, isVersions }: TextVersionsProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [other, setOther] = useState<string | null>(null);
  const [look, setLook] = useState<DifferenceLook | 'text'>('text');
  const at = Math.max(0, texts.findIndex(({ firstId }) => firstId === chosen));
  const text = texts[at];
  if (text === undefined) return null;
  // Where none is chosen, the one before it; the first has none, and is read as it is.
  const before = texts.find(({ firstId }) => firstId === other && firstId !== text.firstId) ?? texts[at + 1];
  const shown = before === undefined ? 'text' : look;
  return (
    <div className="versions">
      <ul className="versions-list" aria-label={isVersions ? 'Texts, the latest first' : 'The latest texts'}>
        {texts.map((one) => (
          <li key={one.firstId}>
            <button
              type="button"
              className="version"
              aria-pressed={one === text}
              onClick={() => {
                setChosen(one.firstId);
                setOther(null);
              }}
            >
              <span>{formatDayAndClock(one.lastSeenAtUs)}</span>
              <span className="dim">
                {one.firstId === one.lastId ? 'seen once' : `since ${formatDayAndClock(one.firstSeenAtUs)}`} · {formatTokenCount(one.tokens, false)} · {formatBytes(one.bytes)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <section className="version-text" aria-label="The chosen text">
        {texts.length > 1 && (
        <div className="version-head">
          <Segmented
            label="How the text is shown"
            value={shown}
            choices={before === undefined ? [{ value: 'text', name: 'Text' }] : [{ value: 'text', name: 'Text' }, { value: 'unified', name: 'Difference' }, { value: 'split', name: 'Side by side' }]}
            onChange={setLook}
          />
          {shown !== 'text' && before !== undefined && (
            <>
              <span className="dim">from that of</span>
              <Select
                label="Compared with"
                value={before.firstId}
                choices={texts.filter((one) => one !== text).map((one) => ({ value: one.firstId, name: formatDayAndClock(one.lastSeenAtUs) }))}
                onChange={setOther}
              />
            </>
          )}
        </div>
        )}
        {shown === 'text' || before === undefined ? <WholeText source={source} id={text.firstId} /> : <Difference source={source} before={before} after={text} look={shown} />}
      </section>
    </div>
  );
}

function WholeText({ source, id }: { readonly source: string; readonly id: string }) {
  const text = useCall('readSourceText', { key: source, id });
  if (text.isPending) return <Loading what="the text" />;
  if (text.isError) return <Failed what="the text" why={text.error.message} onRetry={() => void text.refetch()} />;
  if (text.data === null) return <Empty title="The text is not stored any more" />;
  return <LongText label="Text" text={text.data.isCut ? `${text.data.text}\n…` : text.data.text} formatCount={formatCount} />;
}

function Difference({ source, before, after, look }: { readonly source: string; readonly before: SourceText; readonly after: SourceText; readonly look: DifferenceLook }) {
  const difference = useCall('readSourceDifference', { key: source, beforeId: before.firstId, afterId: after.firstId });
  if (difference.isPending) return <Loading what="the difference" />;
  if (difference.isError) return <Failed what="the difference" why={difference.error.message} onRetry={() => void difference.refetch()} />;
  if (difference.data === null) return <Empty title="One of the texts is not stored any more" />;
  const { parts, reason, isCut } = difference.data;
  return (
    <div className="version-difference" tabIndex={0} role="group" aria-label="Difference">
      {reason !== null && <p className="source-note dim">The texts are {reason === 'too-long' ? 'too long' : 'too different'} to be compared line by line.</p>}
      {isCut && <p className="source-note dim">Long parts are cut here.</p>}
      <DifferenceText parts={parts} look={look} />
    </div>
  );
}
