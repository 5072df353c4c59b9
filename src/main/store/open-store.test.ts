import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { exchangeWrite } from '../../../test-support/stored-exchange.ts';
import { exchangeWrites, type ExchangeWrites } from './exchange-writes.ts';
import { openStoreReads } from './open-store-reads.ts';
import { markDamaged, openStore, type Store } from './open-store.ts';
import type { StoreReads } from './reads.ts';

let folder: string;
let file: string;
const endings: (() => void)[] = [];
const now = new Date('2025-03-04T05:06:07.008Z');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'open-store-'));
  file = join(folder, 'whence.db');
});

afterEach(() => {
  for (const end of endings.splice(0).toReversed()) end();
  rmSync(folder, { recursive: true, force: true });
});

it('marks what an earlier run left open', () => {
  const first = open();
  first.writes.write([exchangeWrite(1, { state: 'open' }), exchangeWrite(2)]);
  const error = { code: 'app-stopped', message: 'Stopped.' };
  expect([first.writes.interruptOpen(error), first.writes.interruptOpen(error)]).toEqual([['id-1'], []]);
  expect(first.reads.readRows(['id-1'])).toMatchObject([{ state: 'interrupted', error }]);
  expect(first.writes.nextNumber()).toBe(3);
});

it.each<[string, () => void]>([
  ['that is no database', () => writeFileSync(file, 'noise '.repeat(5000))],
  ['whose inner pages are noise', () => damagePages()],
  ['that was marked as damaged while in use', () => markDamaged(file)],
])('puts a file aside %s, its log too, and begins a new one', (_, damage) => {
  const { reads, writes, store } = open();
  writes.write(Array.from({ length: 500 }, (_unused, index) => exchangeWrite(index + 1)));
  // The last to close works the log into the file; as long as there is a log, it mends what it holds.
  for (const connection of [reads, store]) connection.close();
  damage();
  const before = readFileSync(file);
  const opening = openStore(file, now);
  expect(opening).toMatchObject({ opened: true, setAside: 'whence-damaged-2025-03-04T05-06-07-008Z.db' });
  if (!opening.opened) return;
  endings.push(() => opening.store.close());
  expect(readFileSync(join(folder, 'whence-damaged-2025-03-04T05-06-07-008Z.db')).equals(before)).toBe(true);
  // Those below are kept for what is saved of the damaged one.
  expect(exchangeWrites(opening.store).nextNumber()).toBe(2 ** 22 + 1);
  opening.store.close();
  expect(openStore(file, now)).toMatchObject({ opened: true, setAside: null });
});

it('refuses the database of another program, and what cannot be opened, with a sentence', () => {
  const other = new Database(file);
  other.exec('CREATE TABLE theirs (x)');
  other.close();
  expect(openStore(file, now)).toMatchObject({ opened: false, code: 'foreign-database' });
  expect(readdirSync(folder)).toEqual(['whence.db']);
  expect(openStore(join(file, 'below-a-file.db'), now)).toMatchObject({ opened: false, code: 'cannot-open' });
});

it('gives the readers a connection that cannot write', () => {
  open();
  const readonly = new Database(file, { readonly: true });
  endings.push(() => readonly.close());
  expect(() => readonly.exec('DELETE FROM exchange')).toThrow(/readonly/);
});

function damagePages(): void {
  const octets = readFileSync(file);
  for (let at = 4096 * 3; at < octets.length - 4096; at += 4096) octets.fill(0xa5, at, at + 200);
  writeFileSync(file, octets);
}

function open(): { store: Store; reads: StoreReads & { close(): void }; writes: ExchangeWrites } {
  const opening = openStore(file, now);
  if (!opening.opened) throw new Error(opening.message);
  const { store } = opening;
  const reads = openStoreReads(file);
  endings.push(
    () => store.close(),
    () => reads.close(),
  );
  return { store, reads, writes: exchangeWrites(store) };
}
