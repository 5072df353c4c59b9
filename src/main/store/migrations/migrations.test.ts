import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../open-store.ts';
import { openStoreReads } from '../open-store-reads.ts';
import { migrations } from './migrations.ts';

let folder: string;
let file: string;
const endings: (() => void)[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'migrations-'));
  file = join(folder, 'whence.db');
});

afterEach(() => {
  for (const end of endings.splice(0).toReversed()) end();
  rmSync(folder, { recursive: true, force: true });
});

describe('the steps of the schema', () => {
  it('are numbered in order', () => {
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1));
  });

  it('bring a database of version 1 with rows in every table up to date, one by one or at once, and lose none of them', () => {
    for (const [index, way] of [migrations.map((_, at) => at + 1), [1, migrations.length]].entries()) {
      file = join(folder, `whence-${index}.db`);
      fillFirstVersion();
      const before = contentOf(open(1));
      for (const version of way) expect(open(version).pragma('user_version', { simple: true })).toBe(version);
      const store = open(migrations.length);
      const after = contentOf(store);
      expect(Object.keys(after)).toEqual(Object.keys(before));
      for (const [table, rows] of Object.entries(before)) expect([table, after[table]]).toMatchObject([table, rows.map(withoutDollars)]);
      expect(store.prepare('SELECT cost_micro_usd FROM exchange ORDER BY number').pluck().all()).toEqual([500_000, null]);
      expect(store.prepare('SELECT DISTINCT scheme FROM exchange').pluck().all()).toEqual(['https']);
      expect(store.prepare('SELECT session_key FROM exchange ORDER BY number').pluck().all()).toEqual(['one', 'host:api.test']);
    }
  });

  it('leave tables that refer to one another, and refuse what does not fit, as a new database does', () => {
    fillFirstVersion();
    const migrated = open(migrations.length);
    file = join(folder, 'new.db');
    const fresh = open(migrations.length);
    expect(schemaOf(migrated)).toEqual(schemaOf(fresh));
    for (const store of [migrated, fresh]) {
      expect([store.pragma('foreign_keys', { simple: true }), store.pragma('foreign_key_check')]).toEqual([1, []]);
      expect(() => store.exec("INSERT INTO exchange_head VALUES (99, NULL, '[]', '[]', '[]', NULL, '[]', '[]', NULL)")).toThrow(/FOREIGN KEY/);
    }
    expect(() => migrated.exec("UPDATE exchange SET state = 'else'")).toThrow(/CHECK/);
    migrated.exec("UPDATE exchange SET state = 'uncaptured' WHERE number = 7; DELETE FROM exchange WHERE number = 7");
    expect(migrated.prepare('SELECT count(*) FROM body_piece').pluck().get()).toBe(0);
  });

  it('leave rows that are read as they were', () => {
    fillFirstVersion();
    open(migrations.length);
    const reads = openStoreReads(file);
    endings.push(() => reads.close());
    expect(reads.listSessions().map(({ id, title, exchanges }) => [id, title, exchanges])).toEqual([
      ['host:api.test', null, 1],
      ['one', 'A title', 1],
    ]);
    expect(reads.readRows(['id-7'])).toMatchObject([{ state: 'complete', scheme: 'https', host: 'api.test', port: 8443, costUsd: 0.5 }]);
    expect(Buffer.from(reads.readBody('id-7', 'request')?.octets ?? []).toString()).toBe('hello world');
    expect(reads.readDetail('id-7')?.requestHeaders).toEqual([['A', 'b']]);
    expect(reads.readAnalysis('id-7')?.sources).toEqual([{ key: 'mcp:docs', kind: 'mcp-result', name: 'docs', tokens: 4, tokensByState: null, costMicroUsd: null, calls: null }]);
    expect(reads.listUnanalysed(9)).toEqual(['id-8']);
  });
});

describe('the step to version 4', () => {
  it('keeps the prices of version 3 in whole micro-dollars, and has what is new filled when the exchange is analysed again', () => {
    fillFirstVersion();
    const third = open(3);
    third.exec("UPDATE exchange SET cost_usd = 0.1234564 WHERE number = 7; UPDATE exchange SET cost_usd = 0.0000005 WHERE number = 8");
    third.close();
    open(migrations.length);
    const reads = openStoreReads(file);
    endings.push(() => reads.close());
    expect(reads.readRows(['id-7', 'id-8']).map(({ costMicroUsd }) => costMicroUsd)).toEqual([1, 123_456]);
    expect(reads.readRows(['id-7'])).toMatchObject([{ threadKey: null, turnKey: null, agentName: null, billing: null, predecessorId: null, cacheVerdict: null }]);
    expect(reads.readAnalysis('id-7')).toMatchObject({ output: null, cacheVerdict: null, estimateBasis: 'billed', segments: [{ costMicroUsd: null }] });
    // The old figures are there until the new ones are.
    expect(reads.listOutdated(4, 9)).toEqual(['id-7']);
  });

  it('keeps the purposes of version 4, and takes every other', () => {
    fillFirstVersion();
    const fourth = open(4);
    fourth.exec("UPDATE exchange SET auxiliary_purpose = 'title', cost_micro_usd = 5, billing = 'subscription' WHERE number = 7");
    fourth.close();
    const fifth = open(5);
    fifth.exec("UPDATE exchange SET auxiliary_purpose = 'safety-check' WHERE number = 8");
    fifth.close();
    open(migrations.length);
    const reads = openStoreReads(file);
    endings.push(() => reads.close());
    expect(reads.readRows(['id-7', 'id-8']).map(({ auxiliaryPurpose }) => auxiliaryPurpose)).toEqual(['safety-check', 'title']);
    expect(reads.listSessions().find(({ id }) => id === 'one')).toMatchObject({ costMicroUsd: 5, subscriptionMicroUsd: 5 });
  });

  it('finds the exchanges of version 5 by what they hold', () => {
    fillFirstVersion();
    open(5).close();
    const sixth = open(migrations.length);
    const reads = openStoreReads(file);
    endings.push(() => reads.close());
    const listed = (contextSource: string) => reads.listRows({ limit: 9, contextSource }).rows.map(({ id }) => id);
    expect(['docs', 'mcp-result', 'else'].map(listed)).toEqual([['id-7'], ['id-7'], []]);
    sixth.exec('DELETE FROM exchange WHERE number = 7');
    expect([listed('docs'), sixth.prepare('SELECT count(*) FROM source_block').pluck().get()]).toEqual([[], 0]);
  });
});

describe('the step to version 10', () => {
  it('leaves responses of version 9 as they were, without times, and keeps those of new ones until their bodies go', () => {
    fillFirstVersion();
    open(9).close();
    const tenth = open(migrations.length);
    const reads = openStoreReads(file);
    endings.push(() => reads.close());
    expect(reads.readArrivals('id-7')).toEqual([]);
    tenth.exec("INSERT INTO body (number, exchange_number, stored_bytes, complete, masks, is_packed) VALUES (15, 7, 3, 1, '[]', 0); INSERT INTO body_arrivals VALUES (15, x'000A02E807')");
    expect(reads.readArrivals('id-7')).toEqual([{ offset: 0, afterUs: 1000 }, { offset: 2, afterUs: 101_000 }]);
    tenth.exec('DELETE FROM body WHERE number = 15');
    expect([reads.readArrivals('id-7'), reads.readArrivals('nobody')]).toEqual([[], []]);
    expect(() => tenth.exec("INSERT INTO body_arrivals VALUES (15, x'00')")).toThrow(/FOREIGN KEY/);
  });
});

describe('the step to version 11', () => {
  it('knows how many requests of version 10 held a definition, and of none how often it was called', () => {
    fillFirstVersion();
    const tenth = open(10);
    tenth.exec(`
      UPDATE source SET kind = 'mcp-tool-definition', owner = 'mcp/docs' WHERE number = 3;
      INSERT INTO source (number, key, kind, name, owner) VALUES (4, 'more', 'mcp-tool-definition', 'docs', 'mcp/docs'), (5, 'result', 'mcp-result', 'docs', 'mcp/docs'), (6, 'list', 'skill-listing', NULL, 'skills');
      INSERT INTO exchange_source (source_number, exchange_number, tokens) VALUES (4, 7, 1), (5, 8, 1), (6, 8, 1);
      UPDATE exchange SET is_summed = 1;`);
    for (const [grouped, exchanges] of [['s:3', 1], ['s:4', 1], ['s:5', 1], ['s:6', 1], ['o:mcp/docs', 2], ['o:skills', 1]] as const) {
      tenth.prepare('INSERT INTO cost_day VALUES (0, ?, ?, 1, 0, 0, 0, 0, 0, 0, 0)').run(grouped, exchanges);
    }
    tenth.close();
    const eleventh = open(migrations.length);
    const sums = () => eleventh.prepare('SELECT grouped, defined, answered, calls FROM cost_day ORDER BY grouped').raw().all();
    expect(sums()).toEqual([['o:mcp/docs', 1, 0, 0], ['o:skills', 0, 0, 0], ['s:3', 1, 0, 0], ['s:4', 1, 0, 0], ['s:5', 0, 0, 0], ['s:6', 0, 0, 0]]);
    eleventh.exec('DELETE FROM exchange WHERE number = 7');
    expect(sums()).toEqual([['o:mcp/docs', 0, 0, 0], ['o:skills', 0, 0, 0], ['s:3', 0, 0, 0], ['s:4', 0, 0, 0], ['s:5', 0, 0, 0], ['s:6', 0, 0, 0]]);
  });
});

describe('the step to version 13', () => {
  it('adds up the ratings of version 12, but for those of imports and of what is no prompt', () => {
    fillFirstVersion();
    const twelfth = open(12);
    twelfth.exec(`
      INSERT INTO import VALUES (1, 'a.har', NULL, 0);
      INSERT INTO exchange (number, id, state, request_class, scheme, host, port, method, path, request_started_at_us, request_bytes, response_bytes, is_prompt, import_number)
        VALUES (9, 'id-9', 'complete', 'main', 'https', 'api.test', 443, 'POST', '/', 30, 0, 0, 1, 1);
      INSERT INTO exchange_source (source_number, exchange_number, tokens) VALUES (3, 9, 8);
      INSERT INTO rating VALUES (7, 4, 'Good.', 5), (8, 1, NULL, 6), (9, 2, NULL, 7);`);
    twelfth.close();
    const store = open(migrations.length);
    const rows = (table: string) => store.prepare(`SELECT * FROM ${table}`).raw().all();
    expect(rows('rated_exchange')).toEqual([['x:7', 10, 7]]);
    expect(rows('rated')).toEqual([['x:7', 'request', 4, 10, 1, 1, 4]]);
    expect(rows('rated_source')).toEqual([['x:7', 3, 1, 1, 4]]);
    expect(rows('rating')).toHaveLength(3);
    store.exec("INSERT INTO group_rating VALUES (1, 'one', NULL, 2, 'Too long.', 8); DELETE FROM exchange WHERE number = 7");
    expect(['rated_exchange', 'rated', 'rated_source', 'group_rating'].flatMap(rows)).toEqual([]);
  });
});

function open(version: number): Store {
  const opening = openStore(file, new Date(0), migrations.slice(0, version));
  if (!opening.opened) throw new Error(opening.message);
  endings.push(() => opening.store.close());
  return opening.store;
}

/** As version 1 wrote it: plain SQL, so that it stays what it was. */
function fillFirstVersion(): void {
  const store = open(1);
  store.exec(`
    INSERT INTO exchange (number, id, state, session_id, prompt_id, request_class, host, port, method, path, status, request_started_at_us,
      response_delivered_at_us, request_bytes, response_bytes, rule_version, is_prompt, model, title, has_usage, input_tokens,
      prompt_tokens, tokens_estimated, cost_usd, group_tokens)
    VALUES (7, 'id-7', 'complete', 'one', 'prompt-1', 'main', 'api.test', 8443, 'POST', '/v1/messages', 200, 10, 90, 11, 3, 1, 1, 'a-model', 'A title',
      1, 4, 4, 0, 0.5, '{"mcp":4}');
    INSERT INTO exchange (number, id, state, error_code, error_message, request_class, host, port, method, path,
      request_started_at_us, request_bytes, response_bytes)
    VALUES (8, 'id-8', 'failed', 'dns-error', 'No such host.', 'other', 'api.test', 443, '', '', 20, 0, 0);
    INSERT INTO exchange_head VALUES (7, 'POST / HTTP/1.1', '[["A","b"]]', '[]', '[]', 'HTTP/1.1 200 OK', '[]', '[]');
    INSERT INTO body VALUES (14, 7, 11, 1, x'01', x'02', '[[1,2]]');
    INSERT INTO body_piece VALUES (1, 14, 0, 6, 'raw', x'68656c6c6f20'), (2, 14, 6, 5, 'raw', x'776f726c64');
    INSERT INTO source VALUES (3, 'mcp:docs', 'mcp-result', 'docs');
    INSERT INTO exchange_source VALUES (3, 7, 4);`);
  const columns = { from: 0, ends: [11], paths: [''], sourceOf: [0], sources: [{ kind: 'unknown' }], confidence: ['certain'], tokens: [4] };
  const segments = brotliCompressSync(JSON.stringify(columns));
  store.prepare('INSERT INTO segment_list VALUES (7, ?)').run(segments);
}

/** Prices were kept in dollars before version 4. */
function withoutDollars(row: unknown): unknown {
  return Object.fromEntries(Object.entries(row ?? {}).filter(([column]) => column !== 'cost_usd'));
}

function contentOf(store: Store): Record<string, unknown[]> {
  const tables = ['exchange', 'exchange_head', 'body', 'body_piece', 'segment_list', 'source', 'exchange_source'];
  return Object.fromEntries(tables.map((table) => [table, store.prepare(`SELECT * FROM ${table} ORDER BY 1`).all()]));
}

/** Tables with their columns, references and indexes, in no order: how they came to be is written differently. */
function schemaOf(store: Store): unknown {
  const names = store.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").pluck().all();
  const indexes = store.prepare("SELECT name, tbl_name FROM sqlite_schema WHERE type = 'index' ORDER BY name").all();
  return [indexes, names.map((name) => [name, store.pragma(`table_xinfo(${name})`), store.pragma(`foreign_key_list(${name})`)])];
}
