import { useState } from 'react';
import type { ExchangeDetail } from '../../../../contract/exchange-view.ts';
import type { HeaderList } from '../../../../domain/http/header-list.ts';
import { copyText } from '../../../bridge/use-call.ts';
import { formatCount, formatCounted } from '../../../format/quantities.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { visibleText } from '../../../ui/visible-text.tsx';
import { HeaderValue } from './header-value.tsx';
import { headerMeaning } from './known-headers.ts';
import { RateLimits } from './rate-limits-table.tsx';
import './headers-tab.css';

// Fewer are seen at a glance.
const manyHeaders = 12;

/** Headers of both sides as they were on the wire: in order, in their case, repeated where they were. */
export function HeadersTab({ detail }: { readonly detail: ExchangeDetail }) {
  const [sought, setSought] = useState('');
  const count = detail.requestHeaders.length + detail.responseHeaders.length + detail.requestTrailers.length + detail.responseTrailers.length;
  return (
    <section className="headers" aria-label="Headers" tabIndex={0}>
      {count > manyHeaders && (
        <div className="headers-find" role="search">
          <TextField label="Find a header" labelHidden type="search" placeholder="Find a name or a value" value={sought} onChange={setSought} />
        </div>
      )}
      <RateLimits headers={detail.responseHeaders} atMs={(detail.row.timing.responseStartedAtUs ?? detail.row.timing.requestStartedAtUs) / 1000} />
      <HeaderTable title="Request" line={detail.requestLine} headers={detail.requestHeaders} sought={sought} />
      <HeaderTable title="Request trailers" line={null} headers={detail.requestTrailers} sought={sought} optional />
      <HeaderTable title="Response" line={detail.statusLine} headers={detail.responseHeaders} sought={sought} />
      <HeaderTable title="Response trailers" line={null} headers={detail.responseTrailers} sought={sought} optional />
    </section>
  );
}

interface HeaderTableProps {
  readonly title: string;
  readonly line: string | null;
  readonly headers: HeaderList;
  readonly sought: string;
  /** Left out when it is empty. */
  readonly optional?: boolean;
}

function HeaderTable({ title, line, headers, sought, optional = false }: HeaderTableProps) {
  if (optional && headers.length === 0) return null;
  const words = sought.trim().toLowerCase();
  // A header may stand twice, in this order: its place is its name.
  const shown = headers.map((header, place) => ({ header, place })).filter(({ header }) => header.some((text) => text.toLowerCase().includes(words)));
  const all = [...(line === null ? [] : [line]), ...headers.map(headerLine)].join('\n');
  return (
    <section className="header-part" aria-label={`${title} headers`}>
      <h3 className="header-title">
        {title}{' '}
        <span className="dim">
          {words === '' ? formatCounted(headers.length, 'header') : `${formatCount(shown.length)} of ${formatCounted(headers.length, 'header')}`}
        </span>
        {headers.length > 0 && <CopyButton what={`all ${title.toLowerCase()} headers`} onCopy={() => copyText(all)} />}
      </h3>
      {line !== null && <p className="mono readable header-line">{visibleText(line)}</p>}
      {headers.length === 0 ? (
        <p className="dim">None seen.</p>
      ) : shown.length === 0 ? (
        <p className="dim">None has “{visibleText(sought.trim())}” in it.</p>
      ) : (
        <table className="header-table">
          <thead className="for-screen-readers">
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Value</th>
              <th scope="col">Copy</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ header: [name, value], place }) => {
              const meaning = headerMeaning(name);
              return (
                <tr key={place}>
                  <th scope="row" className="mono readable">
                    {visibleText(name)}
                  </th>
                  <td>
                    <div className="header-value">
                      <span className="mono readable">
                        <HeaderValue value={value} />
                      </span>
                      {meaning !== null && <span className="header-meaning">{meaning}</span>}
                    </div>
                  </td>
                  <td className="header-copy">
                    <CopyButton what={name} wordless onCopy={() => copyText(headerLine([name, value]))} />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </section>
  );
}

function headerLine([name, value]: readonly [string, string]): string {
  return `${name}: ${value}`;
}
