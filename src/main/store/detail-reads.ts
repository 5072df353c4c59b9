import { headerValue } from '../../domain/http/header-list.ts';
import { recordColumns, rowOf } from './exchange-record.ts';
import type { ExchangeRecord } from './exchange-record.ts';
import { headReads } from './heads.ts';
import type { Store } from './open-store.ts';
import type { StoreReads } from './reads.ts';

/** One exchange with its heads. */
export function detailReads(store: Store): Pick<StoreReads, 'readDetail'> {
  const readRecord = store.prepare<[string], ExchangeRecord>(`SELECT ${recordColumns} FROM exchange WHERE id = ?`);
  const readHead = headReads(store);
  return {
    readDetail: (id) => {
      const record = readRecord.get(id);
      if (record === undefined) return null;
      const head = readHead(record.number);
      const requestHeaders = head?.requestHeaders ?? [];
      const responseHeaders = head?.responseHeaders ?? [];
      return {
        row: rowOf(record),
        requestLine: head?.requestLine ?? null,
        requestHeaders,
        statusLine: head?.statusLine ?? null,
        responseHeaders,
        requestTrailers: head?.requestTrailers ?? [],
        responseTrailers: head?.responseTrailers ?? [],
        requestContentType: headerValue(requestHeaders, 'content-type'),
        responseContentType: headerValue(responseHeaders, 'content-type'),
      };
    },
  };
}
