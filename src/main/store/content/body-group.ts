import { packTexts, type Pack } from './pack-texts.ts';
import { digestOf, type StoredText } from './split-stored.ts';
import { runsOf, type TextRun } from './text-runs.ts';

/** Where a text is stored. */
export interface KnownText {
  readonly number: number;
  readonly firstText: number;
}

/** What a group has to know of what is stored. */
export interface KnownTexts {
  find(digest: Uint8Array): KnownText | null;
  /** The number of the next new text. */
  nextNumber(): number;
}

export interface GroupedBody {
  readonly number: number;
  readonly exchange: number;
  readonly storedBytes: number;
}

/** A body as the list of its texts, and the packs that hold these. */
export interface ListedBody extends GroupedBody {
  readonly runs: readonly TextRun[];
  readonly packs: ReadonlySet<number>;
}

interface NewText {
  readonly digest: Uint8Array;
  readonly octets: Uint8Array;
  readonly said: string;
}

export interface NewPack extends Pack {
  readonly firstText: number;
  readonly texts: readonly NewText[];
}

/** Enough to compress well; more would have to be unpacked for one text. */
const fullAtBytes = 32 * 1024;
/** The texts of one body go into several packs, where they are more. */
const packUpToBytes = 256 * 1024;

/** Bodies that are written together, with the texts of theirs that are new. */
export class BodyGroup {
  readonly #known: KnownTexts;
  readonly #firstNumber: number;
  readonly #new: NewText[] = [];
  /** Digests of the new ones, by their octets as latin-1. */
  readonly #newNumbers = new Map<string, number>();
  readonly #bodies: { readonly body: GroupedBody; readonly numbers: number[]; readonly packs: Set<number> }[] = [];
  #bytes = 0;

  constructor(known: KnownTexts) {
    this.#known = known;
    this.#firstNumber = known.nextNumber();
  }

  get isFull(): boolean {
    return this.#bytes >= fullAtBytes;
  }

  add(body: GroupedBody, texts: readonly StoredText[]): void {
    const packs = new Set<number>();
    const numbers = texts.map((text) => {
      const digest = digestOf(text.octets);
      const stored = this.#known.find(digest);
      if (stored === null) return this.#numberOfNew(digest, text);
      packs.add(stored.firstText);
      return stored.number;
    });
    this.#bodies.push({ body, numbers, packs });
  }

  /** What is to be written; the packs that are new, and the bodies with all that are theirs. */
  finish(): { readonly packs: readonly NewPack[]; readonly bodies: readonly ListedBody[] } {
    const packs = this.#packed();
    const bodies = this.#bodies.map(({ body, numbers, packs: known }) => {
      const used = new Set(known);
      for (const number of numbers) {
        if (number >= this.#firstNumber) used.add(packs.findLast(({ firstText }) => firstText <= number)?.firstText ?? number);
      }
      return { ...body, runs: runsOf(numbers), packs: used };
    });
    return { packs, bodies };
  }

  #numberOfNew(digest: Uint8Array, { octets, said }: StoredText): number {
    const key = Buffer.from(digest).toString('latin1');
    const known = this.#newNumbers.get(key);
    if (known !== undefined) return known;
    const number = this.#firstNumber + this.#new.length;
    this.#newNumbers.set(key, number);
    this.#new.push({ digest, octets, said: said() });
    this.#bytes += octets.byteLength;
    return number;
  }

  #packed(): NewPack[] {
    const packs: NewPack[] = [];
    let texts: NewText[] = [];
    let bytes = 0;
    let firstText = this.#firstNumber;
    const close = (): void => {
      if (texts.length === 0) return;
      packs.push({ firstText, texts, ...packTexts(texts.map(({ octets }) => octets)) });
      firstText += texts.length;
      texts = [];
      bytes = 0;
    };
    for (const text of this.#new) {
      if (bytes + text.octets.byteLength > packUpToBytes) close();
      texts.push(text);
      bytes += text.octets.byteLength;
    }
    close();
    return packs;
  }
}
