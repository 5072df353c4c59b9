import type { ExchangeRow } from '../../contract/exchange-view.ts';
import { visibleText } from '../ui/visible-text.tsx';
import { kindName } from './row-facts.ts';
import './kind-words.css';

/** What kind of request a row is: "turn 12", "session title", "…/settings" for a side call; and that it repeats another, where it does. */
export function KindWords({ row }: { readonly row: ExchangeRow }) {
  return (
    <>
      {visibleText(kindName(row))}
      {row.retryOf !== null && <span className="kind-retry">retry</span>}
    </>
  );
}
