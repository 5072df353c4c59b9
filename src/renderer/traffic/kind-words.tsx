import { createContext, use } from 'react';
import type { ExchangeRow } from '../../contract/exchange-view.ts';
import { formatCount } from '../format/quantities.ts';
import { visibleText } from '../ui/visible-text.tsx';
import { kindName } from './row-facts.ts';
import type { TurnNumbers } from './turn-numbers.ts';

/** The turns' numbers, where all rows they are counted over are known; else empty. */
export const TurnNumbersContext = createContext<TurnNumbers>(new Map());

/** What kind of request a row is: "turn 12" for a prompt of a thread, "…/settings" for a side call. */
export function KindWords({ row }: { readonly row: ExchangeRow }) {
  const number = use(TurnNumbersContext).get(row.id);
  return (
    <>
      {visibleText(kindName(row))}
      {number !== undefined && ` ${formatCount(number)}`}
    </>
  );
}
