import type { SourceTest } from '../../../domain/filter/filter.ts';
import { sourceKey } from '../../../domain/attribution/source-key.ts';
import { isSourceKind, sourceGroup, sourceKinds, type SourceGroup } from '../../../domain/attribution/source.ts';
import { ExchangeSet } from '../content/exchange-set.ts';
import type { Store } from '../open-store.ts';

/*
 * Which exchanges hold a source. All SQL of it is here and in its step of the schema: sources are asked for by words, and each
 * word has a bit for every exchange. Many requests hold the same sources, so that a block of bits serves all of a stretch.
 */

/** SQL: the words of a row of `source`, null among them: its kind; kind and name; of tools of MCP servers, which have one name together, the key. */
export const wordsOfSource =
  "source.kind, source.kind || '/' || source.name, iif(source.kind IN ('mcp-tool-definition', 'mcp-result', 'mcp-prompt'), '=' || source.key, NULL)";

/** The one of them that the fewest others have. */
const narrowestWord = "coalesce(iif(source.kind IN ('mcp-tool-definition', 'mcp-result', 'mcp-prompt'), '=' || source.key, NULL), source.kind || '/' || source.name, source.kind)";

const bitsInBlock = 48;
/** JavaScript's bit operators take 32 bits. */
const half = 2 ** 24;

/** Keeps what an exchange holds, by the rows it has in `exchange_source`. */
export interface SourceWordWriter {
  /** Has a source that is new be found. */
  addWords(sourceNumber: number): void;
  /** Puts what the exchange holds now in the place of what it held. */
  put(exchangeNumber: number): void;
}

export function sourceWordWriter(store: Store): SourceWordWriter {
  const addWords = store.prepare<[number]>(
    `INSERT OR IGNORE INTO source_word (word) SELECT value FROM source, json_each(json_array(${wordsOfSource})) WHERE source.number = ? AND value IS NOT NULL`,
  );
  // Numbers are bound as reals, and a real is not divided as an integer.
  const number = 'CAST(@number AS INTEGER)';
  const bit = `(1 << (${number} % ${bitsInBlock}))`;
  const block = `${number} / ${bitsInBlock}`;
  const clear = store.prepare<[Numbered]>(`UPDATE source_block SET bits = bits & ~${bit} WHERE block = ${block} AND bits & ${bit}`);
  const clean = store.prepare<[Numbered]>(`DELETE FROM source_block WHERE block = ${block} AND bits = 0`);
  const set = store.prepare<[Numbered]>(`
    INSERT INTO source_block (block, word_number, bits) SELECT DISTINCT ${block}, source_word.number, ${bit}
      FROM exchange_source JOIN source ON source.number = source_number JOIN source_word ON word IN (${wordsOfSource})
      WHERE exchange_number = @number
    ON CONFLICT DO UPDATE SET bits = bits | excluded.bits`);
  return {
    addWords: (sourceNumber) => void addWords.run(sourceNumber),
    put: (exchangeNumber) => {
      const held = clear.run({ number: exchangeNumber }).changes;
      set.run({ number: exchangeNumber });
      if (held > 0) clean.run({ number: exchangeNumber });
    },
  };
}

/** Finds exchanges by what their prompts hold. */
export interface SourceFinder {
  /** Those that hold any of these. */
  exchangesHolding(tests: readonly SourceTest[]): ExchangeSet;
  /** Those that may hold any of these sources (rows of `source`): all that do, and few that do not. */
  exchangesNear(sourceNumbers: readonly number[]): ExchangeSet;
}

export function sourceFinder(store: Store): SourceFinder {
  const find = store
    .prepare<[string], [number, number]>(
      `SELECT block, bits FROM source_word CROSS JOIN source_block INDEXED BY source_block_by_word ON word_number = source_word.number
      WHERE word IN (SELECT value FROM json_each(?))`,
    )
    .raw();
  const narrowest = store.prepare<[string], string>(`SELECT DISTINCT ${narrowestWord} FROM source WHERE number IN (SELECT value FROM json_each(?))`).pluck();
  const exchangesWith = (words: readonly string[]): ExchangeSet => {
    const low = new Map<number, number>();
    const high = new Map<number, number>();
    for (const [block, bits] of find.all(JSON.stringify(words))) {
      low.set(block, (low.get(block) ?? 0) | (bits % half));
      high.set(block, (high.get(block) ?? 0) | Math.floor(bits / half));
    }
    const held = new ExchangeSet();
    for (const [block, bits] of low) addBits(held, block * bitsInBlock, bits);
    for (const [block, bits] of high) addBits(held, block * bitsInBlock + bitsInBlock / 2, bits);
    return held;
  };
  return {
    exchangesHolding: (tests) => exchangesWith(tests.flatMap(wordsOf)),
    exchangesNear: (sourceNumbers) => exchangesWith(narrowest.all(JSON.stringify(sourceNumbers))),
  };
}

/** What the local API asks for in one word: the name of a source or a kind. */
export function sourcesCalled(word: string): readonly SourceTest[] {
  const byName: SourceTest = { is: 'name', name: word };
  return isSourceKind(word) ? [byName, { is: 'kind', kind: word, name: null }] : [byName];
}

interface Numbered {
  readonly number: number;
}

const families: Readonly<Record<'mcp' | 'skill' | 'memory', SourceGroup>> = { mcp: 'mcp', skill: 'skills', memory: 'memory' };
const toolKinds = ['tool-definition', 'builtin-result'];

function wordsOf(test: SourceTest): readonly string[] {
  switch (test.is) {
    case 'mcp': {
      const { server, tool } = test;
      if (server === null || tool === null) return named(kindsIn('mcp'), server);
      const sources = [{ kind: 'mcp-tool-definition', server, tool } as const, { kind: 'mcp-result', server, tool } as const, { kind: 'mcp-prompt', server, name: tool } as const];
      return sources.map((source) => `=${sourceKey(source)}`);
    }
    case 'skill':
    case 'memory':
      return named(kindsIn(families[test.is]), test.name);
    case 'tool':
      return named(toolKinds, test.name);
    case 'kind':
      return named([test.kind], test.name);
    case 'name':
      return named(sourceKinds, test.name);
  }
}

function kindsIn(group: SourceGroup): readonly string[] {
  return sourceKinds.filter((kind) => isSourceKind(kind) && sourceGroup(kind) === group);
}

function named(kinds: readonly string[], name: string | null): readonly string[] {
  return name === null ? kinds : kinds.map((kind) => `${kind}/${name}`);
}

function addBits(held: ExchangeSet, from: number, bits: number): void {
  for (let rest = bits; rest !== 0; rest &= rest - 1) held.add(from + 31 - Math.clz32(rest & -rest));
}
