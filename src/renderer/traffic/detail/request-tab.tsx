import type { ExchangeDetail } from '../../../contract/exchange-view.ts';
import { BodyText } from './body-text.tsx';

/** The request as it was sent: its first line and its body. */
export function RequestTab({ detail }: { readonly detail: ExchangeDetail }) {
  return <BodyText id={detail.row.id} side="request" startLine={detail.requestLine} contentType={detail.requestContentType} />;
}
