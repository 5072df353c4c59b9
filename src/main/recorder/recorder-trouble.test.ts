import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { bytes, connected, RecorderTests, request } from '../../../test-support/recorder-under-test.ts';
import { startRecorderThread } from './recorder-handle.ts';

// Only for what never comes: machines may be as slow as they like.
const patience = { timeout: 50_000 };
const longTest = { timeout: 120_000 };

const tests = new RecorderTests();

describe('the recorder in trouble', () => {
  it('puts a damaged database aside, says its name and begins a new one', async () => {
    const first = await tests.record();
    first.tell(connected(), bytes('client', request('{}')));
    await first.stored();
    await first.recorder.close();
    first.reads().close();
    writeFileSync(tests.databaseFile, 'this is no database at all, whatever it was before'.repeat(200));
    const { notices, tell, reads, stored } = await tests.record();
    const aside = readdirSync(tests.folder).find((name) => /^whence-damaged-.*\.db$/.test(name)) ?? 'none';
    expect(notices.join(' ')).toContain(aside);
    expect(readFileSync(join(tests.folder, aside), 'utf8')).toContain('this is no database');
    tell(connected(), bytes('client', request('{}')));
    await stored();
    expect(reads().readFigures().exchanges).toBe(1);
  });

  it('refuses a database of a newer version with a sentence, and leaves it untouched', async () => {
    const { recorder, reads } = await tests.record();
    reads().close();
    await recorder.close();
    const database = new Database(tests.databaseFile);
    database.pragma('user_version = 999');
    database.close();
    const before = sha256(readFileSync(tests.databaseFile, 'latin1'));
    const { port2 } = new MessageChannel();
    const start = await startRecorderThread({ databaseFile: tests.databaseFile, relayedPort: port2, maskingRulesOff: [], previous: null, ...silent });
    expect(start).toMatchObject({ started: false, code: 'newer-schema', message: expect.stringContaining('newer version') });
    expect(sha256(readFileSync(tests.databaseFile, 'latin1'))).toEqual(before);
  });

  it('says when the database cannot be written, keeps what comes, and writes it when it can', longTest, async () => {
    const { notices, tell, reads, stored } = await tests.record();
    const other = new Database(tests.databaseFile);
    tests.endings.push(() => other.close());
    other.exec('BEGIN IMMEDIATE');
    tell(connected(), bytes('client', request('{"wait":1}')));
    await expect.poll(() => notices.join(' '), patience).toContain('SQLITE_BUSY');
    tell(bytes('upstream', 'HTTP/1.1 204 OK\r\n\r\n'));
    other.exec('COMMIT');
    await stored();
    expect(reads().listRows({ limit: 9 }).rows).toMatchObject([{ state: 'complete', requestBytes: 10, status: 204 }]);
    expect(notices.at(-1)).toContain('works again');
  });

  it('loses nothing of what comes meanwhile, so long as less than 256 MB of it wait', longTest, async () => {
    const { notices, figures, tell, reads, stored } = await tests.record();
    const other = new Database(tests.databaseFile);
    tests.endings.push(() => other.close());
    other.exec('BEGIN IMMEDIATE');
    const piece = 'x'.repeat(1024 * 1024);
    const pieces = 70;
    tell(connected(), bytes('client', `POST /v1/messages HTTP/1.1\r\nContent-Length: ${pieces * piece.length}\r\n\r\n`));
    for (let count = 0; count < pieces; count += 1) tell(bytes('client', piece));
    await expect.poll(() => notices.join(' '), patience).toContain('SQLITE_BUSY');
    tell(bytes('upstream', 'HTTP/1.1 204 OK\r\n\r\n'));
    await expect.poll(() => figures.at(-1)?.pendingBytes, patience).toBeGreaterThanOrEqual(64 * piece.length);
    other.exec('COMMIT');
    const [id = 'none'] = await stored();
    await expect.poll(() => reads().readRows([id]), patience).toMatchObject([{ state: 'complete', requestBytes: pieces * piece.length }]);
    expect(figures.at(-1)?.lost).toBe(0);
    expect(reads().readBody(id, 'request')?.octets.length).toBe(pieces * piece.length);
  });

  it('leaves with the relay what it cannot keep while the database takes nothing, and records it afterwards', longTest, async () => {
    const { notices, poster, tell, reads } = await tests.record();
    const other = new Database(tests.databaseFile);
    tests.endings.push(() => other.close());
    other.exec('BEGIN IMMEDIATE');
    tell(connected(), bytes('client', request('{"wait":1}')));
    await expect.poll(() => notices.join(' '), patience).toContain('SQLITE_BUSY');
    const body = 'x'.repeat(1024 * 1024);
    let told = 1;
    while (!poster.isBehind && told < 1000) {
      told += 1;
      tell(connected(told), bytes('client', request(body), 2, told));
    }
    // As much as may wait for it, and what it keeps itself.
    expect(told).toBeLessThan(400);
    other.exec('COMMIT');
    const recordedWhole = () => reads().listRows({ limit: 1000 }).rows.filter(({ requestBytes }) => requestBytes === body.length);
    await expect.poll(() => recordedWhole().length, patience).toBe(told - 1);
    await expect.poll(() => poster.isBehind, patience).toBe(false);
    expect(reads().listRows({ limit: 1 }).total).toBe(told);
  });

  it('says at the end what could not be written any more', longTest, async () => {
    const { notices, tell, recorder } = await tests.record();
    const other = new Database(tests.databaseFile);
    tests.endings.push(() => other.close());
    other.exec('BEGIN IMMEDIATE');
    tell(connected(), bytes('client', request('{"wait":1}')));
    await expect.poll(() => notices.join(' '), patience).toContain('SQLITE_BUSY');
    await recorder.close();
    expect(notices.at(-1)).toContain('One exchange');
  });

  it('counts and says an exchange that cannot be written, and goes on with the next', async () => {
    const { figures, notices, tell, reads, stored } = await tests.record();
    const other = new Database(tests.databaseFile);
    tests.endings.push(() => other.close());
    other.exec("CREATE TRIGGER refuse BEFORE INSERT ON exchange BEGIN SELECT raise(ABORT, 'no'); END");
    tell(connected(), bytes('client', request('{}')));
    await expect.poll(() => notices.join(' ')).toContain('could not be recorded');
    await expect.poll(() => figures.at(-1)?.lost).toBe(1);
    other.exec('DROP TRIGGER refuse');
    tell(connected(), bytes('client', request('{}')));
    await stored();
    expect(reads().listRows({ limit: 9 }).rows).toHaveLength(1);
  });

});

const silent = { onStored: () => undefined, onFigures: () => undefined, onNotice: () => undefined, onDeath: () => undefined };
function sha256(text: string): Buffer {
  return createHash('sha256').update(text, 'latin1').digest();
}
