import type { ExchangeDetail } from '../../../../contract/exchange-view.ts';
import { BodyText } from './body-text.tsx';
import { CopyAsCurl } from './copy-as-curl.tsx';

/** The request as it was sent: its first line and its body, and the way to send it again. */
export function RawTab({ detail }: { readonly detail: ExchangeDetail }) {
  return (
    <BodyText
      id={detail.row.id}
      side="request"
      startLine={detail.requestLine}
      contentType={detail.requestContentType}
      action={detail.requestLine === null ? null : <CopyAsCurl id={detail.row.id} />}
    />
  );
}
