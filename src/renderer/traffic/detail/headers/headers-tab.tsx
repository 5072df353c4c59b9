import type { ExchangeDetail } from '../../../../contract/exchange-view.ts';
import type { HeaderList } from '../../../../domain/http/header-list.ts';
import { formatCounted } from '../../../format/quantities.ts';
import { visibleText } from '../../../ui/visible-text.tsx';
import { maskedParts } from '../raw/masked-parts.ts';
import './headers-tab.css';

/** Headers of both sides as they were on the wire: in order, in their case, repeated where they were. */
export function HeadersTab({ detail }: { readonly detail: ExchangeDetail }) {
  return (
    <section className="headers" aria-label="Headers" tabIndex={0}>
      <HeaderTable title="Request" line={detail.requestLine} headers={detail.requestHeaders} />
      <HeaderTable title="Request trailers" line={null} headers={detail.requestTrailers} optional />
      <HeaderTable title="Response" line={detail.statusLine} headers={detail.responseHeaders} />
      <HeaderTable title="Response trailers" line={null} headers={detail.responseTrailers} optional />
    </section>
  );
}

interface HeaderTableProps {
  readonly title: string;
  readonly line: string | null;
  readonly headers: HeaderList;
  /** Left out when it is empty. */
  readonly optional?: boolean;
}

function HeaderTable({ title, line, headers, optional = false }: HeaderTableProps) {
  if (optional && headers.length === 0) return null;
  return (
    <section className="header-part">
      <h3 className="header-title">
        {title} <span className="dim">{formatCounted(headers.length, 'header')}</span>
      </h3>
      {line !== null && <p className="mono readable header-line">{visibleText(line)}</p>}
      {headers.length === 0 ? (
        <p className="dim">None seen.</p>
      ) : (
        <table className="header-table">
          <thead className="for-screen-readers">
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Value</th>
            </tr>
          </thead>
          <tbody>
            {headers.map(([name, value], index) => (
              // A header may stand twice, in this order: its place is its name.
              <tr key={index}>
                <th scope="row" className="mono readable">
                  {visibleText(name)}
                </th>
                <td className="mono readable">
                  <HeaderValue value={value} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function HeaderValue({ value }: { readonly value: string }) {
  return maskedParts(value).map((part, index) =>
    part.masked ? (
      <span key={index} className="mask" title="Masked before it was stored">
        masked, {formatCounted(part.text.length, 'character')}
      </span>
    ) : (
      <span key={index}>{visibleText(part.text)}</span>
    ),
  );
}
