import { rawHeaders } from '../../contract/exchange-view.ts';
import { headerValue, type HeaderList } from '../../domain/http/header-list.ts';
import { recordColumns, rowOf } from './exchange-record.ts';
import type { ExchangeRecord } from './exchange-record.ts';
import type { Store } from './open-store.ts';
import type { StoreReads } from './reads.ts';


interface HeadRecord {
  readonly request_line: string | null;
  readonly request_headers: string;
  readonly request_trailers: string;
  readonly status_line: string | null;
  readonly response_headers: string;
  readonly response_trailers: string;
}

/** One exchange with its heads. */
export function detailReads(store: Store): Pick<StoreReads, 'readDetail'> {
  const readRecord = store.prepare<[string], ExchangeRecord>(`SELECT ${recordColumns} FROM exchange WHERE id = ?`);
  const readHead = store.prepare<[number], HeadRecord>(`
    SELECT request_line, request_headers, request_trailers, status_line, response_headers, response_trailers
    FROM exchange_head WHERE exchange_number = ?`);
  return {
    readDetail: (id) => {
      const record = readRecord.get(id);
      if (record === undefined) return null;
      const head = readHead.get(record.number);
      const requestHeaders = headersOf(head?.request_headers);
      const responseHeaders = headersOf(head?.response_headers);
      return {
        row: rowOf(record),
        requestLine: head?.request_line ?? null,
        requestHeaders,
        statusLine: head?.status_line ?? null,
        responseHeaders,
        requestTrailers: headersOf(head?.request_trailers),
        responseTrailers: headersOf(head?.response_trailers),
        requestContentType: headerValue(requestHeaders, 'content-type'),
        responseContentType: headerValue(responseHeaders, 'content-type'),
      };
    },
  };
}

export function headersOf(json: string | undefined): HeaderList {
  return json === undefined ? [] : rawHeaders.parse(JSON.parse(json));
}
