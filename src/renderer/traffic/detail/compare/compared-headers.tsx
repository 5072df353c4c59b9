import type { HeaderList } from '../../../../domain/http/header-list.ts';
import { formatCounted } from '../../../format/quantities.ts';
import { HeaderValue } from '../headers/header-value.tsx';
import { visibleText } from '../../../ui/visible-text.tsx';
import { headerDifferences } from './header-differences.ts';

/** The request headers that differ, side by side. */
export function ComparedHeaders({ before, after }: { readonly before: HeaderList; readonly after: HeaderList }) {
  const differences = headerDifferences(before, after);
  return (
    <section className="compare-part" aria-label="Request headers that differ">
      <h3 className="compare-title">
        Request headers <span className="dim">{differences.length === 0 ? 'the same' : `${formatCounted(differences.length, 'header')} differ`}</span>
      </h3>
      {differences.length > 0 && (
        <table className="compare-table compare-values">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Before</th>
              <th scope="col">After</th>
            </tr>
          </thead>
          <tbody>
            {differences.map((difference) => (
              <tr key={difference.name}>
                <th scope="row" className="mono readable">
                  {visibleText(difference.name)}
                </th>
                <td className="mono readable">{difference.before === null ? <span className="dim">none</span> : <HeaderValue value={difference.before} />}</td>
                <td className="mono readable">{difference.after === null ? <span className="dim">none</span> : <HeaderValue value={difference.after} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
