import { z } from 'zod';
import { rawHeaders } from '../../contract/exchange-view.ts';
import type { HeaderList } from '../../domain/http/header-list.ts';
import { compactText, readCompactText } from './content/compact-text.ts';
import type { HeadWrite } from './exchange-writes.ts';
import type { Store } from './open-store.ts';

interface HeadRecord {
  readonly request_line: string | null;
  readonly request_headers: string;
  readonly request_trailers: string;
  readonly interim_heads: string;
  readonly status_line: string | null;
  readonly response_headers: string;
  readonly response_trailers: string;
  readonly packed: Uint8Array | null;
}

const interimHeads = z.array(z.object({ statusLine: z.string(), headers: rawHeaders }));
/** The columns in the order in which they are packed. */
const packedHead = z.tuple([z.string().nullable(), rawHeaders, rawHeaders, interimHeads, z.string().nullable(), rawHeaders, rawHeaders]);

/** Heads by the number of their exchange; null for an exchange that has none, or whose head is damaged: the others must not wait for it. */
export function headReads(store: Store): (exchange: number) => HeadWrite | null {
  const read = store.prepare<[number], HeadRecord>(`
    SELECT request_line, request_headers, request_trailers, interim_heads, status_line, response_headers, response_trailers, packed
    FROM exchange_head WHERE exchange_number = ?`);
  return (exchange) => {
    const record = read.get(exchange);
    if (record === undefined) return null;
    try {
      return headOf(record);
    } catch {
      return null;
    }
  };
}

/** Compresses the head of an exchange that is over; one that is packed stays as it is. */
export function headPacker(store: Store): (exchange: number) => void {
  const readHead = headReads(store);
  const isPacked = store.prepare<[number], number>('SELECT packed IS NOT NULL FROM exchange_head WHERE exchange_number = ?').pluck();
  // A row that is updated to less leaves its page as empty as that; one that is gone has it joined to its neighbours.
  const drop = store.prepare<[number]>('DELETE FROM exchange_head WHERE exchange_number = ?');
  const put = store.prepare<[number, Uint8Array]>(`
    INSERT INTO exchange_head (exchange_number, request_headers, request_trailers, interim_heads, response_headers, response_trailers, packed)
    VALUES (?, '[]', '[]', '[]', '[]', '[]', ?)`);
  return (exchange) => {
    const head = isPacked.get(exchange) === 0 ? readHead(exchange) : null;
    if (head === null) return;
    const { requestLine, requestHeaders, requestTrailers, interimHeads: interim, statusLine, responseHeaders, responseTrailers } = head;
    const columns: z.infer<typeof packedHead> = [requestLine, requestHeaders, requestTrailers, [...interim], statusLine, responseHeaders, responseTrailers];
    drop.run(exchange);
    put.run(exchange, compactText('head', JSON.stringify(columns)));
  };
}

function headOf(record: HeadRecord): HeadWrite {
  if (record.packed !== null) {
    const columns = packedHead.parse(JSON.parse(readCompactText('head', record.packed)));
    const [requestLine, requestHeaders, requestTrailers, interim, statusLine, responseHeaders, responseTrailers] = columns;
    return { requestLine, requestHeaders, requestTrailers, interimHeads: interim, statusLine, responseHeaders, responseTrailers };
  }
  return {
    requestLine: record.request_line,
    requestHeaders: headersOf(record.request_headers),
    requestTrailers: headersOf(record.request_trailers),
    interimHeads: interimHeads.parse(JSON.parse(record.interim_heads)),
    statusLine: record.status_line,
    responseHeaders: headersOf(record.response_headers),
    responseTrailers: headersOf(record.response_trailers),
  };
}

function headersOf(json: string): HeaderList {
  return rawHeaders.parse(JSON.parse(json));
}
