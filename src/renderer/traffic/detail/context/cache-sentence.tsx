import type { ExchangeRow } from '../../../../contract/exchange-view.ts';
import { useCall } from '../../../bridge/use-call.ts';
import { placeHash } from '../../../navigation/place.ts';
import { usePlace } from '../../../navigation/use-place.ts';
import { Icon } from '../../../ui/icon.tsx';
import { visibleText } from '../../../ui/visible-text.tsx';
import { EquivalentMark } from '../../row/cost-figure.tsx';
import './cache-sentence.css';

const leads = { miss: 'Cache missed.', partial: 'Cache read in part.' } as const;

/**
 * What became of the cache since the request before, in a sentence; a miss is told by a sign, a word and a colour. Nothing where nothing can
 * be said. Its line is there while the sentence is read, so that what is below does not move.
 */
export function CacheSentence({ row }: { readonly row: ExchangeRow }) {
  const [place] = usePlace();
  const view = useCall('readCacheVerdict', { id: row.id }, { enabled: row.cacheVerdict !== null });
  if (row.cacheVerdict === null) return null;
  const lead = row.cacheVerdict === 'miss' || row.cacheVerdict === 'partial' ? leads[row.cacheVerdict] : null;
  const { verdict = null, sentence = null, predecessorId = null } = view.data ?? {};
  const endsWithCost = verdict !== null && 'extraMicroUsd' in verdict && verdict.extraMicroUsd !== null && row.billing === 'subscription';
  return (
    <p className={lead === null ? 'cache-sentence dim' : 'cache-sentence cache-sentence-missed'}>
      {lead !== null && (
        <strong>
          <Icon name="broken" size={13} /> {lead}{' '}
        </strong>
      )}
      <span className="readable">
        {view.isError && `The reason could not be read: ${view.error.message}`}
        {sentence !== null && visibleText(endsWithCost ? sentence.replace(/\.$/, '') : sentence)}
        {endsWithCost && (
          <>
            <EquivalentMark />.
          </>
        )}
      </span>
      {lead !== null && predecessorId !== null && (
        <>
          {' '}
          <a className="page-link" href={placeHash({ ...place, exchange: predecessorId })}>
            Request before
          </a>
        </>
      )}
    </p>
  );
}
