import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assistant, user } from '../../../../test-support/recorded-request.ts';
import { StoredTraffic, type RequestToStore } from '../../../../test-support/stored-traffic.ts';
import { exchangeWrites } from '../exchange-writes.ts';
import { packCollector } from './pack-collector.ts';

let folder: string;
let traffic: StoredTraffic;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'content-'));
  traffic = new StoredTraffic(join(folder, 'whence.db'));
});

afterEach(() => {
  traffic.close();
  rmSync(folder, { recursive: true, force: true });
});

const system = [`You keep the depot. ${'Be brief and exact. '.repeat(40)}`];

/** Each turn sends all turns before it again. */
function conversation(turns: number, session = 'one'): RequestToStore[] {
  return Array.from({ length: turns }, (_, turn) => ({
    id: `${session}-${turn}`,
    at: 1000 + turn,
    sessionId: session,
    system,
    messages: Array.from({ length: turn + 1 }, (__, index) => [user(`${session} asks ${index} ${'about shelves '.repeat(30)}`), ...(index < turn ? [assistant(`Answer ${index} `.repeat(30))] : [])]).flat(),
    answer: [{ type: 'text', text: `Answer ${turn} `.repeat(30) }],
  }));
}

async function pack(): Promise<void> {
  while ((await traffic.writes.packBodies(7)) > 0);
}

const count = (sql: string): number => Number(traffic.store.prepare(sql).pluck().get());

describe('bodies stored by their texts', () => {
  it('are restored octet by octet, and take the space of what is new in them', async () => {
    const requests = [...conversation(40), ...conversation(40, 'two')];
    traffic.add(...requests);
    const written = new Map(requests.map(({ id }) => [id, Buffer.from(traffic.reads.readBody(id, 'request')?.octets ?? [])]));
    await pack();
    expect(count('SELECT count(*) FROM body_piece')).toBe(0);
    for (const [id, octets] of written) {
      const read = traffic.reads.readBody(id, 'request');
      expect([id, read?.complete, octets.equals(read?.octets ?? Buffer.alloc(0))]).toEqual([id, true, true]);
    }
    const inAll = count('SELECT sum(stored_bytes) FROM body');
    expect(count('SELECT sum(bytes) FROM pack')).toBeLessThan(inAll / 10);
  });

  it('are the same whatever they are: any octets, in any order, packed a few at a time', async () => {
    const bodies = fc.array(fc.oneof(fc.string({ maxLength: 400, unit: 'binary' }), fc.json(), fc.constantFrom('', '{}', '[', `{"a":"${'b'.repeat(300)}"}`)), { minLength: 1, maxLength: 12 });
    let round = 0;
    await fc.assert(
      fc.asyncProperty(bodies, async (texts) => {
        round += 1;
        traffic.add(...texts.map((body, index) => ({ id: `r${round}-${index}`, at: index, body, answerBody: `event: x\n${body}` })));
        await pack();
        for (const [index, body] of texts.entries()) {
          expect(Buffer.from(traffic.reads.readBody(`r${round}-${index}`, 'request')?.octets ?? []).toString()).toBe(body);
          expect(traffic.reads.readBody(`r${round}-${index}`, 'response')).toMatchObject({ complete: true });
        }
      }),
      { numRuns: 25 },
    );
  });

  it('are said not to be whole where a text of theirs has changed or is gone', async () => {
    traffic.add(...conversation(3));
    await pack();
    traffic.store.exec("UPDATE pack SET packing = 'raw', octets = zeroblob(bytes) WHERE first_text = (SELECT max(first_text) FROM pack)");
    expect(traffic.reads.readBody('one-2', 'request')).toMatchObject({ complete: false });
    expect(traffic.reads.readBody('one-2', 'request')?.octets.length).toBeGreaterThan(0);
    traffic.store.exec('DELETE FROM pack_use; DELETE FROM pack');
    traffic.reads.close();
    const other = new StoredTraffic(traffic.file);
    expect(other.reads.readBody('one-0', 'request')).toMatchObject({ complete: false });
    other.close();
  });

  it('are packed again when they were written once more after that', async () => {
    traffic.add(...conversation(1));
    await pack();
    const octets = Buffer.from('{"another":"body"}');
    const hash = createHash('sha256').update(octets).digest();
    const writes = exchangeWrites(traffic.store);
    const body = { side: 'request', start: 0, replaces: true, octets: [octets], masks: [], decodedFrom: null, end: { complete: true, wireSha256: hash, storedSha256: hash } } as const;
    const timing = { requestStartedAtUs: 1, requestReceivedAtUs: null, requestForwardedAtUs: null, responseStartedAtUs: null, responseDeliveredAtUs: null };
    const place = { scheme: 'https', host: 'api.test', port: 443, method: 'POST', path: '/', status: null } as const;
    writes.write([{ number: 1, id: 'one-0', state: 'complete', error: null, sessionId: 'one', agentId: null, promptId: null, requestClass: 'main', ...place, timing, requestBytes: 1, responseBytes: 0, head: null, bodies: [body] }]);
    for (let time = 0; time < 2; time += 1) {
      expect(Buffer.from(traffic.reads.readBody('one-0', 'request')?.octets ?? []).toString()).toBe('{"another":"body"}');
      await pack();
    }
  });
});

describe('a pack that is damaged', () => {
  it('spoils no body that is packed later and has texts of it', async () => {
    traffic.add(...conversation(3));
    await pack();
    traffic.store.exec("UPDATE pack SET packing = 'raw', octets = zeroblob(bytes)");
    traffic.restart();
    traffic.add(...conversation(4, 'one').map((request) => ({ ...request, id: `later-${request.id}` })));
    const written = Buffer.from(traffic.reads.readBody('later-one-3', 'request')?.octets ?? []);
    await pack();
    expect(count('SELECT count(*) FROM body_piece')).toBe(0);
    const read = traffic.reads.readBody('later-one-3', 'request');
    expect([read?.complete, written.equals(read?.octets ?? Buffer.alloc(0))]).toEqual([true, true]);
  });

  it('is released like any other, and so is a list of texts that is damaged', async () => {
    traffic.add(...conversation(6));
    await pack();
    traffic.store.exec("UPDATE pack SET octets = x'00', lengths = x'80' WHERE first_text = 1; UPDATE body SET texts = x'81' WHERE number = 4");
    const collector = packCollector(traffic.store);
    const release = (exchanges: readonly number[]): void => {
      traffic.store.transaction(() => collector.release(exchanges))();
      while (collector.collect());
    };
    release([1, 3]);
    expect(traffic.reads.readBody('one-1', 'request')).toMatchObject({ complete: false });
    release([2, 4, 5, 6]);
    for (const table of ['body', 'pack', 'text', 'pack_use']) expect([table, count(`SELECT count(*) FROM ${table}`)]).toEqual([table, 0]);
  });
});

describe('bodies that are released', () => {
  it('take with them what no other body has, and nothing else, in whatever order they go', async () => {
    const requests = [...conversation(20), ...conversation(20, 'two'), ...conversation(9, 'three')];
    for (let round = 0; round < 3; round += 1) traffic.add(...requests.map((request) => ({ ...request, id: `${round}-${request.id}`, at: request.at + round * 100 })));
    // So that they are in three blocks.
    traffic.store.pragma('foreign_keys = OFF');
    traffic.store.exec('UPDATE body SET number = number + 2000, exchange_number = exchange_number + 1000 WHERE exchange_number > 100; UPDATE exchange SET number = number + 1000 WHERE number > 100; UPDATE exchange_head SET exchange_number = exchange_number + 1000 WHERE exchange_number > 100; UPDATE body_piece SET body_number = body_number + 2000 WHERE body_number > 201');
    traffic.store.pragma('foreign_keys = ON');
    await pack();
    const collector = packCollector(traffic.store);
    const left = traffic.store.prepare<[], { number: number; id: string }>('SELECT number, id FROM exchange ORDER BY (number * 7919) % 97').all();
    const originals = new Map(left.map(({ id }) => [id, Buffer.from(traffic.reads.readBody(id, 'request')?.octets ?? [])]));
    while (left.length > 0) {
      const going = left.splice(0, 11);
      traffic.store.transaction(() => collector.release(going.map(({ number }) => number)))();
      while (collector.collect());
      for (const { id } of left) {
        const read = traffic.reads.readBody(id, 'request');
        expect([id, read?.complete, originals.get(id)?.equals(read?.octets ?? Buffer.alloc(0))]).toEqual([id, true, true]);
      }
      for (const { id } of going) expect(traffic.reads.readBody(id, 'request')).toBeNull();
    }
    for (const table of ['body', 'body_piece', 'pack', 'text', 'pack_use']) expect([table, count(`SELECT count(*) FROM ${table}`)]).toEqual([table, 0]);
    expect((await traffic.reads.searchTexts({ phrases: ['shelves'], limit: 9 })).hits).toEqual([]);
    expect(traffic.store.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
  });
});

describe('search', () => {
  it('finds words and phrases in requests, answers and streams, the newest first, with where they stand', async () => {
    const stream = ['event: message_start\ndata: {"type":"message_start","message":{"id":"m","type":"message","role":"assistant","model":"x","content":[],"usage":{}}}', 'event: content_block_start\ndata: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}', ...['The ledger is in the cel', 'lar behind the Über-Regal.'].map((text) => `event: content_block_delta\ndata: ${JSON.stringify({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } })}`)].map((event) => `${event}\n\n`).join('');
    traffic.add(...conversation(5), { id: 'streamed', at: 5000, messages: [user('Where is "the ledger"?')], answerBody: stream });
    await pack();
    const { hits, next } = await traffic.reads.searchTexts({ phrases: ['cellar'], limit: 9 });
    expect(next).toBeNull();
    expect(hits).toMatchObject([{ exchangeId: 'streamed', side: 'response', exchanges: 1 }]);
    expect(hits[0]?.excerpt.text.slice(hits[0].excerpt.matches[0]?.start, hits[0].excerpt.matches[0]?.end)).toBe('cellar');
    const found = async (...phrases: string[]) => (await traffic.reads.searchTexts({ phrases, limit: 9 })).hits.map(({ exchangeId, side, exchanges }) => [exchangeId, side, exchanges]);
    expect(await found('uber-regal')).toEqual([['streamed', 'response', 1]]);
    expect(await found('the ledger')).toEqual([['streamed', 'response', 1], ['streamed', 'request', 1]]);
    expect(await found('ledger the')).toEqual([]);
    expect(await found('ledg*', 'cellar')).toEqual([['streamed', 'response', 1]]);
    expect(await found('asks 1')).toEqual([['one-1', 'request', 4]]);
    expect(await found('keep the depot')).toEqual([['one-0', 'request', 5]]);
    for (const nothing of ['', '"', '* OR', 'said:', 'NEAR(', "'; DROP TABLE text", '…']) expect(await found(nothing)).toEqual([]);
    expect([...traffic.reads.exchangesSaying('asks 3')]).toEqual([4, 5]);
    expect(traffic.reads.exchangesSaying('asks').size).toBe(5);
    expect(traffic.reads.exchangesSaying('nowhere').size).toBe(0);
  });

  it('finds the words of any script as they are written, and of Latin ones without their accents too', async () => {
    const words = ['первый', 'ёлка', '한국어', 'が', 'がぎ', 'हिन्दी', 'தமிழ்', 'ไทยครับ', 'οδός', 'مُحَمَّد', 'שָׁלוֹם', 'naïve', 'Việt', 'straße', '日本語', 'cafe\u0301'];
    traffic.add(...words.map((word, index) => ({ id: `w${index}`, at: index, messages: [user(`Look for ${word} here.`)] })));
    await pack();
    for (const word of words) {
      const { hits } = await traffic.reads.searchTexts({ phrases: [word], limit: 9 });
      expect([word, hits.map(({ exchangeId }) => exchangeId), hits[0]?.excerpt.matches.length]).toEqual([word, [`w${words.indexOf(word)}`], 1]);
      expect([...traffic.reads.exchangesSaying(`for ${word} here`)]).toEqual([words.indexOf(word) + 1]);
    }
    expect((await traffic.reads.searchTexts({ phrases: ['naive'], limit: 9 })).hits).toHaveLength(1);
    expect((await traffic.reads.searchTexts({ phrases: ['перв*'], limit: 9 })).hits).toHaveLength(1);
  });

  it('pages, and loses or repeats no text', async () => {
    traffic.add(...conversation(12));
    await pack();
    const seen: string[] = [];
    for (let before: number | undefined; ; ) {
      const { hits, next } = await traffic.reads.searchTexts({ phrases: ['asks'], limit: 5, ...(before === undefined ? {} : { before }) });
      seen.push(...hits.map(({ exchangeId }) => exchangeId));
      if (next === null) break;
      before = next;
    }
    expect(seen).toEqual(Array.from({ length: 12 }, (_, turn) => `one-${11 - turn}`));
  });

  it('looks under a content coding', async () => {
    traffic.add({ id: 'coded', at: 1, answerBody: 'x' });
    const octets = gzipSync(JSON.stringify({ type: 'message', id: 'm', role: 'assistant', content: [{ type: 'text', text: 'A walnut drawer.' }] }));
    traffic.store.prepare("UPDATE exchange_head SET response_headers = '[[\"content-encoding\",\"gzip\"],[\"content-type\",\"application/json\"]]'").run();
    traffic.store.prepare('UPDATE body SET stored_bytes = ?, stored_sha256 = ? WHERE number = 3').run(octets.length, createHash('sha256').update(octets).digest());
    traffic.store.prepare('UPDATE body_piece SET bytes = ?, octets = ? WHERE body_number = 3').run(octets.length, octets);
    await pack();
    expect((await traffic.reads.searchTexts({ phrases: ['walnut'], limit: 1 })).hits).toMatchObject([{ exchangeId: 'coded', side: 'response', excerpt: { text: 'A walnut drawer.', matches: [{ start: 2, end: 8 }] } }]);
  });
});
