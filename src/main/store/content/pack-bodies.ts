import { numberedBodyReads } from '../bodies/body-reads.ts';
import type { Store } from '../open-store.ts';
import type { BodySide } from '../reads.ts';
import { BodyGroup } from './body-group.ts';
import { splitStored } from './split-stored.ts';
import { textWriter } from './text-writes.ts';

/** Puts what the recorder wrote as it came in its place. */
export interface BodyPacking {
  /** Stores up to so many bodies of exchanges that are over by their texts; answers how many there were. */
  packBodies(most: number): Promise<number>;
  /** Gives a part of the free space at the end of the file back to the system; false when there is not enough to be worth it. */
  shrinkFile(): boolean;
  /** Works what was written lately into the file, so that the recorder need not. */
  checkpoint(): void;
}

/** Space that is kept for what comes next. */
const keptFreePages = 2048;
/** One megabyte, so that others can write in between. */
const pagesAtATime = 256;

/**
 * Bodies are read, cut and compressed outside of any transaction, and put in place of their pieces in one that is as short as can be: a reader
 * finds the one form or the other, and a crash leaves the one or the other. The analyst's thread alone does it, so that no text is
 * written or dropped meanwhile.
 */
export function bodyPacking(store: Store): BodyPacking {
  const toPack = store.prepare<[number], { readonly number: number; readonly exchange_number: number; readonly stored_bytes: number }>(`
    SELECT body.number, exchange_number, stored_bytes FROM body INDEXED BY body_to_pack JOIN exchange ON exchange.number = exchange_number
    WHERE is_packed = 0 AND state <> 'open' ORDER BY body.number LIMIT ?`);
  // Not when it has changed since it was read.
  const leaveInPieces = store.prepare<[number, number]>('UPDATE body SET is_packed = 1 WHERE number = ? AND stored_bytes = ? AND is_packed = 0');
  const readBody = numberedBodyReads(store);
  const writer = textWriter(store);

  return {
    packBodies: async (most) => {
      const bodies = toPack.all(most);
      let group = new BodyGroup(writer);
      for (const { number, exchange_number: exchange, stored_bytes: storedBytes } of bodies) {
        const side: BodySide = number % 2 === 0 ? 'request' : 'response';
        const body = readBody(exchange, side);
        // A damaged piece: what can be read of it stays as it is.
        if (body === null || body.octets.byteLength !== storedBytes) leaveInPieces.run(number, storedBytes);
        else group.add({ number, exchange, storedBytes }, await splitStored(body, side));
        if (!group.isFull) continue;
        writer.write(group);
        group = new BodyGroup(writer);
      }
      writer.write(group);
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
