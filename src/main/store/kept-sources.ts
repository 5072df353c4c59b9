import type { Source } from '../../domain/attribution/source.ts';
import type { Store } from './open-store.ts';
import type { KeptSources } from './segment-columns.ts';

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
