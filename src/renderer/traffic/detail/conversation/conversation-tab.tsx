import type { ExchangeRow } from '../../../../contract/exchange-view.ts';
import { Empty } from '../../../ui/list-state.tsx';

/** The messages of the prompt as a person reads them. */
export function ConversationTab({ row }: { readonly row: ExchangeRow }) {
  return <Empty title={`${row.method} ${row.path}`} />;
}
