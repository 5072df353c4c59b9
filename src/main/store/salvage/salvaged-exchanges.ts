import Database from 'better-sqlite3';
import { z } from 'zod';
import type { SourceKind } from '../../../domain/attribution/source.ts';
import { bodyPutter } from '../exchange-writes.ts';
import { numberBelow } from './number-below.ts';
import type { Store } from '../open-store.ts';
import type { AnalysedSource } from '../reads.ts';
import { billWriter } from '../costs/bill-writes.ts';
import { ratedWriter } from '../ratings/rated-writes.ts';
import { sourceWriter } from '../sources/source-writes.ts';
import { DamagedAnalysis } from './damaged-analysis.ts';
import { damagedGroupRatings } from './damaged-group-ratings.ts';
import { DamagedBodies, lostBody, type SalvagedBody } from './damaged-bodies.ts';
import type { ColumnValue, ColumnValues, DamagedStore } from './damaged-store.ts';

/** One exchange as it was read out of the damage. */
export interface FoundExchange {
  /** In the damaged database. */
  readonly number: number;
  readonly row: ColumnValues;
  readonly head: ColumnValues | null;
  readonly bodies: readonly SalvagedBody[];
  readonly segments: ColumnValues | null;
  readonly threadRecord: ColumnValues | null;
  readonly habit: ColumnValues | null;
  /** Null where they cannot be read. */
  readonly sources: readonly AnalysedSource[] | null;
  readonly rating: ColumnValues | null;
  /** Its heads, and all of the bodies that it had. */
  readonly isWhole: boolean;
}

/** From this version of the schema on an analysis says all that it says now. */
const analysedSinceVersion = 4;

const numbered = z.object({ number: z.number() }).loose();
const sourceRecord = z.object({ number: z.number(), key: z.string(), kind: z.custom<SourceKind>((kind) => typeof kind === 'string'), name: z.string().nullable() });
const figure = z.number().nullable().optional().transform((value) => value ?? null);
const useRecord = z.object({ source_number: z.number(), tokens: figure, read_tokens: figure, written_1h_tokens: figure, written_5m_tokens: figure, plain_tokens: figure, cost_micro_usd: figure, calls: figure });

/** Reads exchanges with all that hangs on them out of a damaged database, and writes them into another. */
export class SalvagedExchanges {
  readonly #store: Store;
  readonly #damaged: DamagedStore;
  readonly #bodies: DamagedBodies;
  readonly #analysis: DamagedAnalysis;
  readonly #sources: ReadonlyMap<number, Pick<AnalysedSource, 'key' | 'kind' | 'name'>>;
  readonly #imports = new Map<number, number>();
  readonly #save: (found: FoundExchange) => string | null;

  constructor(store: Store, damaged: DamagedStore) {
    this.#store = store;
    this.#damaged = damaged;
    this.#bodies = new DamagedBodies(damaged);
    this.#analysis = new DamagedAnalysis(store, damaged, this.#bodies.texts);
    const sources = damaged.readRows('source', 'number', 0, lastOf(damaged, 'source')).flatMap((row) => sourceRecord.safeParse(row).data ?? []);
    this.#sources = new Map(sources.map((source) => [source.number, source]));
    this.#save = this.#saver();
  }

  /** Those with numbers in this range, the highest first. */
  read(first: number, last: number): readonly FoundExchange[] {
    const rows = this.#damaged.readRows('exchange', 'number', first, last).flatMap((row) => {
      const parsed = numbered.safeParse(row);
      return parsed.success ? [{ row, number: parsed.data.number }] : [];
    });
    return rows.toReversed().map(({ row, number }) => this.#found(number, row));
  }

  /** Its id; null where the database refuses what was read, so that it was none. One that is there already stays. Within a transaction. */
  save(found: FoundExchange): string | null {
    try {
      return this.#save(found);
    } catch (error) {
      // Words that no row of ours has. All else is trouble with the database that is written to.
      if (error instanceof Database.SqliteError && /^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG)/.test(error.code)) return null;
      throw error;
    }
  }

  #found(number: number, row: ColumnValues): FoundExchange {
    const one = (table: string): ColumnValues | null => this.#damaged.readRows(table, 'exchange_number', number, number)[0] ?? null;
    const head = one('exchange_head');
    const stored = this.#damaged.readRows('body', 'number', number * 2, number * 2 + 1);
    const bodies = (['request', 'response'] as const).flatMap((side, offset) => {
      const body = stored.find((record) => record['number'] === number * 2 + offset);
      if (body !== undefined) return [this.#bodies.read(body, side)];
      return hadBody(row, side) ? [lostBody(side)] : [];
    });
    return {
      number,
      row,
      head,
      bodies,
      segments: one('segment_list'),
      threadRecord: one('thread_record'),
      habit: one('result_habit'),
      sources: this.#sourcesOf(number),
      rating: one('rating'),
      isWhole: (head !== null || !hadContent(row)) && bodies.every(({ isWhole }) => isWhole),
    };
  }

  #sourcesOf(number: number): readonly AnalysedSource[] | null {
    const rows = this.#damaged.readBy('exchange_source', 'exchange_number', number);
    if (rows === null) return null;
    const found: AnalysedSource[] = [];
    for (const row of rows) {
      const use = useRecord.safeParse(row).data;
      const source = use === undefined ? undefined : this.#sources.get(use.source_number);
      if (use === undefined || source === undefined) return null;
      const { read_tokens: read, written_1h_tokens: written1h, written_5m_tokens: written5m, plain_tokens: plain } = use;
      const isBilled = read !== null && written1h !== null && written5m !== null && plain !== null;
      const tokensByState = isBilled ? { read, 'written-1h': written1h, 'written-5m': written5m, plain } : null;
      found.push({ key: source.key, kind: source.kind, name: source.name, tokens: use.tokens, tokensByState, costMicroUsd: use.cost_micro_usd, calls: use.calls });
    }
    return found;
  }

  #saver(): (found: FoundExchange) => string | null {
    const store = this.#store;
    const nextNumber = numberBelow(store);
    const findId = store.prepare<[ColumnValue], string>('SELECT id FROM exchange WHERE id = ?').pluck();
    const putBody = bodyPutter(store, Infinity);
    const sources = sourceWriter(store);
    const writeBill = billWriter(store);
    const rated = ratedWriter(store);
    const saveGroupRatings = damagedGroupRatings(store, this.#damaged);
    const add = (table: string, row: ColumnValues): void => {
      const columns = this.#columns(table).filter((column) => Object.hasOwn(row, column));
      store.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((column) => `@${column}`).join(', ')})`).run(row);
    };
    return store.transaction((found: FoundExchange) => {
      const known = findId.get(found.row['id'] ?? null);
      if (known !== undefined) return known;
      const number = nextNumber();
      if (number === null) return null;
      const isAnalysed = this.#isAnalysed(found);
      const isSummed = isAnalysed && found.row['is_summed'] === 1;
      const row = { ...found.row, ...(isAnalysed ? {} : { rule_version: 0 }), ...endOf(found.row), number, is_summed: 0, import_number: this.#importOf(found.row) };
      add('exchange', { scheme: 'https', ...row });
      for (const [table, record] of [['exchange_head', found.head], ['rating', found.rating]] as const) if (record !== null) add(table, { ...record, exchange_number: number });
      for (const { write } of found.bodies) putBody(number, write);
      if (isAnalysed) {
        const analysis = [['segment_list', this.#analysis.segments(found.segments)], ['thread_record', this.#analysis.threadRecord(found.threadRecord)], ['result_habit', found.habit]] as const;
        for (const [table, record] of analysis) if (record !== null) add(table, { ...record, exchange_number: number });
        sources.put(number, found.sources ?? [], isSummed);
        writeBill(number);
      }
      saveGroupRatings(found.row, number);
      rated.join(number);
      return findId.get(found.row['id'] ?? null) ?? null;
    });
  }

  /** Its analysis can be taken over. Another is made of what is whole; for what is not, its figures are better than none. */
  #isAnalysed({ row, sources, segments, isWhole }: FoundExchange): boolean {
    if (this.#damaged.schemaVersion < analysedSinceVersion || sources === null) return false;
    return segments !== null || !isWhole || (row['content_removed_at_us'] ?? null) !== null;
  }

  #importOf(row: ColumnValues): number | null {
    const old = row['import_number'];
    if (typeof old !== 'number') return null;
    const known = this.#imports.get(old);
    if (known !== undefined) return known;
    const [record] = this.#damaged.readRows('import', 'number', old, old);
    const name = record?.['file_name'] ?? 'unknown';
    const importedAtUs = record?.['imported_at_us'] ?? 0;
    // From before an interruption.
    const kept = this.#store.prepare<[ColumnValue, ColumnValue], number>('SELECT number FROM import WHERE file_name = ? AND imported_at_us = ?').pluck().get(name, importedAtUs);
    const add = this.#store.prepare('INSERT INTO import (file_name, creator, imported_at_us) VALUES (?, ?, ?)');
    const number = kept ?? Number(add.run(name, record?.['creator'] ?? null, importedAtUs).lastInsertRowid);
    this.#imports.set(old, number);
    return number;
  }

  readonly #columnsOf = new Map<string, readonly string[]>();
  /** Of the database that is written to, without those that it works out by itself. */
  #columns(table: string): readonly string[] {
    const known = this.#columnsOf.get(table) ?? this.#store.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table);
    this.#columnsOf.set(table, known);
    return known;
  }
}

/** What was under way when it came to an end, as after a crash. */
function endOf(row: ColumnValues): ColumnValues {
  if (row['state'] !== 'open') return {};
  return { state: 'interrupted', error_code: 'app-stopped', error_message: 'Whence was stopped before the exchange was complete. What had come until then is here.' };
}

function hadContent(row: ColumnValues): boolean {
  return row['method'] !== '' && row['state'] !== 'uncaptured' && (row['content_removed_at_us'] ?? null) === null;
}

function hadBody(row: ColumnValues, side: 'request' | 'response'): boolean {
  return hadContent(row) && row['error_code'] !== 'upgraded' && Number(row[`${side}_bytes`] ?? 0) > 0;
}

function lastOf({ store }: DamagedStore, table: 'source'): number {
  try {
    return store.prepare<[], number | null>(`SELECT max(number) FROM ${table}`).pluck().get() ?? 0;
  } catch {
    return 100_000;
  }
}
