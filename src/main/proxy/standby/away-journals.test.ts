import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AwayJournals, parseJournal } from './away-journals.ts';
import type { UnseenPassage } from '../../relayed/unseen-passage.ts';
import { Journal } from './journal.ts';
import { describeStandby, journalFile, makeStandbyFolder, readDescriptions, removeDescription, writeDescription } from './standby-files.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'whence-journal-'));
  makeStandbyFolder(dataDir);
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(dataDir, { recursive: true, force: true });
});

const id = '01HZZZZZZZZZZZZZZZZZZZZZZZ';
const start = { id, host: 'api.anthropic.com', port: 443, startedAtUs: 50 };
const end = { ...start, endedAtUs: 90, requestBytes: 5, responseBytes: 6 };
const journalsHere = (): AwayJournals => new AwayJournals(dataDir, () => false);
const lines = (...entries: unknown[]) => entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');

describe('the journal of a standby', () => {
  it('is read back as it was noted, the later line of a connection in place of the earlier', async () => {
    let nowUs = 100;
    const { id: standby } = describeStandby(dataDir, 1);
    const journal = new Journal(journalFile(dataDir, standby), () => (nowUs += 10));
    const one = journal.note({ host: 'api.anthropic.com', port: 443 });
    journal.note({ host: 'claude.ai', port: 8443 });
    one.count('client', 3);
    one.count('upstream', 4);
    one.end();
    journal.countOther();
    await journal.flush();
    expect(statSync(journalFile(dataDir, standby)).mode & 0o077).toBe(0);
    expect(journalsHere().read()).toEqual({
      passages: [
        { id: expect.stringMatching(/^[0-9A-Z]{26}$/), host: 'api.anthropic.com', port: 443, startedAtUs: 110, endedAtUs: 130, requestBytes: 3, responseBytes: 4 },
        { id: expect.any(String), host: 'claude.ai', port: 8443, startedAtUs: 120, endedAtUs: null, requestBytes: 0, responseBytes: 0 },
      ],
      others: 1,
      leftOut: 0,
      unreadable: 0,
    });
  });

  it.runIf(process.platform !== 'win32')('is not read, and no standby is looked for, where others could have written it', () => {
    const description = describeStandby(dataDir, 1);
    writeDescription(dataDir, description);
    writeFileSync(journalFile(dataDir, description.id), lines(start));
    expect(readDescriptions(dataDir, Date.now())).toHaveLength(1);
    chmodSync(join(dataDir, 'standby'), 0o777);
    expect(readDescriptions(dataDir, Date.now())).toEqual([]);
    expect(journalsHere().read().passages).toEqual([]);
    makeStandbyFolder(dataDir);
    expect(statSync(join(dataDir, 'standby')).mode & 0o777).toBe(0o700);
  });

  it('does not grow beyond its limit: what comes then is counted', async () => {
    const file = journalFile(dataDir, describeStandby(dataDir, 1).id);
    const journal = new Journal(file, () => 1, 2000);
    for (let count = 0; count < 100; count += 1) journal.note({ host: 'api.anthropic.com', port: 443 });
    await journal.flush();
    const { passages, leftOut } = journalsHere().read();
    expect(passages.length + leftOut).toBe(100);
    expect(leftOut).toBeGreaterThan(50);
    expect(statSync(file).size).toBeLessThan(3000);
  });

  it('that cannot be written changes nothing else', async () => {
    const journal = new Journal(join(dataDir, 'nowhere', 'x.jsonl'), () => 1);
    journal.note(start).end();
    await journal.flush();
    expect(journalsHere().read().passages).toEqual([]);
  });

  it('is read again while its standby goes on, and removed once that has ended', async () => {
    const standby = describeStandby(dataDir, 1);
    writeDescription(dataDir, standby);
    const file = journalFile(dataDir, standby.id);
    writeFileSync(file, lines(start));
    vi.useFakeTimers();
    let recorded: readonly UnseenPassage[] = [];
    const journals = new AwayJournals(dataDir, (passages) => passages.every((passage) => recorded.some((one) => isDeepStrictEqual(one, passage))));
    expect(journals.read().passages).toMatchObject([{ id, endedAtUs: null }]);
    recorded = journals.read().passages;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(existsSync(file)).toBe(true);
    writeFileSync(file, lines(start, end));
    removeDescription(dataDir, standby);
    expect(journals.read().passages).toMatchObject([{ id, endedAtUs: 90 }]);
    // Not while the database takes nothing, say.
    await vi.advanceTimersByTimeAsync(60_000);
    expect(existsSync(file)).toBe(true);
    recorded = journals.read().passages;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(existsSync(file)).toBe(false);
    expect(journals.read().passages).toMatchObject([{ id, endedAtUs: 90 }]);
  });
});

describe('lines that no standby writes', () => {
  const hostile: readonly unknown[] = [
    null,
    7,
    [],
    'text',
    {},
    { ...end, id: 'x' },
    { ...end, id: 5 },
    { ...end, id: id.toLowerCase() },
    { ...end, host: 'a b' },
    { ...end, host: '<script>' },
    { ...end, host: 'x'.repeat(300) },
    { ...end, port: 0 },
    { ...end, port: 70_000 },
    { ...end, startedAtUs: -1 },
    { ...end, startedAtUs: 1.5 },
    { ...end, endedAtUs: 49 },
    { ...end, requestBytes: -1 },
    { ...end, responseBytes: '6' },
    { others: -1, leftOut: 0 },
    { __proto__: { others: 1 }, leftOut: 1 },
  ];

  it('are counted and left out, and those around them hold', () => {
    const text = `${lines(...hostile)}{"id":"${id}","host":"api.anth\n${lines(end)}\u0000\u0001\n${lines(start).slice(0, 20)}`;
    expect(parseJournal(text)).toEqual({ passages: [end], others: 0, leftOut: 0, unreadable: hostile.length + 3 });
  });

  it('are no journal at all when the file is a link or a folder', () => {
    writeFileSync(join(dataDir, 'elsewhere'), lines(end));
    symlinkSync(join(dataDir, 'elsewhere'), journalFile(dataDir, '0123456789abcdef'));
    mkdirSync(journalFile(dataDir, '0123456789abcdee'));
    expect(journalsHere().read()).toMatchObject({ passages: [], unreadable: 2 });
  });
});
