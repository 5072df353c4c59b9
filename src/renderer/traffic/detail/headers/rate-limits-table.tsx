import type { HeaderList } from '../../../../domain/http/header-list.ts';
import { formatClock, formatDay } from '../../../format/moments.ts';
import { formatCount, formatDurationUs, formatShare, unknownFigure } from '../../../format/quantities.ts';
import { Bar } from '../../../ui/bar.tsx';
import { visibleText } from '../../../ui/visible-text.tsx';
import { rateLimits } from './rate-limits.ts';

/** What was left of the account's limits when the response began. Nothing where it states none. */
export function RateLimits({ headers, atMs }: { readonly headers: HeaderList; readonly atMs: number }) {
  const limits = rateLimits(headers);
  if (limits.length === 0) return null;
  return (
    <section className="header-part" aria-label="Rate limits">
      <h3 className="header-title">
        Rate limits <span className="dim">as the response states them</span>
      </h3>
      <table className="limit-table">
        <thead>
          <tr>
            <th scope="col">Limit</th>
            <th scope="col" className="figure">
              Left
            </th>
            <th scope="col">
              <span className="for-screen-readers">Share left, as a bar</span>
            </th>
            <th scope="col" className="figure">
              Of
            </th>
            <th scope="col">Status</th>
            <th scope="col">Begins anew</th>
          </tr>
        </thead>
        <tbody>
          {limits.map(({ name, limit, remaining, remainingShare, resetAtMs, status }) => (
            <tr key={name}>
              <th scope="row">{visibleText(name.replaceAll('-', ' '))}</th>
              <td className="figure">
                {remaining === null ? '' : `${formatCount(remaining)} · `}
                {formatShare(remainingShare)}
              </td>
              <td className={remainingShare !== null && remainingShare < 0.1 ? 'limit-bar limit-low' : 'limit-bar'}>{remainingShare !== null && <Bar share={remainingShare} />}</td>
              <td className="figure">{formatCount(limit)}</td>
              <td>{status === null ? unknownFigure : visibleText(status)}</td>
              <td>{resetAtMs === null ? unknownFigure : resetWords(resetAtMs, atMs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function resetWords(resetAtMs: number, atMs: number): string {
  const clock = formatClock(resetAtMs * 1000).replace(/\.000$/, '');
  const day = formatDay(resetAtMs * 1000);
  const inUs = (resetAtMs - atMs) * 1000;
  return `${day === formatDay(atMs * 1000) ? '' : `${day}, `}${clock}${inUs > 0 ? `, ${spanWords(inUs)} later` : ''}`;
}

function spanWords(us: number): string {
  const hours = us / 3_600_000_000;
  if (hours < 1) return formatDurationUs(us);
  return hours < 48 ? `${Math.round(hours)} h` : `${Math.round(hours / 24)} days`;
}
