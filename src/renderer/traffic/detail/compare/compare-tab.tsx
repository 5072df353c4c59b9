import type { ExchangeRow } from '../../../../contract/exchange-view.ts';
import { CacheSentence } from '../context/cache-sentence.tsx';

/** What is new, gone and changed since another request. */
export function CompareTab({ row }: { readonly row: ExchangeRow }) {
  return <CacheSentence row={row} />;
}
