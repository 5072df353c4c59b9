import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import { rowOrders } from '../../../contract/filter-view.ts';
import { filterFields } from '../../../domain/filter/fields.ts';
import { parseFilter } from '../../../domain/filter/parse-filter.ts';
import { openStoreReads } from '../open-store-reads.ts';
import { openStore, type Store } from '../open-store.ts';
import type { RowQuery, StoreReads } from '../reads.ts';

const folder = mkdtempSync(join(tmpdir(), 'plans-'));
const statements: string[] = [];
let store: Store;
let reads: StoreReads;

/** What is read for a page and for the total, in the order of the plan. `sorted`: by SQLite, in memory; `table`: all of it. */
const plans: readonly (readonly [string, string, string])[] = [
  // Every field alone.
  ['', 'exchange_by_time', 'exchange_by_time'],
  ['after:2026-11-27', 'exchange_by_time', 'exchange_by_time'],
  ['before:2026-11-27', 'exchange_by_time', 'exchange_by_time'],
  ['session:one', 'exchange_by_session', 'exchange_by_session'],
  ['session:aaaa', 'exchange_by_session, sorted', 'exchange_by_session'],
  ['type:main', 'exchange_facts', 'exchange_facts'],
  ['thread:main', 'exchange_facts', 'exchange_facts'],
  ['turn:1', 'exchange_facts', 'exchange_facts'],
  ['agent:main', 'exchange_facts', 'exchange_facts'],
  ['model:opus', 'exchange_facts', 'exchange_facts'],
  ['status:>=400', 'exchange_facts', 'exchange_facts'],
  ['state:complete', 'exchange_facts', 'exchange_facts'],
  ['error:any', 'exchange_facts', 'exchange_facts'],
  ['project:depot', 'exchange_facts', 'exchange_facts'],
  ['billing:api-key', 'exchange_facts', 'exchange_facts'],
  ['cache:miss', 'exchange_facts', 'exchange_facts'],
  ['pinned:yes', 'exchange_facts', 'exchange_facts'],
  ['imported:yes', 'exchange_facts', 'exchange_facts'],
  ['content:removed', 'exchange_facts', 'exchange_facts'],
  ['is:retry', 'exchange_facts', 'exchange_facts'],
  ['tokens:>5', 'exchange_facts', 'exchange_facts'],
  ['output:>5', 'exchange_facts', 'exchange_facts'],
  ['cost:>0.1', 'exchange_facts', 'exchange_facts'],
  ['duration:>1s', 'exchange_facts', 'exchange_facts'],
  ['first-token:>1s', 'exchange_facts', 'exchange_facts'],
  ['size:>1kb', 'exchange_facts', 'exchange_facts'],
  // Sets of exchanges: of few, each is looked up; of many, the index is gone through.
  ['id:id-77', 'list, key, sorted', 'known'],
  ['rated:5', 'list, key, sorted', 'known'],
  ['rated:none', 'exchange_by_time', 'exchange_by_time'],
  ['source:mcp:rare', 'list, key, sorted', 'known'],
  ['source:mcp:often', 'exchange_by_time', 'known'],
  ['-source:mcp:rare', 'exchange_by_time', 'exchange_by_time'],
  ['text:word', 'nothing', 'known'],
  // What few ask for is in no index: the page is gone through by time, and the total by all.
  ['host:test', 'exchange_by_time', 'table'],
  ['path:messages', 'exchange_by_time', 'table'],
  ['method:POST', 'exchange_by_time', 'table'],
  ['-session:one', 'exchange_by_time', 'exchange_by_session'],
  // Together.
  ['model:opus status:>=400', 'exchange_facts', 'exchange_facts'],
  ['agent:main tokens:>5 after:2026-11-27', 'exchange_facts', 'exchange_facts'],
  ['source:mcp:often model:opus', 'exchange_facts', 'exchange_facts'],
  ['source:mcp:rare model:opus', 'list, key, sorted', 'list, key'],
  ['source:mcp:often after:2026-11-27', 'exchange_by_time', 'exchange_by_time'],
  ['source:mcp:often source:mcp:rare', 'list, key, sorted', 'known'],
  ['session:one model:opus', 'exchange_by_session', 'exchange_by_session'],
  ['session:one source:mcp:often', 'exchange_by_session', 'exchange_by_session'],
  ['session:one host:test', 'exchange_by_session', 'exchange_by_session'],
  ['rated:none model:opus', 'exchange_facts', 'exchange_facts'],
  ['cost:>0.1 project:depot', 'exchange_facts', 'exchange_facts'],
  ['model:opus host:test', 'exchange_by_time', 'table'],
];

beforeAll(() => {
  const file = join(folder, 'whence.db');
  const opening = openStore(file, new Date(0));
  if (!opening.opened) throw new Error(opening.message);
  store = opening.store;
  fill(store);
  const opened = openStoreReads(file, (sql) => statements.push(sql));
  reads = opened;
  return () => {
    opened.close();
    store.close();
    rmSync(folder, { recursive: true, force: true });
  };
});

describe('the plan of a list of 20,000 rows', () => {
  it.each(plans)('reads what it should: %s', (text, page, total) => {
    expect(plansOf({ limit: 20, filter: filterOf(text) })).toEqual({ page, total });
  });

  it('is the same after a page, and goes on where that ended', () => {
    for (const [text, page] of plans.filter(([, , total]) => total !== 'known')) {
      expect([text, plansOf({ limit: 20, filter: filterOf(text), before: 'id-10000' }).page]).toEqual([text, page]);
    }
  });

  it('is known for every field', () => {
    const tested = plans.map(([text]) => text.split(':', 1)[0]);
    expect(filterFields.map(({ name }) => name).filter((name) => !tested.includes(name))).toEqual([]);
  });

  it.each(rowOrders.filter((by) => by !== 'time'))('orders by %s from the index of facts', (by) => {
    for (const descending of [true, false]) {
      const sort = { by, descending };
      for (const more of [{}, { before: 'id-10000' }]) {
        expect(plansOf({ limit: 20, sort, ...more })).toEqual({ page: by === 'stars' ? 'exchange_facts, key, sorted' : 'exchange_facts, sorted', total: 'exchange_by_time' });
        expect(plansOf({ limit: 20, sort, ...more, filter: filterOf('session:one') }).page).toBe(by === 'stars' ? 'exchange_by_session, key, sorted' : 'exchange_by_session, sorted');
      }
    }
  });

  it('leaves those without a value in the order of time', () => {
    expect(plansOf({ limit: 20, sort: { by: 'stars', descending: true }, before: 'id-9999' }).page).toBe('exchange_facts, key');
  });

  it('orders by time in both directions without sorting', () => {
    expect(plansOf({ limit: 20, sort: { by: 'time', descending: false } }).page).toBe('exchange_by_time');
    expect(plansOf({ limit: 20, sort: { by: 'time', descending: false }, filter: filterOf('model:opus'), before: 'id-10000' }).page).toBe('exchange_facts');
  });

  it('of rows that are asked for by their ids looks each of them up, whatever else is asked', () => {
    for (const [text] of plans.filter(([term]) => term !== 'text:word')) {
      expect([text, plansOf({ ids: ['id-7', 'id-77'], limit: 3, filter: filterOf(text) }).page]).toEqual([text, 'list, sqlite_autoindex_exchange_1, sorted']);
    }
  });

  it('of sets and names uses an index too', () => {
    statements.length = 0;
    reads.listRows({ limit: 9, filter: filterOf('source:mcp:often,kind:mcp-result id:id-7 rated:<=2 session:aaaa') });
    reads.readKnownNames();
    const others = statements.filter((sql) => sql.startsWith('SELECT') && !isList(sql)).flatMap(stepsOf);
    expect(others.filter((step) => step.startsWith('SCAN') && !/INDEX|VIRTUAL TABLE|SCAN \(subquery|SCAN source$|SCAN recent$/.test(step))).toEqual([]);
  });
});

function isList(sql: string): boolean {
  return /^SELECT (?:number, request_started_at_us FROM|count\(\*\) FROM)/.test(sql);
}

function plansOf(query: RowQuery): { readonly page: string; readonly total: string } {
  statements.length = 0;
  reads.listRows(query);
  const page = statements.find((sql) => isList(sql) && sql.startsWith('SELECT number'));
  // The total of a first page that is not full is known; after another page it is counted.
  reads.listRows({ before: 'id-10000', ...query });
  const total = statements.findLast((sql) => isList(sql) && sql.startsWith('SELECT count'));
  return { page: page === undefined ? 'nothing' : planOf(page), total: total === undefined ? 'known' : planOf(total) };
}

function planOf(sql: string): string {
  return [...new Set(stepsOf(sql).flatMap(partOf))].join(', ');
}

function partOf(step: string): readonly string[] {
  const [, index] = /USING (?:COVERING )?INDEX (\S+)/.exec(step) ?? [];
  if (index !== undefined) return [index];
  if (/USE TEMP B-TREE FOR (?:LAST \d TERMS? OF )?ORDER BY/.test(step)) return ['sorted'];
  if (/json_each/.test(step)) return ['list'];
  if (/USING INTEGER PRIMARY KEY/.test(step)) return ['key'];
  return step.startsWith('SCAN exchange') ? ['table'] : [];
}

function stepsOf(sql: string): readonly string[] {
  const other = new Database(join(folder, 'whence.db'), { readonly: true });
  try {
    return other.prepare<[], { readonly detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all().map(({ detail }) => detail);
  } finally {
    other.close();
  }
}

function filterOf(text: string) {
  const parse = parseFilter(text, { nowMs: 0, localMs: (year, month, ...rest) => Date.UTC(year, month - 1, ...rest) });
  if (!parse.parsed) throw new Error(parse.mistakes.map(({ message }) => message).join(' '));
  return parse.filter;
}

function fill(into: Store): void {
  into.exec(`
    WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < 20000)
    INSERT INTO exchange (number, id, state, session_id, request_class, scheme, host, port, method, path, status, request_started_at_us, request_bytes,
      response_bytes, model, prompt_tokens, output_tokens, cost_micro_usd, agent_name, response_started_at_us, response_delivered_at_us)
    SELECT n, 'id-' || n, 'complete', iif(n % 2, 'one', 'aaaa-' || (n % 50)), 'main', 'https', 'api.test', 443, 'POST', '/v1/messages', iif(n % 5, 200, 429), n * 1000, 1, 1,
      iif(n % 3, 'claude-opus', 'claude-sonnet'), n, n, n, 'Explore', n * 1001, n * 1002 FROM counted;
    INSERT INTO rating (exchange_number, stars, rated_at_us) SELECT number, 5, 0 FROM exchange WHERE number % 100 = 0;
    INSERT INTO source_word (number, word) VALUES (1, 'mcp-result/often'), (2, 'mcp-result/rare');
    INSERT INTO source_block SELECT DISTINCT number / 48, 1, (1 << 48) - 1 FROM exchange;
    INSERT INTO source_block SELECT DISTINCT number / 48, 2, 1 FROM exchange;`);
}
