import { packPiece, unpackPiece, type PackedPiece } from './body-packing.ts';
import type { Store } from './open-store.ts';

/** Packs what the recorder wrote as it came. */
export interface BodyPacking {
  /** Packs up to so many bodies of exchanges that are over; answers how many there were. */
  packBodies(most: number): number;
  /** Gives a part of the free space at the end of the file back to the system; false when there is not enough to be worth it. */
  shrinkFile(): boolean;
  /** Works what was written lately into the file, so that the recorder need not. */
  checkpoint(): void;
}

/** A large body is packed in parts of this size. */
const partBytes = 4 * 1024 * 1024;
/** Space that is kept for what comes next. */
const keptFreePages = 4096;
/** One megabyte, so that others can write in between. */
const pagesAtATime = 256;

interface PieceRecord extends PackedPiece {
  readonly bytes: number;
}

interface Part extends PackedPiece {
  readonly start: number;
  readonly bytes: number;
}

/**
 * Bodies are compressed as a whole, outside of any transaction, and put in place of their pieces in one that is as short as can
 * be: a reader finds the one form or the other, and a crash leaves the one or the other.
 */
export function bodyPacking(store: Store): BodyPacking {
  const toPack = store.prepare<[number], { readonly number: number; readonly stored_bytes: number }>(`
    SELECT body.number, body.stored_bytes FROM body INDEXED BY body_to_pack JOIN exchange ON exchange.number = exchange_number
    WHERE is_packed = 0 AND state <> 'open' ORDER BY body.number LIMIT ?`);
  const readPieces = store.prepare<[number], PieceRecord>('SELECT bytes, packing, octets FROM body_piece WHERE body_number = ? ORDER BY start');
  const dropPieces = store.prepare<[number]>('DELETE FROM body_piece WHERE body_number = ?');
  const addPiece = store.prepare<[number, number, number, string, Uint8Array]>(
    'INSERT INTO body_piece (body_number, start, bytes, packing, octets) VALUES (?, ?, ?, ?, ?)',
  );
  // Not when it has changed since it was read.
  const markPacked = store.prepare<[number, number]>('UPDATE body SET is_packed = 1 WHERE number = ? AND stored_bytes = ? AND is_packed = 0');
  const put = store.transaction((number: number, storedBytes: number, parts: readonly Part[] | null) => {
    if (markPacked.run(number, storedBytes).changes === 0 || parts === null) return;
    dropPieces.run(number);
    for (const part of parts) addPiece.run(number, part.start, part.bytes, part.packing, part.octets);
  });
  return {
    packBodies: (most) => {
      const bodies = toPack.all(most);
      for (const { number, stored_bytes: storedBytes } of bodies) put.immediate(number, storedBytes, packed(readPieces.iterate(number)));
      return bodies.length;
    },
    shrinkFile: () => {
      // Only files that were made for it have this: of others nothing is given back, but free space is used again.
      if (Number(store.pragma('auto_vacuum', { simple: true })) !== 2) return false;
      if (Number(store.pragma('freelist_count', { simple: true })) <= keptFreePages) return false;
      store.pragma(`incremental_vacuum(${pagesAtATime})`);
      return true;
    },
    checkpoint: () => {
      store.pragma('wal_checkpoint(PASSIVE)');
    },
  };
}

/** Null for a body with a damaged piece: it stays as it is. */
function packed(pieces: Iterable<PieceRecord>): Part[] | null {
  const parts: Part[] = [];
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let start = 0;
  const flush = (): void => {
    if (waitingBytes === 0) return;
    parts.push({ start, bytes: waitingBytes, ...packPiece(Buffer.concat(waiting)) });
    start += waitingBytes;
    waiting = [];
    waitingBytes = 0;
  };
  try {
    for (const piece of pieces) {
      if (waitingBytes > 0 && waitingBytes + piece.bytes > partBytes) flush();
      waiting.push(unpackPiece(piece, piece.bytes));
      waitingBytes += piece.bytes;
    }
  } catch {
    return null;
  }
  flush();
  return parts;
}
