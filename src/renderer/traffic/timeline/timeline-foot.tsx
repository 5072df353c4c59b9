import type { RowFeedSnapshot } from '../../bridge/row-feed.ts';
import { formatCount } from '../../format/quantities.ts';

/** What is wrong with the list or with what was just done, and where the list ends early. */
export function TimelineFoot({ feed, failure }: { readonly feed: RowFeedSnapshot; readonly failure: string | null }) {
  if (failure !== null) {
    return (
      <p className="timeline-foot" role="alert">
        That could not be done: {failure}
      </p>
    );
  }
  if (feed.state === 'failed') {
    return (
      <p className="timeline-foot" role="alert">
        Older requests could not be read: {feed.failure}
      </p>
    );
  }
  if (feed.state !== 'limited') return null;
  return (
    <p className="timeline-foot">
      The newest {formatCount(feed.rows.length)} of {formatCount(feed.total)} requests.
    </p>
  );
}
