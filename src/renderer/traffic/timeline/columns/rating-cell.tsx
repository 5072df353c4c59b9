import { use } from 'react';
import type { ExchangeRow } from '../../../../contract/exchange-view.ts';
import { formatCounted } from '../../../format/quantities.ts';
import { GroupRatingsContext } from '../../../rating/group-ratings-context.ts';
import { inheritedWords } from '../../../rating/rated-of-row.ts';
import { Icon } from '../../../ui/icon.tsx';

/**
 * The stars of a row, or dim those of its turn or its session, and whether it is pinned. A press on a star gives so many; of a row without any they show
 * under the pointer only.
 */
export function RatingCell({ row }: { readonly row: ExchangeRow }) {
  const inherited = use(GroupRatingsContext).inheritedBy(row);
  const stars = row.stars ?? inherited?.stars ?? 0;
  const whose = inherited === null ? '' : ` ${inheritedWords[inherited.rated.of]}`;
  return (
    <span className="timeline-rating">
      <span
        className={inherited === null ? 'timeline-stars' : 'timeline-stars timeline-stars-inherited'}
        data-rate={row.id}
        aria-hidden="true"
        title={inherited === null ? 'Rate with 1 to 5' : `${formatCounted(stars, 'star')}${whose}. Rate the request itself with 1 to 5`}
      >
        {'★'.repeat(stars)}
        <span className="timeline-stars-left">{'☆'.repeat(5 - stars)}</span>
      </span>
      {stars > 0 && <span className="for-screen-readers">{`${formatCounted(stars, 'star')}${whose}`}</span>}
      {row.isPinned && (
        <span className="timeline-pinned" title="Pinned: it is kept when room is made">
          <Icon name="pin" size={11} />
          <span className="for-screen-readers">pinned</span>
        </span>
      )}
    </span>
  );
}
