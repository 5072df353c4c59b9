import type { SegmentView } from '../../../../contract/context-view.ts';
import type { ComparisonEntry, RequestComparison } from '../../../../domain/comparison/compare-requests.ts';
import { useCall } from '../../../bridge/use-call.ts';
import { visibleText } from '../../../ui/visible-text.tsx';

interface Side {
  readonly id: string;
  readonly segments: readonly SegmentView[];
}

interface ComparedParametersProps {
  readonly comparison: RequestComparison;
  readonly before: Side;
  readonly after: Side;
}

/** Parameters of the request that are new, gone or have another value. Nothing where there are none. */
export function ComparedParameters({ comparison, before, after }: ComparedParametersProps) {
  const entries = comparison.entries.filter(({ kind, source }) => source.kind === 'request-parameters' && kind !== 'kept' && kind !== 'moved');
  if (entries.length === 0) return null;
  return (
    <section className="compare-part" aria-label="Parameters that differ">
      <h3 className="compare-title">Parameters</h3>
      <table className="compare-table compare-values">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Before</th>
            <th scope="col">After</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry, index) => {
            const [one, other] = [indexIn(entry, 'before'), indexIn(entry, 'after')].map((at, side) => (at === null ? undefined : [before, after][side]?.segments[at]));
            return (
              // The entries of one comparison keep their order: the index is their name.
              <tr key={index}>
                <th scope="row" className="mono readable">
                  {visibleText(other?.path ?? one?.path ?? '')}
                </th>
                <td>{one === undefined ? <span className="dim">none</span> : <ParameterValue id={before.id} segment={one} />}</td>
                <td>{other === undefined ? <span className="dim">none</span> : <ParameterValue id={after.id} segment={other} />}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function indexIn(entry: ComparisonEntry, side: 'before' | 'after'): number | null {
  if (side === 'before') return 'beforeIndex' in entry ? entry.beforeIndex : null;
  return 'afterIndex' in entry ? entry.afterIndex : null;
}

const mostChars = 300;
/** What is shown is within these: patterns that look for the end of a value are not let loose on megabytes. */
const mostRead = 4000;

function ParameterValue({ id, segment }: { readonly id: string; readonly segment: SegmentView }) {
  const text = useCall('readSegmentText', { id, start: segment.start, end: segment.end, decode: false });
  if (text.isPending) return <span className="dim">…</span>;
  if (text.data === undefined || text.data === null) return <span className="dim">could not be read</span>;
  const value = text.data.slice(0, mostRead).replace(/^[\s{,]*"(?:[^"\\]|\\.)*"\s*:\s*/, '').replace(/[\s,}]*$/, (end) => end.replaceAll(/[\s,]/g, ''));
  return <code className="mono readable">{visibleText(value.length > mostChars ? `${value.slice(0, mostChars)}…` : value)}</code>;
}
