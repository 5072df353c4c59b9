import type { Store } from '../open-store.ts';
import type { BodySide } from '../reads.ts';
import { ExchangeSet } from './exchange-set.ts';
import { eachInRuns } from './text-runs.ts';
import { exchangesIn } from './text-writes.ts';

interface ListedTexts {
  readonly number: number;
  readonly texts: Uint8Array | null;
}

/** Where a text is. */
export interface TextHolders {
  readonly first: { readonly exchange: number; readonly side: BodySide } | null;
  /** How many exchanges, as far as was looked. */
  readonly count: number;
  readonly isCounted: boolean;
}

/** Tools and system prompts are in all of the history: in how many blocks the exchanges that hold a text are counted. */
const countedBlocks = 4;

/** Finds the exchanges that hold texts: their blocks by what the packs are used in, and in them those whose lists have the text. */
export class BlockTexts {
  readonly #blocksOf;
  readonly #blocksOfAny;
  readonly #allBlocks;
  readonly #listsIn;

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

  /** `texts` in ascending order. */
  holdersOf(texts: readonly number[]): ReadonlyMap<number, TextHolders> {
    const blocksOf = new Map(texts.map((text) => [text, this.#blocksOf.all(text)]));
    const looked = new Set([...blocksOf.values()].flatMap((blocks) => blocks.slice(0, countedBlocks)));
    const firsts = new Map<number, number>();
    const exchanges = new Map<number, Set<number>>(texts.map((text) => [text, new Set()]));
    for (const block of [...looked].toSorted((one, other) => one - other)) {
      const { from, until } = exchangesIn(block);
      for (const { number, texts: list } of this.#listsIn.iterate(from * 2, until * 2)) {
        if (list === null) continue;
        eachInRuns(list, texts, (text) => {
          if (!firsts.has(text)) firsts.set(text, number);
          exchanges.get(text)?.add(Math.floor(number / 2));
          return true;
        });
      }
    }
    return new Map(
      texts.map((text) => {
        const first = firsts.get(text);
        const isCounted = (blocksOf.get(text) ?? []).every((block) => looked.has(block));
        const of = first === undefined ? null : { exchange: Math.floor(first / 2), side: first % 2 === 0 ? ('request' as const) : ('response' as const) };
        return [text, { first: of, count: exchanges.get(text)?.size ?? 0, isCounted }];
      }),
    );
  }

  /** `texts` in ascending order; `isLookUp`: there are so few that the blocks of each are looked up. */
  exchangesWithAny(texts: readonly number[], isLookUp: boolean): ExchangeSet {
    const found = new ExchangeSet();
    if (texts.length === 0) return found;
    for (const block of isLookUp ? this.#blocksOfAny.all(JSON.stringify(texts)) : this.#allBlocks.all()) {
      const { from, until } = exchangesIn(block);
      for (const { number, texts: list } of this.#listsIn.iterate(from * 2, until * 2)) {
        const exchange = Math.floor(number / 2);
        if (list === null || found.has(exchange)) continue;
        eachInRuns(list, texts, () => {
          found.add(exchange);
          return false;
        });
      }
    }
    return found;
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
