import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askPlainly, startPlainEngine, startPlainUpstream, type PlainUpstream } from '../../test-support/plain-engine.ts';
import { mountSmallDisk, whyNoSmallDisk } from '../../test-support/small-disk.ts';
import type { Engine } from './engine.ts';
import { openStore } from './store/open-store.ts';

// Only for what never comes.
const patience = { timeout: 60_000 };
const longTest = { timeout: 120_000 };
const whyNot = whyNoSmallDisk();

let dataDir: string;
let upstream: PlainUpstream;
const engines: Engine[] = [];
const databaseFile = (): string => join(dataDir, 'whence.db');

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'troubled-store-'));
  upstream = await startPlainUpstream((body, response) => response.end(`heard ${body.length}`));
});
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.close();
  upstream.close();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('a database that cannot be used', () => {
  it('is left untouched where it is of a newer version', async () => {
    makeStore((store) => store.pragma('user_version = 999'));
    const before = hashesIn(dataDir);
    await expect(start()).rejects.toThrow(/newer version of Whence \(schema 999; this one knows \d+\)\. Update Whence/);
    expect(hashesIn(dataDir)).toMatchObject(before);
  });

  it('is left untouched where it is of another program', async () => {
    const foreign = new Database(databaseFile());
    foreign.exec("CREATE TABLE recipe (title TEXT); INSERT INTO recipe VALUES ('soup')");
    foreign.close();
    const before = hashesIn(dataDir);
    await expect(start()).rejects.toThrow(/is a database of another program\. Move it away, or choose another data folder/);
    expect(hashesIn(dataDir)).toMatchObject(before);
  });

  it('is left untouched by a second app, which says who has it', async () => {
    const first = await start();
    await askPlainly(first.proxyUrl, Buffer.from('{}'));
    await expect.poll(() => first.readStatus().exchanges).toBe(1);
    await expect(start()).rejects.toThrow(/Another Whence records into .*Use that one or end it, or choose another folder with --data-dir/);
    expect(await askPlainly(first.proxyUrl, Buffer.from('{}'))).toEqual(Buffer.from('heard 2'));
    await expect.poll(() => first.readStatus().exchanges).toBe(2);
  });

  it('is refused where its folder is a file, which stays as it is', async () => {
    const file = join(dataDir, 'notes.txt');
    writeFileSync(file, 'my notes');
    await expect(startPlainEngine(file, upstream.port)).rejects.toThrow(/notes\.txt cannot be used .*Choose another with --data-dir/);
    expect(readFileSync(file, 'utf8')).toBe('my notes');
  });

  it('is refused where a folder stands in its place', async () => {
    mkdirSync(databaseFile());
    await expect(start()).rejects.toThrow(/whence\.db cannot be opened .*Check that its folder can be written to/);
    expect(readdirSync(databaseFile())).toEqual([]);
  });

  it.skipIf(whyNot !== null)(`is refused where its folder can only be read${whyNot === null ? '' : ` (skipped: ${whyNot})`}`, async () => {
    const disk = mountSmallDisk(32);
    try {
      const folder = join(disk.folder, 'data');
      const before = await startPlainEngine(folder, upstream.port);
      await askPlainly(before.proxyUrl, Buffer.from('{}'));
      await before.close();
      const hashes = hashesIn(folder);
      disk.remount('ro');
      await expect(startPlainEngine(folder, upstream.port)).rejects.toThrow(/data folder .* cannot be used \(.*read-only.*Choose another with --data-dir/i);
      expect(hashesIn(folder)).toEqual(hashes);
    } finally {
      disk.remove();
    }
  });
});

describe('a damaged database', () => {
  it('is put aside at the start, traffic is captured at once, and what can be read of it is saved behind it', longTest, async () => {
    const before = await start();
    const bodies = Array.from({ length: 40 }, (_, number) => Buffer.from(JSON.stringify({ number, said: createHash('sha512').update(String(number)).digest('hex').repeat(40) })));
    for (const body of bodies) await askPlainly(before.proxyUrl, body, { 'x-claude-code-session-id': 'saved' });
    await expect.poll(() => before.readStatus().exchanges, patience).toBe(40);
    await expect.poll(() => before.store.countUnanalysed(), patience).toBe(0);
    await engines.splice(0)[0]?.close();
    // No page of it is free then.
    new Database(databaseFile()).exec('VACUUM').close();
    overwrite(0.5);

    const after = await start();
    await askPlainly(after.proxyUrl, Buffer.from('{"new":true}'));
    const notices = () => after.readStatus().notices.join(' ');
    expect(notices()).toMatch(/put aside as whence-damaged-.*\.db/);
    await expect.poll(notices, patience).toMatch(/Of (\d+) requests in the damaged database \d+ were saved whole/);
    const [, all = '', whole = '', without = '', unread = ''] = /Of (\d+) requests in the damaged database (\d+) \w+ saved whole, (\d+) without \w+ bodies, (\d+) could not be read/.exec(notices()) ?? [];
    expect(Number(whole) + Number(without) + Number(unread)).toBe(Number(all));
    expect(Number(whole)).toBeGreaterThan(20);
    const rows = after.store.listRows({ limit: 99, sessionId: 'saved' }).rows;
    expect(rows.length).toBe(Number(whole) + Number(without));
    const saved = rows.flatMap(({ id }) => {
      const body = after.store.readBody(id, 'request');
      return body?.complete === true ? [Buffer.from(body.octets).toString()] : [];
    });
    const sent = new Set(bodies.map(String));
    expect(saved.every((body) => sent.has(body))).toBe(true);
    await expect.poll(() => after.readStatus()).toMatchObject({ salvage: null, accounts: { difference: null } });
    // It is not done again.
    await engines.splice(0)[0]?.close();
    const again = await start();
    await expect.poll(() => again.store.countUnanalysed(), patience).toBe(0);
    expect(again.readStatus()).toMatchObject({ exchanges: rows.length + 1, notices: [] });
  });

  it('that is found to be so while it is in use is said, traffic passes on, and the next start puts it aside', longTest, async () => {
    const before = await start();
    for (let number = 0; number < 5; number += 1) await askPlainly(before.proxyUrl, Buffer.alloc(20_000, `${number}`));
    await expect.poll(() => before.store.countUnanalysed(), patience).toBe(0);
    await engines.splice(0)[0]?.close();
    // Too large to be read through at the start: as good as sound.
    const store = new Database(databaseFile());
    const root = Number(store.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'exchange_by_time'").pluck().get());
    store.exec("CREATE TABLE ballast (octets BLOB); INSERT INTO ballast VALUES (zeroblob(140000000))");
    store.close();
    overwriteAt((root - 1) * 4096, Buffer.alloc(4096, 0x55));
    const running = await start();
    expect(await askPlainly(running.proxyUrl, Buffer.from('{}'))).toEqual(Buffer.from('heard 2'));
    await expect.poll(() => running.readStatus().notices.join(' '), patience).toContain('The database is damaged (SQLITE_CORRUPT');
    expect(await askPlainly(running.proxyUrl, Buffer.from('{}'))).toEqual(Buffer.from('heard 2'));
    await engines.splice(0)[0]?.close();
    const next = await start();
    await expect.poll(() => next.readStatus().notices.join(' '), patience).toContain('Of 5 requests in the damaged database 5 were saved whole');
  });
});

async function start(): Promise<Engine> {
  const engine = await startPlainEngine(dataDir, upstream.port);
  engines.push(engine);
  return engine;
}

function makeStore(change: (store: Database.Database) => unknown): void {
  const opening = openStore(databaseFile(), new Date(0));
  if (!opening.opened) throw new Error(opening.message);
  change(opening.store);
  opening.store.close();
}

function hashesIn(folder: string): Record<string, string> {
  const files = readdirSync(folder).filter((name) => name.startsWith('whence.db'));
  return Object.fromEntries(files.map((name) => [name, createHash('sha256').update(readFileSync(join(folder, name))).digest('hex')]));
}

function overwrite(share: number): void {
  overwriteAt(Math.floor((statSync(databaseFile()).size / 4096) * share) * 4096, createHash('sha512').update('damage').digest());
  for (let page = 0; page < 2; page += 1) overwriteAt((Math.floor((statSync(databaseFile()).size / 4096) * share) + page) * 4096, Buffer.alloc(4096, 0xa5));
}

function overwriteAt(at: number, octets: Uint8Array): void {
  const file = openSync(databaseFile(), 'r+');
  writeSync(file, octets, 0, octets.length, at);
  closeSync(file);
}
