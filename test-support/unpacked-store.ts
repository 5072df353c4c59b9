import { brotliDecompressSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { readCompactText } from '../src/main/store/content/compact-text.ts';

export interface StoredValue {
  /** Its table and column. */
  readonly name: string;
  readonly octets: Uint8Array;
}

type Row = Readonly<Record<string, unknown>>;

/** How each column that is compressed is read. Those that are none hold digests, numbers, or what the index of words keeps: see `indexedTerms`. */
const unpackers: Readonly<Record<string, (octets: Buffer, row: Row) => Uint8Array>> = {
  'pack.octets': (octets, { packing }) => (packing === 'brotli' ? brotliDecompressSync(octets) : octets),
  'body_piece.octets': (octets, { packing }) => (packing === 'brotli' ? brotliDecompressSync(octets) : octets),
  'exchange_head.packed': (octets) => Buffer.from(readCompactText('head', octets)),
  'thread_record.packed': (octets) => Buffer.from(readCompactText('thread-record', octets)),
  'segment_list.columns': (octets) => brotliDecompressSync(octets),
};

const asItIs = new Set([
  'body.texts',
  'body_arrivals.arrivals',
  'body.wire_sha256',
  'body.stored_sha256',
  'pack.lengths',
  'text.digest',
  'thread_record.texts',
  'thread_record.digests',
  'text_words_data.block',
  'text_words_docsize.sz',
  'text_words_idx.term',
]);

/** Every value in the database, unpacked where it is packed. Throws on one that nobody said how to read. */
export function storedValues(databaseFile: string): readonly StoredValue[] {
  const database = new Database(databaseFile, { readonly: true });
  try {
    const tables = database.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
    return tables.flatMap((table) => database.prepare<[], Row>(`SELECT * FROM "${table}"`).all().flatMap((row) => valuesOf(table, row)));
  } finally {
    database.close();
  }
}

function valuesOf(table: string, row: Row): readonly StoredValue[] {
  return Object.entries(row).flatMap(([column, value]) => {
    const name = `${table}.${column}`;
    if (typeof value === 'string') return [{ name, octets: Buffer.from(value) }];
    if (!(value instanceof Buffer)) return [];
    const unpack = unpackers[name];
    if (unpack === undefined && !asItIs.has(name)) throw new Error(`reading all values: nobody said how ${name} is to be read`);
    return [{ name, octets: value }, ...(unpack === undefined ? [] : [{ name, octets: unpack(value, row) }])];
  });
}

/** All words that search knows: lower case, without diacritics, cut at whatever is no letter and no digit. */
export function indexedTerms(databaseFile: string): readonly string[] {
  const database = new Database(databaseFile, { readonly: true });
  try {
    database.exec("CREATE VIRTUAL TABLE temp.indexed_term USING fts5vocab('main', 'text_words', 'row')");
    return database.prepare<[], string>('SELECT term FROM temp.indexed_term').pluck().all();
  } finally {
    database.close();
  }
}

/** Bodies of exchanges that are over and are not packed yet, and exchanges that the analyst has not seen. */
export function leftToDo(databaseFile: string): number {
  const database = new Database(databaseFile, { readonly: true });
  try {
    const left = database.prepare<[], number>(`
      SELECT (SELECT count(*) FROM body JOIN exchange ON exchange.number = exchange_number WHERE is_packed = 0 AND state <> 'open')
        + (SELECT count(*) FROM exchange WHERE rule_version = 0 AND state <> 'open' AND content_removed_at_us IS NULL)`);
    return left.pluck().get() ?? 0;
  } finally {
    database.close();
  }
}
