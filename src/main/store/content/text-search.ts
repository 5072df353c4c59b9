import { excerptOf, type Excerpt } from '../../../domain/content/excerpt.ts';
import { phraseOf, type Phrase } from '../../../domain/content/phrase.ts';
import { saidByJson, saidByPlain } from '../../../domain/content/said.ts';
import { isJson } from '../../../domain/content/split-body.ts';
import { numberedBodyReads } from '../bodies/body-reads.ts';
import type { Store } from '../open-store.ts';
import type { BodySide, StoredBody } from '../reads.ts';
import { BlockTexts, type TextHolders } from './block-texts.ts';
import { bodyTexts } from './body-texts.ts';
import { ExchangeSet } from './exchange-set.ts';
import { saidByWhole } from './split-stored.ts';

/** A text that says what was looked for. */
export interface TextHit {
  /** The first exchange that holds it, and which of its bodies. */
  readonly exchangeId: string;
  readonly side: BodySide;
  /** How many exchanges hold it, that one included; there are more where not all are counted. */
  readonly exchanges: number;
  readonly areAllCounted: boolean;
  readonly excerpt: Excerpt;
}

export interface TextHits {
  /** The newest texts first. */
  readonly hits: readonly TextHit[];
  /** What `before` has to be for the next page; null after the last. */
  readonly next: number | null;
}

export interface TextQuery {
  /** All of them have to stand in one text. A `*` at the end of one has its last word go on. */
  readonly phrases: readonly string[];
  readonly limit: number;
  readonly before?: number;
}

/** Finds what texts say. What was captured a moment ago and is not packed yet is not found. */
export interface TextSearch {
  searchTexts(query: TextQuery): Promise<TextHits>;
  /** The exchanges that hold a text which says the phrase. */
  exchangesSaying(phrase: string): ExchangeSet;
}

/** For so many texts the blocks that hold them are looked up; else all are gone through. */
const lookedUpTexts = 2000;

export function textSearch(store: Store): TextSearch {
  const newest = store
    .prepare<[string, number, number], number>('SELECT rowid FROM text_words WHERE text_words MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?')
    .pluck();
  const all = store.prepare<[string], number>('SELECT rowid FROM text_words WHERE text_words MATCH ? ORDER BY rowid').pluck();
  const blocks = new BlockTexts(store);
  const findId = store.prepare<[number], string>('SELECT id FROM exchange WHERE number = ?').pluck();
  const texts = bodyTexts(store);
  const readBody = numberedBodyReads(store);

  const hitOf = async (text: number, holders: TextHolders | undefined, phrases: readonly Phrase[]): Promise<TextHit | null> => {
    const first = holders?.first ?? null;
    const id = first === null ? undefined : findId.get(first.exchange);
    if (holders === undefined || first === null || id === undefined) return null;
    const { exchange, side } = first;
    const found = { exchangeId: id, side, exchanges: holders.count, areAllCounted: holders.isCounted };
    // Requests are hardly ever in a coding: their bodies need not be put together.
    const octets = side === 'request' ? texts.readText(text) : null;
    const ofText = octets === null ? null : excerptOf(saidByJson(octets), phrases);
    if (ofText !== null && ofText.matches.length > 0) return { ...found, excerpt: ofText };
    const body = readBody(exchange, side);
    const said = body === null ? '' : ((await saidByWhole(body, side)) ?? saidByText(body, texts.readText(text)));
    return { ...found, excerpt: excerptOf(said, phrases) };
  };

  return {
    searchTexts: async ({ phrases: wanted, limit, before = Number.MAX_SAFE_INTEGER }) => {
      const phrases = wanted.map(phraseOf).filter(({ words }) => words.length > 0);
      if (phrases.length === 0) return { hits: [], next: null };
      const found = newest.all(matchOf(phrases), before, limit + 1);
      const shown = found.slice(0, limit);
      const holders = blocks.holdersOf(shown.toReversed());
      const hits = await Promise.all(shown.map((text) => hitOf(text, holders.get(text), phrases)));
      return { hits: hits.filter((hit) => hit !== null), next: found.length > limit ? (shown.at(-1) ?? null) : null };
    },
    exchangesSaying: (phrase) => {
      const wanted = phraseOf(phrase);
      if (wanted.words.length === 0) return new ExchangeSet();
      const found = all.all(matchOf([wanted]));
      return blocks.exchangesWithAny(found, found.length <= lookedUpTexts);
    },
  };
}

function saidByText(body: StoredBody, text: Uint8Array | null): string {
  if (text === null) return '';
  return isJson(body.octets) ? saidByJson(text) : saidByPlain(text);
}

/** Words hold letters, digits and marks only: nothing in them is FTS5's syntax once they are quoted. */
function matchOf(phrases: readonly Phrase[]): string {
  return phrases.map(({ written, isPrefix }) => `"${written}"${isPrefix ? '*' : ''}`).join(' AND ');
}
