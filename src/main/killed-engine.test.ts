import { spawn, type ChildProcess } from 'node:child_process';
import { createHash, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { askPlainly, plainHost, startPlainUpstream, type PlainUpstream } from '../../test-support/plain-engine.ts';
import { migrations } from './store/migrations/migrations.ts';
import { openStore } from './store/open-store.ts';
import { openStoreReads } from './store/open-store-reads.ts';

const longTest = { timeout: 240_000 };
const kills = 8;

let dataDir: string;
let upstream: PlainUpstream;
let engine: ChildProcess | null = null;
const databaseFile = (): string => join(dataDir, 'whence.db');

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'killed-engine-'));
  upstream = await startPlainUpstream((body, response) => response.end(JSON.stringify({ heard: body.length, said: 'x'.repeat(body.length % 5000) })));
});
afterEach(async () => {
  engine?.kill('SIGKILL');
  upstream.close();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('an engine that is killed again and again', () => {
  it('loses nothing that it had said, while it records, analyses, packs and makes room', longTest, async () => {
    const announced = new Set<string>();
    const session = `session-${randomInt(1e9)}`;
    let history = 'The user said something, and the assistant answered. ';
    for (let kill = 1; kill <= kills; kill += 1) {
      const running = await start(['--api-port=0', '--max-store-mb=4']);
      const isOver = { yet: false };
      const asking = Array.from({ length: 4 }, async () => {
        while (!isOver.yet) {
          history += `Turn ${history.length} ${createHash('sha256').update(history).digest('base64').repeat(20)} `;
          const body = JSON.stringify({ model: 'claude-sonnet-4-5', max_tokens: 1, messages: [{ role: 'user', content: history.slice(-60_000) }] });
          await askPlainly(running.proxy, Buffer.from(body), { 'x-claude-code-session-id': session }).catch(() => undefined);
        }
      });
      const listening = (async () => {
        while (!isOver.yet) for (const id of await listIds(running)) announced.add(id);
      })();
      // When it dies must not be of its choosing.
      const wanted = announced.size + randomInt(2, 20);
      while (announced.size < wanted) await pause(10);
      await pause(randomInt(0, 200));
      engine?.kill('SIGKILL');
      isOver.yet = true;
      if (engine !== null) await once(engine, 'exit');
      await Promise.all([...asking, listening]);
      expect(checked(databaseFile()), `after kill ${kill}`).toEqual({ integrity: 'ok', foreignKeys: [], version: migrations.length });
    }
    expect(announced.size).toBeGreaterThan(kills);
    const last = await start(['--api-port=0']);
    expect(last.proxy).toContain('127.0.0.1');
    verify(announced);
  });

  it('loses nothing of a database that it was migrating', longTest, async () => {
    const old = join(dataDir, 'old.db');
    const rows = makeOldDatabase(old);
    for (let kill = 1; kill <= kills; kill += 1) {
      if (kill % 4 === 1) for (const suffix of ['-wal', '-shm']) rmSync(databaseFile() + suffix, { force: true });
      if (kill % 4 === 1) copyFileSync(old, databaseFile());
      const child = spawnEngine([]);
      engine = child;
      await Promise.race([new Promise((resolve) => setTimeout(resolve, 100 + (kill * 60) % 700)), once(child, 'exit')]);
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      const { version, ...sound } = checked(databaseFile());
      expect(sound, `after kill ${kill}`).toEqual({ integrity: 'ok', foreignKeys: [] });
      expect([2, migrations.length]).toContain(version);
      expect(countRows(databaseFile())).toBe(rows);
    }
    await start([]);
    expect(countRows(databaseFile())).toBe(rows);
    expect(checked(databaseFile())).toEqual({ integrity: 'ok', foreignKeys: [], version: migrations.length });
  });
});

const pause = (ms: number): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, ms));
const listeningLine = z.object({ proxy: z.url(), api: z.url().nullable(), apiToken: z.string().nullable() });
type Running = z.infer<typeof listeningLine>;

function spawnEngine(options: readonly string[]): ChildProcess {
  const file = fileURLToPath(new URL('../../out/main/engine.js', import.meta.url));
  const where = ['--port=0', '--no-standby', '--data-dir', dataDir, '--intercept', plainHost, '--connect-to', `${plainHost}:80:127.0.0.1:${upstream.port}`];
  return spawn(process.execPath, [file, ...where, ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function start(options: readonly string[]): Promise<Running> {
  engine = spawnEngine(options);
  if (engine.stdout === null) throw new Error('its output is a pipe');
  return listeningLine.parse(JSON.parse(String((await once(engine.stdout, 'data'))[0])));
}

/** What the engine says that it has. */
async function listIds({ api, apiToken }: Running): Promise<readonly string[]> {
  try {
    const answer = await fetch(`${api ?? ''}/api/claude/requests?limit=200`, { headers: { authorization: `Bearer ${apiToken ?? ''}` } });
    return z.object({ requests: z.array(z.object({ id: z.string() })) }).parse(await answer.json()).requests.map(({ id }) => id);
  } catch {
    // It is dead by now.
    return [];
  }
}

function checked(file: string) {
  const store = new Database(file);
  const integrity = store.pragma('integrity_check', { simple: true });
  const foreignKeys = store.pragma('foreign_key_check');
  const version = store.pragma('user_version', { simple: true });
  store.close();
  return { integrity, foreignKeys, version };
}

/** Every id is there, every body has its hash, and what was under way says so. */
function verify(announced: ReadonlySet<string>): void {
  const store = new Database(databaseFile(), { readonly: true });
  const reads = openStoreReads(databaseFile());
  const rows = store
    .prepare<[], { readonly id: string; readonly number: number; readonly state: string; readonly error_code: string | null; readonly content_removed_at_us: number | null }>(
      'SELECT id, number, state, error_code, content_removed_at_us FROM exchange',
    )
    .all();
  const ids = new Set(rows.map(({ id }) => id));
  expect([...announced].filter((id) => !ids.has(id))).toEqual([]);
  expect(rows.filter(({ state }) => state === 'open')).toEqual([]);
  expect(rows.some(({ error_code: code }) => code === 'app-stopped')).toBe(true);
  const hashOf = store.prepare<[number], Uint8Array | null>('SELECT stored_sha256 FROM body WHERE number = ?').pluck();
  let verified = 0;
  for (const { id, number, state, content_removed_at_us: removedAtUs } of rows) {
    if (state !== 'complete' || removedAtUs !== null) continue;
    for (const [offset, side] of (['request', 'response'] as const).entries()) {
      const body = reads.readBody(id, side);
      expect(body?.complete).toBe(true);
      expect(createHash('sha256').update(body?.octets ?? '').digest().equals(hashOf.get(number * 2 + offset) ?? Buffer.alloc(0))).toBe(true);
      verified += 1;
    }
  }
  expect(verified).toBeGreaterThan(10);
  reads.close();
  store.close();
}

/** A database of the second schema that takes a while to migrate; how many rows it has. */
function makeOldDatabase(file: string): number {
  const rows = 12_000;
  const old = openStore(file, new Date(0), migrations.slice(0, 2));
  if (!old.opened) throw new Error(old.message);
  const { store } = old;
  store.exec(`
    WITH RECURSIVE n (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM n WHERE number < ${rows})
    INSERT INTO exchange (number, id, state, request_class, scheme, host, port, method, path, request_started_at_us, request_bytes, response_bytes, rule_version, title)
      SELECT number, 'id-' || number, 'complete', 'main', 'https', 'api.test', 443, 'POST', '/', number, 5, 0, 1, 'Some title of a session ' || number FROM n;
    INSERT INTO source (number, key, kind, name) VALUES (1, '{}', 'mcp-result', 'docs');
    INSERT INTO exchange_source (source_number, exchange_number, tokens) SELECT 1, number, 5 FROM exchange;
    INSERT INTO body (number, exchange_number, stored_bytes, complete, masks) SELECT number * 2, number, 5, 1, '[]' FROM exchange;
    INSERT INTO body_piece (body_number, start, bytes, packing, octets) SELECT number, 0, 5, 'raw', CAST('12345' AS BLOB) FROM body;
  `);
  store.pragma('wal_checkpoint(TRUNCATE)');
  store.close();
  return rows;
}

function countRows(file: string): unknown {
  const store = new Database(file);
  const counted = store.prepare('SELECT count(*) FROM exchange JOIN body ON exchange_number = exchange.number JOIN body_piece ON body_number = body.number').pluck().get();
  store.close();
  return counted;
}
