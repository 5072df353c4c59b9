import { useState } from 'react';
import type { SegmentView } from '../../../../contract/context-view.ts';
import { sourceGroup } from '../../../../domain/attribution/source.ts';
import type { ComparisonEntry } from '../../../../domain/comparison/compare-requests.ts';
import { useCall } from '../../../bridge/use-call.ts';
import { formatCounted, formatCount, unknownFigure } from '../../../format/quantities.ts';
import { Button } from '../../../ui/button.tsx';
import { Empty, Failed, Loading } from '../../../ui/list-state.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { visibleText } from '../../../ui/visible-text.tsx';
import { kindTitle, segmentTitle } from '../../../format/source-title.ts';
import { DifferenceText, type DifferenceLook } from '../../../difference/difference-text.tsx';
import { shortSourceName } from '../raw/body/segment-words.ts';
import type { SourceChange } from './source-changes.ts';

interface Side {
  readonly id: string;
  readonly segments: readonly SegmentView[];
}

interface SourceDifferenceProps {
  readonly change: SourceChange;
  readonly before: Side;
  readonly after: Side;
}

// What is read at once; further parts come on demand.
const firstShown = 12;

/** The texts of a source that are new, gone or changed. */
export function SourceDifference({ change, before, after }: SourceDifferenceProps) {
  const [look, setLook] = useState<DifferenceLook>('unified');
  const [most, setMost] = useState(firstShown);
  const title = segmentTitle(change.source);
  return (
    <section className="compare-texts" aria-label="How its texts differ">
      <div className="compare-head" data-group={sourceGroup(change.source.kind)}>
        <div className="compare-head-name" title={title}>
          <span className="swatch" aria-hidden="true" />
          <strong className="compare-name">{visibleText(shortSourceName(change.source))}</strong>
          {title !== kindTitle(change.source) && <span className="compare-source-kind dim">{kindTitle(change.source)}</span>}
          <span className="dim">{formatCounted(change.entries.length, 'part')}</span>
        </div>
        <Segmented
          label="How differences are shown"
          value={look}
          choices={[
            { value: 'unified', name: 'Unified' },
            { value: 'split', name: 'Side by side' },
          ]}
          onChange={setLook}
        />
      </div>
      <div className="compare-entries" tabIndex={0} role="group" aria-label="Texts">
        {change.entries.slice(0, most).map((entry, index) => (
          // The entries of one comparison keep their order: the index is their name.
          <Entry key={index} entry={entry} before={before} after={after} look={look} />
        ))}
        {change.entries.length > most && (
          <Button onPress={() => setMost(most * 4)}>
            Show more ({formatCount(most)} of {formatCount(change.entries.length)} parts)
          </Button>
        )}
      </div>
    </section>
  );
}

const words: Readonly<Record<ComparisonEntry['kind'], string>> = { kept: 'Kept', moved: 'Moved', changed: 'Changed', added: 'Added', removed: 'Removed' };

interface EntryProps {
  readonly entry: ComparisonEntry;
  readonly before: Side;
  readonly after: Side;
  readonly look: DifferenceLook;
}

function Entry({ entry, before, after, look }: EntryProps) {
  const one = 'beforeIndex' in entry ? before.segments[entry.beforeIndex] : undefined;
  const other = 'afterIndex' in entry ? after.segments[entry.afterIndex] : undefined;
  const shown = other ?? one;
  if (shown === undefined) return null;
  const tokens = entry.kind === 'removed' ? entry.tokensBefore : entry.tokensAfter;
  return (
    <section className="compare-entry" aria-label={`${words[entry.kind]}: ${shown.path}`}>
      <h4 className={`compare-entry-title compare-${entry.kind}`}>
        {words[entry.kind]} <code className="mono readable">{visibleText(shown.path)}</code>{' '}
        <span className="dim">
          {entry.kind === 'changed' && `${formatCount(entry.tokensBefore)} → `}
          {tokens === null ? unknownFigure : formatCounted(tokens, 'token')}
        </span>
      </h4>
      {entry.kind === 'changed' ? (
        <ChangedText id={after.id} otherId={before.id} beforeIndex={entry.beforeIndex} afterIndex={entry.afterIndex} look={look} />
      ) : (
        <WholeText id={entry.kind === 'removed' ? before.id : after.id} segment={shown} kind={entry.kind === 'removed' ? 'removed' : 'added'} />
      )}
    </section>
  );
}

interface ChangedTextProps {
  readonly id: string;
  readonly otherId: string;
  readonly beforeIndex: number;
  readonly afterIndex: number;
  readonly look: DifferenceLook;
}

function ChangedText({ look, ...input }: ChangedTextProps) {
  const difference = useCall('readDifference', input);
  if (difference.isPending) return <Loading what="the difference" />;
  if (difference.isError) return <Failed what="the difference" why={difference.error.message} onRetry={() => void difference.refetch()} />;
  if (difference.data === null) return <Empty title="One of the texts is not stored any more" />;
  const { parts, reason, isCut } = difference.data;
  return (
    <>
      {reason === 'too-long' && <p className="compare-note dim">The texts are too long to be compared line by line: what is between their common beginning and end is given as a whole.</p>}
      {reason === 'too-different' && <p className="compare-note dim">The texts have too little in common to be compared line by line.</p>}
      {isCut && <p className="compare-note dim">Long parts are cut here. The Context of each request holds them whole.</p>}
      <DifferenceText parts={parts} look={look} />
    </>
  );
}

function WholeText({ id, segment, kind }: { readonly id: string; readonly segment: SegmentView; readonly kind: 'added' | 'removed' }) {
  const text = useCall('readSegmentText', { id, start: segment.start, end: segment.end, decode: true });
  if (text.isPending) return <Loading what="the text" />;
  if (text.isError) return <Failed what="the text" why={text.error.message} onRetry={() => void text.refetch()} />;
  if (text.data === null) return <Empty title="The text is not stored any more" />;
  return <DifferenceText parts={[{ kind, text: text.data }]} look="unified" />;
}
