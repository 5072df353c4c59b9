import { createHash } from 'node:crypto';
import { z } from 'zod';
import { unpackPiece } from '../bodies/body-packing.ts';
import type { BodyWrite } from '../exchange-writes.ts';
import type { BodySide } from '../reads.ts';
import type { ColumnValues, DamagedStore } from './damaged-store.ts';
import { DamagedTexts } from './damaged-texts.ts';
import { readInRanges } from './read-in-ranges.ts';

/** A body as it can be written anew. `isWhole` is false where something of it is missing that was there. */
export interface SalvagedBody {
  readonly write: BodyWrite;
  readonly isWhole: boolean;
}

const octets = z.instanceof(Uint8Array);
const bodyRecord = z.object({
  number: z.number(),
  stored_bytes: z.number(),
  complete: z.number(),
  wire_sha256: octets.nullable(),
  stored_sha256: octets.nullable(),
  masks: z.string(),
  decoded_from: z.string().nullish(),
  texts: octets.nullish(),
});
const arrivalsRecord = z.object({ arrivals: octets });
const pieceRecord = z.object({ start: z.number(), bytes: z.number(), packing: z.enum(['raw', 'brotli']), octets });
const storedMasks = z.array(z.tuple([z.number(), z.number()]));

/** Reads bodies out of a damaged database and verifies them by their hashes. */
export class DamagedBodies {
  readonly #damaged: DamagedStore;
  readonly texts: DamagedTexts;
  /** The numbers of the pieces by those of their bodies: for when the index that says it is damaged. */
  #piecesOf: Map<number, number[]> | null = null;

  constructor(damaged: DamagedStore) {
    this.#damaged = damaged;
    this.texts = new DamagedTexts(damaged);
  }

  /** The body of this row of the table. What cannot be read, or does not have its hash, is not complete, and its octets end before the damage. */
  read(row: ColumnValues, side: BodySide): SalvagedBody {
    const parsed = bodyRecord.safeParse(row);
    if (!parsed.success) return lostBody(side);
    const record = parsed.data;
    const { octets: found, isWhole } = this.#octetsOf(record);
    const masks = masksOf(record.masks).filter(({ start, length }) => start + length <= found.byteLength);
    const hashes = isWhole ? { wireSha256: record.wire_sha256, storedSha256: record.stored_sha256 } : { wireSha256: null, storedSha256: null };
    const end = { complete: isWhole && record.complete !== 0, ...hashes };
    const arrivals = side === 'response' ? this.#arrivalsOf(record.number) : {};
    return { isWhole, write: { side, start: 0, replaces: false, octets: [found], decodedFrom: record.decoded_from ?? null, masks, end, ...arrivals } };
  }

  #arrivalsOf(bodyNumber: number): Pick<BodyWrite, 'arrivals'> {
    const [row] = this.#damaged.readRows('body_arrivals', 'body_number', bodyNumber, bodyNumber);
    return arrivalsRecord.safeParse(row).data ?? {};
  }

  #octetsOf(record: z.infer<typeof bodyRecord>): { readonly octets: Uint8Array; readonly isWhole: boolean } {
    const isWhole = (found: Uint8Array): boolean => found.byteLength === record.stored_bytes && hasHash(found, record.stored_sha256);
    if (record.texts !== null && record.texts !== undefined) {
      const found = this.texts.join(record.texts);
      return { octets: found, isWhole: isWhole(found) };
    }
    const quick = joined(this.#damaged.readBy('body_piece', 'body_number', record.number) ?? []);
    if (isWhole(quick)) return { octets: quick, isWhole: true };
    const thorough = joined(this.#piecesByTable(record.number));
    if (isWhole(thorough)) return { octets: thorough, isWhole: true };
    return { octets: thorough.byteLength > quick.byteLength ? thorough : quick, isWhole: false };
  }

  #piecesByTable(bodyNumber: number): readonly ColumnValues[] {
    this.#piecesOf ??= piecesOf(this.#damaged);
    return (this.#piecesOf.get(bodyNumber) ?? []).flatMap((number) => this.#damaged.readRows('body_piece', 'number', number, number));
  }
}

/** In the place of a body of which nothing can be read. */
export function lostBody(side: BodySide): SalvagedBody {
  const end = { complete: false, wireSha256: null, storedSha256: null };
  return { isWhole: false, write: { side, start: 0, replaces: false, octets: [], decodedFrom: null, masks: [], end } };
}

/** The octets up to the first gap or piece that cannot be unpacked. */
function joined(rows: readonly ColumnValues[]): Uint8Array {
  const pieces = rows.flatMap((row) => pieceRecord.safeParse(row).data ?? []).toSorted((one, other) => one.start - other.start);
  const unpacked: Uint8Array[] = [];
  let bytes = 0;
  for (const piece of pieces) {
    if (piece.start !== bytes) break;
    try {
      unpacked.push(unpackPiece(piece, piece.bytes));
    } catch {
      break;
    }
    bytes += piece.bytes;
  }
  return Buffer.concat(unpacked);
}

function piecesOf({ store }: DamagedStore): Map<number, number[]> {
  const found = new Map<number, number[]>();
  try {
    const last = store.prepare<[], number | null>('SELECT max(number) FROM body_piece').pluck().get() ?? 0;
    // Without the octets: they are not read where only numbers are asked for.
    const read = store.prepare<[number, number], { readonly number: number; readonly body_number: number }>(
      'SELECT number, body_number FROM body_piece NOT INDEXED WHERE number BETWEEN ? AND ?',
    );
    for (const { number, body_number: body } of readInRanges(0, last, (from, to) => read.all(from, to))) {
      found.set(body, [...(found.get(body) ?? []), number]);
    }
  } catch {
    // The end of the table lies in the damage: what the index says is all there is.
  }
  return found;
}

function hasHash(found: Uint8Array, sha256: Uint8Array | null): boolean {
  return sha256 === null || createHash('sha256').update(found).digest().equals(sha256);
}

function masksOf(json: string): { start: number; length: number }[] {
  try {
    return storedMasks.parse(JSON.parse(json)).map(([start, length]) => ({ start, length }));
  } catch {
    return [];
  }
}
