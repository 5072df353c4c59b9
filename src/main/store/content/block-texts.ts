import type { Store } from '../open-store.ts';
import type { BodySide } from '../reads.ts';
import { ExchangeSet } from './exchange-set.ts';
import { anyInRuns } from './text-runs.ts';
import { exchangesIn } from './text-writes.ts';

interface ListedTexts {
  readonly number: number;
  readonly texts: Uint8Array | null;
}

/** Where a text is. */
export interface TextHolders {
  readonly first: { readonly exchange: number; readonly side: BodySide } | null;
  /** How many exchanges. */
  readonly count: number;
}

/** Finds the exchanges that hold texts: their blocks by what the packs are used in, and in them those whose lists have the text. */
export class BlockTexts {
  readonly #blocksOf;
  readonly #blocksOfAny;
  readonly #allBlocks;
  readonly #listsIn;
  /** The lists of blocks that were read since `forget`. */
  readonly #read = new Map<number, readonly ListedTexts[]>();

  constructor(store: Store) {
    this.#blocksOf = store
      .prepare<[number], number>('SELECT block FROM pack_use WHERE first_text = (SELECT first_text FROM text WHERE number = ?) ORDER BY block')
      .pluck();
    this.#blocksOfAny = store
      .prepare<[string], number>(
        'SELECT DISTINCT block FROM pack_use WHERE first_text IN (SELECT first_text FROM text WHERE number IN (SELECT value FROM json_each(?)))',
      )
      .pluck();
    this.#allBlocks = store.prepare<[], number>(nextBlocks).pluck();
    this.#listsIn = store.prepare<[number, number], ListedTexts>('SELECT number, texts FROM body WHERE number >= ? AND number < ? ORDER BY number');
  }

  /** Has lists read again. */
  forget(): void {
    this.#read.clear();
  }

  exchangesWith(text: number): TextHolders {
    let first: TextHolders['first'] = null;
    const holders = new Set<number>();
    for (const block of this.#blocksOf.all(text)) {
      for (const { number, texts } of this.#listsOf(block)) {
        if (texts === null || !anyInRuns(texts, [text])) continue;
        const exchange = Math.floor(number / 2);
        first ??= { exchange, side: number % 2 === 0 ? 'request' : 'response' };
        holders.add(exchange);
      }
    }
    return { first, count: holders.size };
  }

  /** `texts` in ascending order; `isLookUp`: there are so few that the blocks of each are looked up. */
  exchangesWithAny(texts: readonly number[], isLookUp: boolean): ExchangeSet {
    const found = new ExchangeSet();
    if (texts.length === 0) return found;
    for (const block of isLookUp ? this.#blocksOfAny.all(JSON.stringify(texts)) : this.#allBlocks.all()) {
      const { from, until } = exchangesIn(block);
      for (const { number, texts: list } of this.#listsIn.iterate(from * 2, until * 2)) {
        const exchange = Math.floor(number / 2);
        if (list !== null && !found.has(exchange) && anyInRuns(list, texts)) found.add(exchange);
      }
    }
    return found;
  }

  #listsOf(block: number): readonly ListedTexts[] {
    const known = this.#read.get(block);
    if (known !== undefined) return known;
    const { from, until } = exchangesIn(block);
    const lists = this.#listsIn.all(from * 2, until * 2);
    this.#read.set(block, lists);
    return lists;
  }
}

/** Each block once, without reading through all of its packs. */
const nextBlocks = `
  WITH RECURSIVE used (block) AS (
    SELECT min(block) FROM pack_use
    UNION ALL
    SELECT (SELECT min(block) FROM pack_use WHERE block > used.block) FROM used WHERE used.block IS NOT NULL
  )
  SELECT block FROM used WHERE block IS NOT NULL`;
