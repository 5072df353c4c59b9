import type { Rated } from '../../../contract/rating-view.ts';
import type { SourceRatings as Ratings } from '../../../contract/source-view.ts';
import { useCall } from '../../bridge/use-call.ts';
import { formatDayAndClock } from '../../format/moments.ts';
import { formatCount, formatCounted, formatTokenCount } from '../../format/quantities.ts';
import { allTraffic, placeHash } from '../../navigation/place.ts';
import { Empty, Failed, Loading } from '../../ui/list-state.tsx';
import { visibleText } from '../../ui/visible-text.tsx';

const mostListed = 200;

/** What the user said of the requests that held a source, the latest word first. */
export function SourceRatings({ source, filter }: { readonly source: string; readonly filter: string }) {
  const ratings = useCall('listSourceRatings', { key: source, limit: mostListed }, { keepPrevious: true });
  if (ratings.isPending) return <Loading what="its ratings" />;
  if (ratings.isError) return <Failed what="its ratings" why={ratings.error.message} onRetry={() => void ratings.refetch()} />;
  const { ratings: listed, total } = ratings.data;
  if (listed.length === 0) return <Empty title="None of its requests is rated">Rate a request in Traffic with the keys 1 to 5, or its turn or session: all sources they held share the rating.</Empty>;
  return (
    <div className="source-scroll" tabIndex={0} role="group" aria-label="Ratings">
      <p className="source-note dim">
        {formatCounted(total, 'rating')}, whatever the days{total > listed.length && `; the latest ${formatCount(listed.length)}`}. A rating is one of what was rated: all sources in it share it, each by its tokens.
      </p>
      <ul className="source-ratings">
        {listed.map((rating) => (
          <Rating key={JSON.stringify(rating.rated)} rating={rating} filter={filter} />
        ))}
      </ul>
    </div>
  );
}

const scopeWords: Readonly<Record<Rated['of'], string>> = { request: '', turn: 'Turn of ', session: 'Session of ' };

function Rating({ rating: { rated, stars, comment, startedAtUs, requests, tokens }, filter }: { readonly rating: Ratings['ratings'][number]; readonly filter: string }) {
  return (
    <li className="source-rating">
      <span className="source-stars">
        <span aria-hidden="true">{'★'.repeat(stars)}</span>
        <span className="source-stars-left" aria-hidden="true">{'☆'.repeat(5 - stars)}</span>
        <span className="for-screen-readers">{formatCounted(stars, 'star')}</span>
      </span>
      <a className="page-link" href={placeHash({ ...allTraffic, ...(rated.of === 'request' ? { filter, exchange: rated.id } : { session: rated.sessionId }) })}>
        {scopeWords[rated.of]}
        {formatDayAndClock(startedAtUs)}
      </a>
      <span className="dim">{formatTokenCount(tokens, false)} {requests === 1 ? 'in it' : `in ${formatCounted(requests, 'request')}`}</span>
      {comment !== null && <p className="readable">{visibleText(comment)}</p>}
    </li>
  );
}
