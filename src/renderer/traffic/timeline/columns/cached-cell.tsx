import type { ExchangeRow } from '../../../../contract/exchange-view.ts';
import { formatShare, unknownFigure } from '../../../format/quantities.ts';
import { Icon } from '../../../ui/icon.tsx';
import { cachedShare } from '../../../format/row-facts.ts';

/** How much of the prompt was read from the cache; a miss, or less than could have been read, says so. Why is in the open request. */
export function CachedCell({ row }: { readonly row: ExchangeRow }) {
  const share = cachedShare(row);
  if (share === null) return <span className="timeline-unknown">{unknownFigure}</span>;
  const isMissed = row.cacheVerdict === 'miss' || row.cacheVerdict === 'partial';
  return (
    <span className={isMissed ? 'timeline-cached timeline-cached-missed' : 'timeline-cached'} title={isMissed ? missHint : undefined}>
      <span className="timeline-cached-bar" aria-hidden="true">
        <i style={{ width: `${share * 100}%` }} />
      </span>
      {isMissed ? (
        <span className="timeline-cached-words">
          {row.cacheVerdict === 'miss' ? 'miss' : formatShare(share)}
          <Icon name="broken" size={11} />
          {row.cacheVerdict === 'partial' && <span className="for-screen-readers"> less than expected</span>}
        </span>
      ) : (
        <span className="dim">{formatShare(share)}</span>
      )}
    </span>
  );
}

const missHint = 'Less was read from the cache than stood in it; the request says why';
