import { describe, expect, it } from 'vitest';
import type { Accounts } from '../../contract/status-view.ts';
import type { Relayed, RelayTally } from '../relayed/relayed.ts';
import { Accounting } from './accounting.ts';

const told: readonly Relayed[] = [
  { kind: 'connected', connection: 1, atUs: 1, host: 'h', port: 443, mode: 'intercept' },
  { kind: 'bytes', connection: 1, from: 'client', atUs: 1, bytes: new Uint8Array(100) },
  { kind: 'bytes', connection: 1, from: 'client', atUs: 1, bytes: new Uint8Array(1500) },
  { kind: 'bytes', connection: 1, from: 'upstream', atUs: 1, bytes: new Uint8Array(7) },
  { kind: 'refused', connection: 2, atUs: 1, host: 'h', port: 443, code: 'dns-error', message: '' },
  { kind: 'unseen', connection: 3, atUs: 1, host: 'h', port: 443, code: 'capture-off', message: '' },
  { kind: 'closed', connection: 1, atUs: 1 },
];
const tally: RelayTally = { connections: 1, clientBytes: 1600, upstreamBytes: 7, refused: 1, unseen: 1 };

describe('the books of the recorder', () => {
  it('are even when all that was told was taken, and hold it in sum', () => {
    const books = new Accounting(1, null);
    for (const message of told) books.count(message);
    for (let exchange = 0; exchange < 5; exchange += 1) books.openExchange();
    books.addRows(2, 3);
    books.dropExchange();
    books.balance(tally, 2);
    expect(books.accounts).toEqual({ connections: 1, bytes: 1607, exchanges: 5, refused: 1, unseen: 1, difference: null });
  });

  it.each<[number, string]>([
    [0, 'lacks 1 connection.'],
    [2, 'lacks 1,500 bytes from the client.'],
    [3, 'lacks 7 bytes from the server.'],
    [4, 'lacks 1 refused connection.'],
    [5, 'lacks 1 connection passed through unseen.'],
  ])('name what is missing, and how much, when a message was dropped: %s', (dropped, sentence) => {
    const books = new Accounting(1, null);
    for (const message of told.toSpliced(dropped, 1)) books.count(message);
    books.balance(tally, 0);
    expect(books.accounts.difference).toContain(sentence);
    // It stays missing.
    for (const message of told) books.count(message);
    books.balance({ connections: 2, clientBytes: 3200, upstreamBytes: 14, refused: 2, unseen: 2 }, 0);
    expect(books.accounts.difference).toContain(sentence);
  });

  it('name several things in one sentence, and what is there too much', () => {
    const books = new Accounting(1, null);
    for (const message of [...told.slice(3), ...told.slice(4)]) books.count(message);
    books.balance(tally, 0);
    expect(books.accounts.difference).toBe(
      'Recorded traffic lacks 1 connection and 1,600 bytes from the client. It holds 1 refused connection and 1 connection passed through unseen more than passed. Please report this.',
    );
  });

  it('name exchanges that became no row, and rows that are not there', () => {
    const books = new Accounting(5, null);
    for (let exchange = 0; exchange < 4; exchange += 1) books.openExchange();
    books.addRows(2, 0);
    books.balance(noneTold, 1);
    expect(books.accounts.difference).toContain('lacks 1 exchange that became no row.');
    books.dropExchange();
    const asked: number[] = [];
    books.compareRows((from) => asked.push(from), 8);
    books.balance(noneTold, 1);
    expect(books.accounts.difference).toContain('lacks 1 row that was written.');
    books.compareRows((from) => asked.push(from) - asked.length, 9);
    expect(asked).toEqual([5, 8]);
  });

  it('go on from those of a recorder that died, against a tally that begins anew', () => {
    const previous: Accounts = { connections: 10, bytes: 5000, exchanges: 9, refused: 1, unseen: 1, difference: 'What that one lacked.' };
    const books = new Accounting(40, previous);
    expect(books.accounts).toEqual({ ...previous, difference: null });
    for (const message of told) books.count(message);
    books.addRows(1, 0);
    books.openExchange();
    books.balance(tally, 0);
    expect(books.accounts).toEqual({ connections: 11, bytes: 6607, exchanges: 10, refused: 2, unseen: 2, difference: null });
  });
});

const noneTold: RelayTally = { connections: 0, clientBytes: 0, upstreamBytes: 0, refused: 0, unseen: 0 };
