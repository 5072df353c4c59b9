import { headPacker } from '../heads.ts';
import type { Store } from '../open-store.ts';
import { BodyGroup, type KnownText, type KnownTexts, type NewPack } from './body-group.ts';
import { bodyTexts } from './body-texts.ts';
import { rememberedTexts } from './remembered-texts.ts';
import { digestOf } from './split-stored.ts';
import { packRuns } from './text-runs.ts';

/** Writes texts, and bodies as lists of them. */
export interface TextWriter extends KnownTexts {
  /** All of a group, and the heads of its exchanges, in one transaction, or none of it where a body has changed meanwhile: it is found to be packed again. */
  write(group: BodyGroup): void;
  /** Has parts stored as texts for an exchange, within a transaction of the caller's; answers the list of them. */
  share(exchange: number, parts: readonly Uint8Array[]): Uint8Array;
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

/** The numbers of the texts that a pack has still, the highest first, up to so many; without reading it: it may be damaged. */
export function textsOfPack(store: Store): (firstText: number, most?: number) => readonly number[] {
  const list = store
    .prepare<[{ readonly first: number; readonly most: number }], number>(
      `SELECT number FROM text WHERE number >= @first AND first_text = @first
        AND number < coalesce((SELECT min(first_text) FROM pack WHERE first_text > @first), ${Number.MAX_SAFE_INTEGER})
      ORDER BY number DESC LIMIT @most`,
    )
    .pluck();
  return (first, most = -1) => list.all({ first, most });
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
  const putPack = ({ firstText, texts, lengths, bytes, packing, octets }: NewPack): void => {
    addPack.run(firstText, lengths, bytes, packing, octets);
    for (const [index, { digest, said }] of texts.entries()) {
      addText.run(firstText + index, digest, firstText);
      if (said.trim() !== '') addWords.run(firstText + index, said);
    }
  };
  const packHead = headPacker(store);
  const known: KnownTexts = {
    find: (digest) => find.get(digest) ?? null,
    nextNumber: () => (lastNumber.get() ?? 0) + 1,
  };
  const remembered = rememberedTexts(store);
  const setApart = store.prepare<[number]>('UPDATE text SET digest = randomblob(16) WHERE number = ?');
  const texts = bodyTexts(store);
  const isSound = (number: number, digest: Uint8Array): boolean => {
    const octets = texts.readText(number);
    return octets !== null && Buffer.compare(digestOf(octets), digest) === 0;
  };
  const findRemembered = (digest: Uint8Array): KnownText | null => {
    const key = Buffer.from(digest.buffer, digest.byteOffset, digest.byteLength).toString('latin1');
    const text = remembered.get(key) ?? known.find(digest);
    if (text === null) return null;
    if (remembered.get(key) === undefined && !isSound(text.number, digest)) {
      // What cannot be read any more is stored once more: bodies to come must not depend on it.
      setApart.run(text.number);
      return null;
    }
    remembered.set(key, text);
    return text;
  };
  const put = store.transaction(({ packs, bodies }: ReturnType<BodyGroup['finish']>) => {
    for (const pack of packs) putPack(pack);
    for (const { number, exchange, storedBytes, runs, packs: used } of bodies) {
      if (listTexts.run(packRuns(runs), number, storedBytes).changes === 0) throw new BodyChanged('a body has changed while it was packed');
      dropPieces.run(number);
      for (const firstText of used) addUse.run(blockOf(exchange), firstText);
      packHead(exchange);
    }
  });
  return {
    ...known,
    find: findRemembered,
    write: (group) => {
      try {
        put.immediate(group.finish());
      } catch (error) {
        if (!(error instanceof BodyChanged)) throw error;
      }
    },
    share: (exchange, parts) => {
      const group = new BodyGroup(known);
      group.add({ number: 0, exchange, storedBytes: 0 }, parts.map((octets) => ({ octets, said: () => '' })));
      const { packs, bodies } = group.finish();
      for (const pack of packs) putPack(pack);
      for (const firstText of bodies[0]?.packs ?? []) addUse.run(blockOf(exchange), firstText);
      return packRuns(bodies[0]?.runs ?? []);
    },
  };
}

class BodyChanged extends Error {
  override readonly name = 'BodyChanged';
}
