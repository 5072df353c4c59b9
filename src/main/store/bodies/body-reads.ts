import { createHash } from 'node:crypto';
import { bodyCodings } from '../../../domain/http/content-codings.ts';
import { unpackArrivals } from '../../../domain/http/arrivals.ts';
import { headerValue } from '../../../domain/http/header-list.ts';
import { bodyNumber } from './body-number.ts';
import { bodyTexts, type JoinedOctets } from '../content/body-texts.ts';
import { headReads } from '../heads.ts';
import type { Store } from '../open-store.ts';
import type { BodySide, StoredBody, StoreReads } from '../reads.ts';

interface BodyRecord {
  readonly stored_bytes: number;
  readonly complete: number;
  readonly decoded_from: string | null;
  readonly stored_sha256: Uint8Array | null;
  readonly texts: Uint8Array | null;
}

/** Bodies put together from their texts, or from the pieces that they came in. */
export function bodyReads(store: Store): Pick<StoreReads, 'readBody' | 'readArrivals'> {
  const findNumber = store.prepare<[string], number>('SELECT number FROM exchange WHERE id = ?').pluck();
  const readArrivals = store.prepare<[number], Uint8Array>('SELECT arrivals FROM body_arrivals WHERE body_number = ?').pluck();
  const read = numberedBodyReads(store);
  return {
    readBody: (id, side) => {
      const exchange = findNumber.get(id);
      return exchange === undefined ? null : read(exchange, side);
    },
    readArrivals: (id) => {
      const exchange = findNumber.get(id);
      const packed = exchange === undefined ? undefined : readArrivals.get(bodyNumber(exchange, 'response'));
      return packed === undefined ? [] : unpackArrivals(packed);
    },
  };
}

/** The same by the number of the exchange. */
export function numberedBodyReads(store: Store): (exchange: number, side: BodySide) => StoredBody | null {
  const readRecord = store.prepare<[number], BodyRecord>('SELECT stored_bytes, complete, decoded_from, stored_sha256, texts FROM body WHERE number = ?');
  const readHead = headReads(store);
  const texts = bodyTexts(store);
  // One transaction, so that a body that grows meanwhile, or is packed, is seen as it was at one moment.
  const read = store.transaction((number: number): { record: BodyRecord; joined: JoinedOctets } | null => {
    const record = readRecord.get(number);
    if (record === undefined) return null;
    return { record, joined: record.texts === null ? texts.joinPieces(number) : texts.join(record.texts) };
  });
  return (exchange, side) => {
    const found = read(bodyNumber(exchange, side));
    if (found === null) return null;
    const { record, joined } = found;
    const head = readHead(exchange);
    const headers = (side === 'request' ? head?.requestHeaders : head?.responseHeaders) ?? [];
    return {
      octets: joined.octets,
      contentType: headerValue(headers, 'content-type'),
      contentEncoding: record.decoded_from === null ? bodyCodings(headers) : null,
      decodedFrom: record.decoded_from,
      complete: record.complete !== 0 && isAsStored(joined, record),
    };
  };
}

/** Whether what was put together is what the recorder stored, by its hash where there is one. */
function isAsStored({ octets, sound }: JoinedOctets, { stored_bytes: bytes, stored_sha256: hash }: BodyRecord): boolean {
  if (!sound) return false;
  if (hash === null) return octets.byteLength === bytes;
  return createHash('sha256').update(octets).digest().equals(hash);
}
