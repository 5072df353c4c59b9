import { bodyCodings } from '../../domain/http/content-codings.ts';
import { headerValue } from '../../domain/http/header-list.ts';
import { headersOf } from './detail-reads.ts';
import { unpackPiece } from './body-packing.ts';
import type { PackedPiece } from './body-packing.ts';
import { bodyNumber } from './body-number.ts';
import type { Store } from './open-store.ts';
import type { StoreReads } from './reads.ts';

interface BodyRecord {
  readonly stored_bytes: number;
  readonly complete: number;
  readonly decoded_from: string | null;
}

interface PieceRecord extends PackedPiece {
  readonly bytes: number;
}

/** Bodies put together from their pieces. */
export function bodyReads(store: Store): Pick<StoreReads, 'readBody'> {
  const findNumber = store.prepare<[string], number>('SELECT number FROM exchange WHERE id = ?').pluck();
  const readRecord = store.prepare<[number], BodyRecord>('SELECT stored_bytes, complete, decoded_from FROM body WHERE number = ?');
  const readPieces = store.prepare<[number], PieceRecord>(
    'SELECT bytes, packing, octets FROM body_piece WHERE body_number = ? ORDER BY start',
  );
  const readHeaders = {
    request: store.prepare<[number], string>('SELECT request_headers FROM exchange_head WHERE exchange_number = ?').pluck(),
    response: store.prepare<[number], string>('SELECT response_headers FROM exchange_head WHERE exchange_number = ?').pluck(),
  };
  // One transaction, so that a body that grows meanwhile is seen as it was at one moment.
  const read = store.transaction((number: number) => {
    const record = readRecord.get(number);
    return record === undefined ? null : { record, pieces: readPieces.all(number) };
  });
  return {
    readBody: (id, side) => {
      const exchange = findNumber.get(id);
      if (exchange === undefined) return null;
      const found = read(bodyNumber(exchange, side));
      if (found === null) return null;
      const headers = headersOf(readHeaders[side].get(exchange));
      const { octets, sound } = joined(found.pieces);
      return {
        octets,
        contentType: headerValue(headers, 'content-type'),
        contentEncoding: found.record.decoded_from === null ? bodyCodings(headers) : null,
        decodedFrom: found.record.decoded_from,
        complete: sound && found.record.complete !== 0,
      };
    },
  };
}

/** The octets of the pieces, up to the first that is damaged: what stands after a gap is not where it belongs. */
function joined(pieces: readonly PieceRecord[]): { readonly octets: Uint8Array; readonly sound: boolean } {
  const unpacked: Uint8Array[] = [];
  for (const piece of pieces) {
    try {
      unpacked.push(unpackPiece(piece, piece.bytes));
    } catch {
      return { octets: Buffer.concat(unpacked), sound: false };
    }
  }
  return { octets: Buffer.concat(unpacked), sound: true };
}
