import { useRatingWish, wishToRate } from '../navigation/rating-wish.ts';
import { PopoverAt } from '../ui/popover-at.tsx';
import { RatingOf } from './rating-of.tsx';

/** The popover in which a request, its turn and its session are rated, while that is wished. */
export function RatingPopover() {
  const wish = useRatingWish();
  if (wish === null) return null;
  const { what, at, isComment = false } = wish;
  return (
    <PopoverAt key={JSON.stringify(what)} label="Rating" at={at} onClose={() => wishToRate(null)}>
      {what.map(({ rated, name, about }, index) => (
        <RatingOf key={JSON.stringify(rated)} rated={rated} name={name} about={about ?? null} beginsWith={index > 0 ? null : isComment ? 'comment' : 'stars'} />
      ))}
    </PopoverAt>
  );
}
