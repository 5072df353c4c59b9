import type { ExchangeRow } from '../../../contract/exchange-view.ts';
import { visibleText } from '../../ui/visible-text.tsx';
import { kindName } from '../../format/row-facts.ts';
import { ImportWords } from './import-words.tsx';
import './kind-words.css';

/** What kind of request a row is: "turn 12", "session title", "…/settings" for a side call; and that it repeats another, or came from a file, where it does. */
export function KindWords({ row }: { readonly row: ExchangeRow }) {
  return (
    <>
      {visibleText(kindName(row))}
      {row.retryOf !== null && <span className="kind-tag">retry</span>}
      {row.importNumber !== null && <span className="kind-tag"><ImportWords importNumber={row.importNumber} /></span>}
    </>
  );
}
