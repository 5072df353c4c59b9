import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStoreReads } from '../open-store-reads.ts';
import { openStore } from '../open-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'insight-plans-'));
const file = join(folder, 'whence.db');
const statements: string[] = [];

beforeAll(() => {
  const opening = openStore(file, new Date(0));
  if (!opening.opened) throw new Error(opening.message);
  opening.store.exec(`
    WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < 2000)
    INSERT INTO exchange (number, id, state, session_id, request_class, scheme, host, port, method, path, request_started_at_us, request_bytes, response_bytes, has_usage, model, auxiliary_purpose, output_tokens)
    SELECT n, 'id-' || n, 'complete', 'one', iif(n % 100, 'main', 'compaction'), 'https', 'api.test', 443, 'POST', '/v1/messages', n * 1000, 1, 1, 1, 'claude-sonnet-4-5', iif(n % 100, NULL, 'compaction'), 1 FROM counted;
    INSERT INTO bill (at_us, exchange_number, session_key, thread_key, turn_key, is_main, is_imported, model, prompt_tokens, miss_cause, miss_micro_usd)
    SELECT request_started_at_us, number, 'one', iif(number % 2, 'main', 'agent:a'), 'a', number % 2, 0, model, number * 100, iif(number % 10, NULL, 'changed'), number FROM exchange;
    INSERT INTO result_habit SELECT number, '{"start":0,"habits":[]}' FROM exchange WHERE number % 200 = 0;`);
  opening.store.close();
  const reads = openStoreReads(file, (sql) => statements.push(sql));
  reads.readInsightFacts({ fromUs: 500_000, untilUs: 1_500_000 });
  reads.readHabitStart('id-200');
  reads.close();
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function planOf(part: string): readonly string[] {
  const sql = statements.find((statement) => statement.includes(part));
  if (sql === undefined) throw new Error(`no statement has ${part}`);
  return stepsOf(sql);
}

function stepsOf(sql: string): readonly string[] {
  const other = new Database(file, { readonly: true });
  try {
    return other.prepare<[], { readonly detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all().map(({ detail }) => detail);
  } finally {
    other.close();
  }
}

it('finds the dearest misses by their index, and what they are by their numbers', () => {
  expect(planOf('INDEXED BY bill_missed').join('; ')).toMatch(/SEARCH bill USING COVERING INDEX bill_missed \(at_us>\? AND at_us<\?\).*SEARCH exchange USING INTEGER PRIMARY KEY/);
});

it('finds compactions in the index of facts', () => {
  expect(planOf("auxiliary_purpose = 'compaction'").join('; ')).toMatch(/SEARCH exchange USING COVERING INDEX exchange_facts \(request_started_at_us>\? AND request_started_at_us<\?\); SEARCH exchange USING INTEGER PRIMARY KEY/);
});

it('finds long requests and runs of subagents among the bills of the range alone', () => {
  for (const part of ['prompt_tokens >=', "thread_key <> 'main' GROUP BY"]) expect(planOf(part)[0]).toBe('SEARCH bill USING PRIMARY KEY (at_us>? AND at_us<?)');
});

it('goes from the conversations to their requests, which are fewer than the requests of a range', () => {
  expect(planOf('FROM result_habit').slice(0, 2)).toEqual(['SCAN result_habit', 'SEARCH exchange USING INTEGER PRIMARY KEY (rowid=?)']);
  expect(planOf('json_valid')).toEqual(['SEARCH exchange USING COVERING INDEX sqlite_autoindex_exchange_1 (id=?)', 'SEARCH result_habit USING INTEGER PRIMARY KEY (rowid=?)']);
});

it('goes through no table of requests', () => {
  const scans = statements.filter((sql) => /^\s*(?:SELECT|WITH)/.test(sql)).flatMap(stepsOf).filter((step) => /^SCAN (?:exchange|bill|body|segment_list|exchange_source)(?! USING (?:COVERING )?INDEX)/.test(step));
  expect(scans).toEqual([]);
});
