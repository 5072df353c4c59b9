import type { SegmentView } from '../../../../contract/context-view.ts';
import type { BodyRun } from '../../../../domain/content/body-place.ts';
import { useCall } from '../../../bridge/use-call.ts';
import { formatCount } from '../../../format/quantities.ts';
import { placeHash } from '../../../navigation/place.ts';
import { usePlace } from '../../../navigation/use-place.ts';
import { Failed } from '../../../ui/list-state.tsx';
import { visibleText } from '../../../ui/visible-text.tsx';
import './segment-place.css';

/** A segment where it stands in the raw body: some of what is before it, its bytes, and what follows. */
export function SegmentPlace({ id, segment }: { readonly id: string; readonly segment: Pick<SegmentView, 'start' | 'end'> }) {
  const { start, end } = segment;
  const [place] = usePlace();
  const around = useCall('readBodyPlace', { id, start, end });
  const runs = around.data?.runs ?? [];
  return (
    <section className="segment-place" aria-label="Its place in the raw body">
      <div className="segment-place-head dim">
        <span className="segment-place-bytes">
          Bytes {formatCount(start)}–{formatCount(end)}
          {around.data !== undefined && around.data !== null && ` of ${formatCount(around.data.bodyBytes)}`}
        </span>
        <a className="page-link" href={placeHash({ ...place, tab: 'raw', at: `${start}-${end}` })}>
          Show under Raw
        </a>
      </div>
      {around.isError ? (
        <Failed what="the raw body" why={around.error.message} onRetry={() => void around.refetch()} />
      ) : (
        <pre key={runs.length} ref={scrollToMark} className="segment-place-text" tabIndex={0} role="region" aria-label="Raw bytes">
          {runs.map((run, index) => (
            <RunOfBody key={run.start} run={run} leftOut={run.start - (runs[index - 1]?.end ?? run.start)} />
          ))}
        </pre>
      )}
    </section>
  );
}

/** A line or two of what is before the place stay in sight. */
function scrollToMark(text: HTMLPreElement | null): void {
  const mark = text?.querySelector('mark');
  if (text !== null && mark instanceof HTMLElement) text.scrollTop = mark.offsetTop - text.offsetTop - 36;
}

function RunOfBody({ run, leftOut }: { readonly run: BodyRun; readonly leftOut: number }) {
  const text = run.isMasked ? (
    <span className="masked" title="A credential stood here. It was masked before anything was stored.">
      {visibleText(run.text)}
    </span>
  ) : (
    visibleText(run.text)
  );
  return (
    <>
      {leftOut > 0 && <span className="left-out"> … {formatCount(leftOut)} bytes more … </span>}
      {run.where === 'inside' ? <mark>{text}</mark> : <span className="dim">{text}</span>}
    </>
  );
}
