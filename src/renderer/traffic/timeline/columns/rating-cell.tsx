import type { ExchangeRow } from '../../../../contract/exchange-view.ts';
import { Icon } from '../../../ui/icon.tsx';

/** The stars of a row, and whether it is pinned. A press on a star gives so many; of a row without any they show under the pointer only. */
export function RatingCell({ row }: { readonly row: ExchangeRow }) {
  const stars = row.stars ?? 0;
  return (
    <span className="timeline-rating">
      <span className={row.stars === null ? 'timeline-stars timeline-stars-none' : 'timeline-stars'} data-rate={row.id} aria-hidden="true" title="Rate with 1 to 5">
        {'★'.repeat(stars)}
        <span className="timeline-stars-left">{'☆'.repeat(5 - stars)}</span>
      </span>
      {row.stars !== null && <span className="for-screen-readers">{stars === 1 ? '1 star' : `${stars} stars`}</span>}
      {row.isPinned && (
        <span className="timeline-pinned" title="Pinned: it is kept when room is made">
          <Icon name="pin" size={11} />
          <span className="for-screen-readers">pinned</span>
        </span>
      )}
    </span>
  );
}
