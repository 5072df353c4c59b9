import { use, useRef } from 'react';
import type { ExchangeRow } from '../../contract/exchange-view.ts';
import type { Rated } from '../../contract/rating-view.ts';
import { useCall } from '../bridge/use-call.ts';
import { useRating } from '../bridge/use-rating.ts';
import { formatCounted } from '../format/quantities.ts';
import { wishToRate } from '../navigation/rating-wish.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { StarChoice } from '../ui/star-choice.tsx';
import { visibleText } from '../ui/visible-text.tsx';
import { commentHint } from './comment-hint.ts';
import { GroupRatingsContext } from './group-ratings-context.ts';
import { allRated, inheritedWords, ratedOfRow } from './rated-of-row.ts';
import './request-stars.css';

/** The stars of a request, or dim those that it has of its turn or its session; and the way to its comment, and to the ratings of these. */
export function RequestStars({ row }: { readonly row: ExchangeRow }) {
  const place = useRef<HTMLSpanElement>(null);
  const inherited = use(GroupRatingsContext).inheritedBy(row);
  const rating = useRating();
  const rated = ratedOfRow(row);
  const own = useCall('readRating', { rated: rated.request.rated }).data ?? null;
  const comment = (own ?? inherited)?.comment ?? null;
  const open = () => {
    const { right, bottom } = place.current?.getBoundingClientRect() ?? { right: 0, bottom: 0 };
    wishToRate({ what: allRated(rated), at: { x: Math.max(0, right - popoverPx), y: bottom }, isComment: true });
  };
  return (
    <span ref={place} className="request-stars">
      {rating.isError && isSame(rating.variables.rated, rated.request.rated) && (
        <span className="request-stars-bad" role="alert" title={rating.error.message}>
          Not saved
        </span>
      )}
      {comment !== null && (
        <span className="request-stars-comment dim" title={commentHint(comment)}>
          {visibleText(comment)}
        </span>
      )}
      <StarChoice
        label="Stars of this request"
        stars={row.stars}
        otherwise={inherited === null ? null : { stars: inherited.stars, hint: `${formatCounted(inherited.stars, 'star')} ${inheritedWords[inherited.rated.of]}` }}
        onChange={(stars) => rating.mutate({ rated: rated.request.rated, stars })}
      />
      <Button look="quiet" label="Comment on the request" hint="Comment, and rate its turn or session (C)" onPress={open}>
        <Icon name="comment" size={13} />
      </Button>
    </span>
  );
}

// As wide as it gets, so that it ends below its button.
const popoverPx = 346;

/** The pane shows one request after the other: what went wrong with one is not said of the next. */
function isSame(one: Rated, other: Rated): boolean {
  return one.of === 'request' && other.of === 'request' && one.id === other.id;
}
