import type { Store } from '../open-store.ts';
import type { BodyGroup, KnownTexts } from './body-group.ts';
import { packRuns } from './text-runs.ts';

/** Writes texts, and bodies as lists of them. */
export interface TextWriter extends KnownTexts {
  /** All of a group in one transaction, or none of it where a body has changed meanwhile: it is found to be packed again. */
  write(group: BodyGroup): void;
}

/** Exchanges whose packs are listed together. */
const exchangesOfBlock = 256;

/** The block that an exchange is in: see `pack_use` in the schema. */
export function blockOf(exchange: number): number {
  return Math.floor(exchange / exchangesOfBlock);
}

/** The exchanges of a block: from `from` on, before `until`. */
export function exchangesIn(block: number): { readonly from: number; readonly until: number } {
  return { from: block * exchangesOfBlock, until: (block + 1) * exchangesOfBlock };
}

export function textWriter(store: Store): TextWriter {
  const lastNumber = store.prepare<[], number>("SELECT seq FROM sqlite_sequence WHERE name = 'text'").pluck();
  const find = store.prepare<[Uint8Array], { readonly number: number; readonly firstText: number }>(
    'SELECT number, first_text AS firstText FROM text WHERE digest = ?',
  );
  const addPack = store.prepare<[number, Uint8Array, number, string, Uint8Array]>('INSERT INTO pack (first_text, lengths, bytes, packing, octets) VALUES (?, ?, ?, ?, ?)');
  const addText = store.prepare<[number, Uint8Array, number]>('INSERT INTO text (number, digest, first_text) VALUES (?, ?, ?)');
  const addWords = store.prepare<[number, string]>('INSERT INTO text_words (rowid, said) VALUES (?, ?)');
  const addUse = store.prepare<[number, number]>('INSERT OR IGNORE INTO pack_use (block, first_text) VALUES (?, ?)');
  const dropPieces = store.prepare<[number]>('DELETE FROM body_piece WHERE body_number = ?');
  const listTexts = store.prepare<[Uint8Array, number, number]>('UPDATE body SET is_packed = 1, texts = ? WHERE number = ? AND stored_bytes = ? AND is_packed = 0');
  const put = store.transaction(({ packs, bodies }: ReturnType<BodyGroup['finish']>) => {
    for (const { firstText, texts, lengths, bytes, packing, octets } of packs) {
      addPack.run(firstText, lengths, bytes, packing, octets);
      for (const [index, { digest, said }] of texts.entries()) {
        addText.run(firstText + index, digest, firstText);
        if (said.trim() !== '') addWords.run(firstText + index, said);
      }
    }
    for (const { number, exchange, storedBytes, runs, packs: used } of bodies) {
      if (listTexts.run(packRuns(runs), number, storedBytes).changes === 0) throw new BodyChanged('a body has changed while it was packed');
      dropPieces.run(number);
      for (const firstText of used) addUse.run(blockOf(exchange), firstText);
    }
  });
  return {
    find: (digest) => find.get(digest) ?? null,
    nextNumber: () => (lastNumber.get() ?? 0) + 1,
    write: (group) => {
      try {
        put.immediate(group.finish());
      } catch (error) {
        if (!(error instanceof BodyChanged)) throw error;
      }
    },
  };
}

class BodyChanged extends Error {
  override readonly name = 'BodyChanged';
}
