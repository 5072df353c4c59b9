import type { Source } from '../../../domain/attribution/source.ts';
import { unpackRuns } from '../content/text-runs.ts';
import { keptSources } from '../sources/kept-sources.ts';
import type { Store } from '../open-store.ts';
import { packSegments, unpackSegments, type KeptSources } from '../analysis/segment-columns.ts';
import type { ColumnValues, DamagedStore } from './damaged-store.ts';
import type { DamagedTexts } from './damaged-texts.ts';

/** Rows of analyses that point into other tables of their database, made anew for another. */
export class DamagedAnalysis {
  readonly #kept: KeptSources;
  readonly #damaged: DamagedStore;
  readonly #texts: DamagedTexts;

  constructor(store: Store, damaged: DamagedStore, texts: DamagedTexts) {
    this.#kept = keptSources(store);
    this.#damaged = damaged;
    this.#texts = texts;
  }

  /** Null for a list that cannot be read, or names a source that cannot. Within a transaction: sources that are new are kept. */
  segments(row: ColumnValues | null): ColumnValues | null {
    if (row === null || row['shape'] !== 2) return row;
    const columns = row['columns'];
    try {
      if (!(columns instanceof Uint8Array)) return null;
      return { ...row, columns: packSegments(unpackSegments(columns, { sourceOf: (number) => this.#sourceOf(number) }), this.#kept) };
    } catch {
      return null;
    }
  }

  /** With all of its digests in the row itself; null where some of them cannot be read. */
  threadRecord(row: ColumnValues | null): ColumnValues | null {
    const runs = row?.['texts'] ?? null;
    const own = row?.['digests'];
    if (row === null || runs === null) return row;
    if (!(runs instanceof Uint8Array) || !(own instanceof Uint8Array)) return null;
    const shared = this.#texts.join(runs);
    const parts = partsIn(runs);
    if (parts === null || shared.byteLength !== parts * bytesOfPart) return null;
    return { ...row, texts: null, digests: Buffer.concat([shared, own]) };
  }

  #sourceOf(number: number): Source {
    const text = this.#damaged.readRows('segment_source', 'number', number, number)[0]?.['source'];
    if (typeof text !== 'string') throw new Error('reading a source: it lies in the damage');
    // As we wrote it.
    return JSON.parse(text);
  }
}

/** Digests stand in texts of this size: see thread-record-columns.ts. */
const bytesOfPart = 256;

function partsIn(runs: Uint8Array): number | null {
  try {
    return unpackRuns(runs).reduce((sum, { count }) => sum + count, 0);
  } catch {
    return null;
  }
}
