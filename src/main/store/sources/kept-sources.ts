import { sourceKey } from '../../../domain/attribution/source-key.ts';
import { sourceName } from '../../../domain/attribution/source-name.ts';
import type { Source } from '../../../domain/attribution/source.ts';
import type { Store } from '../open-store.ts';
import type { KeptSources } from '../analysis/segment-columns.ts';

/** As many as a few projects have between them; then they are looked up again. */
const rememberedSources = 20_000;

/** Sources by number. One that is not kept yet gets a number, where the connection may write. */
export function keptSources(store: Store): KeptSources {
  const find = store.prepare<[string], number>('SELECT number FROM segment_source WHERE source = ?').pluck();
  const add = store.prepare<[string]>('INSERT INTO segment_source (source) VALUES (?)');
  const read = store.prepare<[number], string>('SELECT source FROM segment_source WHERE number = ?').pluck();
  const known = new Map<number, Source>();
  return {
    numberOf: (source) => {
      const text = JSON.stringify(source);
      return find.get(text) ?? Number(add.run(text).lastInsertRowid);
    },
    sourceOf: (number) => {
      const remembered = known.get(number);
      if (remembered !== undefined) return remembered;
      const text = read.get(number);
      // Its kind is not known any more; what it is a part of is.
      const source: Source = text === undefined ? { kind: 'unknown' } : JSON.parse(text);
      if (known.size >= rememberedSources) known.clear();
      known.set(number, source);
      return source;
    },
  };
}

/**
 * Drops the sources that no exchange holds any more, by what `source` has: its rows go first. A mere kind, which is all that what is no prompt
 * has, stays. To be called in a transaction.
 */
export function dropUnusedSources(store: Store): void {
  const list = store.prepare<[], { readonly number: number; readonly source: string }>('SELECT number, source FROM segment_source ORDER BY number');
  const isUsed = store.prepare<[string, string, string], number>("SELECT 1 FROM source WHERE key = ? AND kind = ? AND coalesce(name, '') = ?").pluck();
  const drop = store.prepare<[number]>('DELETE FROM segment_source WHERE number = ?');
  // Numbers are not given twice, since whoever reads remembers them: the last stays, with nothing in it.
  const empty = store.prepare<[number]>("UPDATE segment_source SET source = json_object('kind', 'unknown', 'number', number) WHERE number = ?");
  const kept = list.all();
  for (const [index, { number, source: text }] of kept.entries()) {
    const source: Source = JSON.parse(text);
    const key = sourceKey(source);
    if (key === source.kind || isUsed.get(key, source.kind, sourceName(source) ?? '') !== undefined) continue;
    if (index === kept.length - 1) empty.run(number);
    else drop.run(number);
  }
}
