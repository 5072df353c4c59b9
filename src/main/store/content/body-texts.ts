import type { Store } from '../open-store.ts';
import type { PieceRecord } from '../bodies/body-packing.ts';
import { unpackPiece } from '../bodies/body-packing.ts';
import { unpackTexts, type Pack, type UnpackedPack } from './pack-texts.ts';
import { unpackRuns } from './text-runs.ts';

/** Octets that were put together, up to the first place that could not be read. */
export interface JoinedOctets {
  readonly octets: Uint8Array;
  readonly sound: boolean;
}

/** Reads texts, and bodies out of them or out of the pieces they came in. */
export interface BodyTexts {
  /** The texts of a run list, one after the other. */
  join(runs: Uint8Array): JoinedOctets;
  /** What the recorder wrote of the body of this number. */
  joinPieces(bodyNumber: number): JoinedOctets;
  /** One text; null for one that is not stored or cannot be read. */
  readText(number: number): Uint8Array | null;
}

/** Unpacked packs are remembered: requests of a conversation have most of theirs in common. */
const rememberedBytes = 32 * 1024 * 1024;

interface PackRecord extends Pack {
  readonly first_text: number;
}

export function bodyTexts(store: Store): BodyTexts {
  const readPieces = store.prepare<[number], PieceRecord>('SELECT bytes, packing, octets FROM body_piece WHERE body_number = ? ORDER BY start');
  const packs = new PackReader(store);
  return {
    join: (runs) => {
      const parts: Uint8Array[] = [];
      try {
        for (const { first, count } of unpackRuns(runs)) {
          for (let number = first; number < first + count; ) {
            const { firstText, pack } = packs.read(number);
            const index = number - firstText;
            const taken = Math.min(first + count - number, pack.starts.length - 1 - index);
            parts.push(pack.octets.subarray(pack.starts[index], pack.starts[index + taken]));
            number += taken;
          }
        }
      } catch {
        return { octets: Buffer.concat(parts), sound: false };
      }
      return { octets: Buffer.concat(parts), sound: true };
    },
    joinPieces: (bodyNumber) => {
      const parts: Uint8Array[] = [];
      try {
        for (const piece of readPieces.iterate(bodyNumber)) parts.push(unpackPiece(piece, piece.bytes));
      } catch {
        return { octets: Buffer.concat(parts), sound: false };
      }
      return { octets: Buffer.concat(parts), sound: true };
    },
    readText: (number) => {
      try {
        const { firstText, pack } = packs.read(number);
        return pack.octets.subarray(pack.starts[number - firstText], pack.starts[number - firstText + 1]);
      } catch {
        return null;
      }
    },
  };
}

class PackReader {
  readonly #findPack;
  readonly #readPack;
  /** The least recently read first. */
  readonly #remembered = new Map<number, UnpackedPack>();
  #bytes = 0;

  constructor(store: Store) {
    this.#findPack = store.prepare<[number], number>('SELECT first_text FROM text WHERE number = ?').pluck();
    this.#readPack = store.prepare<[number], PackRecord>('SELECT first_text, lengths, bytes, packing, octets FROM pack WHERE first_text = ?');
  }

  /** The pack that a text is in. Throws where there is none, or where it is damaged. */
  read(text: number): { readonly firstText: number; readonly pack: UnpackedPack } {
    const firstText = this.#findPack.get(text);
    if (firstText === undefined) throw new Error(`reading a body: its text ${text} is not stored`);
    const known = this.#remembered.get(firstText);
    if (known !== undefined) {
      this.#remembered.delete(firstText);
      this.#remembered.set(firstText, known);
      return { firstText, pack: known };
    }
    const record = this.#readPack.get(firstText);
    if (record === undefined) throw new Error(`reading a body: the pack ${firstText} is not stored`);
    const pack = unpackTexts(record);
    this.#remember(firstText, pack);
    return { firstText, pack };
  }

  #remember(firstText: number, pack: UnpackedPack): void {
    this.#remembered.set(firstText, pack);
    this.#bytes += pack.octets.byteLength;
    for (const [oldest, { octets }] of this.#remembered) {
      if (this.#bytes <= rememberedBytes || oldest === firstText) break;
      this.#remembered.delete(oldest);
      this.#bytes -= octets.byteLength;
    }
  }
}
