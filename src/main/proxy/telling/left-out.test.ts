import { once } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { afterAll, describe, expect, test } from 'vitest';
import { closedAfterEach } from '../../../../test-support/closed-after-each.ts';
import { deferred } from '../../../../test-support/deferred.ts';
import { kept } from '../../../../test-support/kept-message.ts';
import { makeProxyFixture, openedHost, startProxyUnderTest, type ProxyUnderTest } from '../../../../test-support/proxy-under-test.ts';
import { listenRaw, secureClient, sendConnect, type RawEnd, type RawListener } from '../../../../test-support/raw-tls.ts';
import type { Relayed, RelayTally } from '../../relayed/relayed.ts';
import { RelayedReader } from '../../relayed/relayed-reader.ts';
import { RelayedWriter } from './write-relayed.ts';
import type { ProxyOptions } from '../proxy.ts';

const fixture = await makeProxyFixture();
const opened = closedAfterEach();
afterAll(() => fixture.upstream.remove());

const request = 'GET /1 HTTP/1.1\r\nHost: api.example.test\r\n\r\n';
const response = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

/** Answers every chunk with `response`. */
async function answering(): Promise<RawListener> {
  const listener = await listenRaw(fixture.upstream.serverContext, ({ stream }) => {
    stream.on('data', () => stream.write(response));
    stream.on('end', () => stream.end());
  });
  opened.push(listener);
  return listener;
}

async function proxyTo(upstream: RawListener, changes: Partial<ProxyOptions> = {}): Promise<ProxyUnderTest> {
  const under = await startProxyUnderTest(fixture, upstream.port, changes);
  opened.push(under.proxy);
  return under;
}

async function ask({ stream }: RawEnd, text = request): Promise<void> {
  let received = 0;
  const answered = deferred();
  const take = (chunk: Buffer): void => {
    received += chunk.length;
    if (received >= response.length) answered.fulfil();
  };
  stream.on('data', take);
  stream.write(text);
  await answered.promise;
  stream.off('data', take);
}

/** What was told, in short, without deliveries and tallies. */
function story(relayed: readonly Relayed[]): readonly string[] {
  return relayed.flatMap((message) => {
    switch (message.kind) {
      case 'tally':
      case 'delivered':
        return [];
      case 'bytes':
        return [`${message.connection} ${message.from} ${message.bytes.length}`];
      case 'missed':
      case 'unseen':
        return [`${message.connection} ${message.kind} ${message.code}`];
      case 'unseen-ended':
        return [`${message.connection} unseen-ended ${message.requestBytes} ${message.responseBytes}`];
      case 'ended':
        return [`${message.connection} ended ${message.from}`];
      default:
        return [`${message.connection} ${message.kind}`];
    }
  });
}

const [q, r] = [request.length, response.length];
const captured = (connection: number): string[] => [`${connection} connected`, `${connection} client ${q}`, `${connection} upstream ${r}`];
const ended = (connection: number): string[] => [`${connection} ended client`, `${connection} ended upstream`, `${connection} closed`];

async function endAndWait(client: RawEnd, under: ProxyUnderTest, last: 'closed' | 'unseen-ended'): Promise<void> {
  const before = under.relayed.filter(({ kind }) => kind === last).length;
  client.stream.end();
  await expect.poll(() => under.relayed.filter(({ kind }) => kind === last).length).toBeGreaterThan(before);
}

async function endAndWaitFor(client: RawEnd, isOver: () => boolean): Promise<void> {
  client.stream.end();
  await expect.poll(isOver).toBe(true);
}

describe('while capture is switched off', () => {
  test('listed hosts pass through unopened, each with a row and its bytes, until it is on again', async () => {
    const under = await proxyTo(await answering(), { capture: false });
    const { raw } = await sendConnect(under.proxy.port, `${openedHost}:443`);
    const client = await secureClient(raw, openedHost, fixture.upstream.authority.certificatePem);
    await ask(client);
    await endAndWait(client, under, 'unseen-ended');
    const [begun, over] = under.relayed;
    expect(begun).toMatchObject({ kind: 'unseen', host: openedHost, port: 443, code: 'capture-off' });
    expect(over).toMatchObject({ kind: 'unseen-ended', connection: begun?.kind === 'unseen' ? begun.connection : 0 });
    expect(over?.kind === 'unseen-ended' && over.requestBytes > q && over.responseBytes > r).toBe(true);
    await expect.poll(() => under.figures.at(-1)).toMatchObject({ unseen: 1, tunnelled: 0, unrecorded: 0 });

    under.proxy.setCapture(true);
    const seen = await under.open();
    await ask(seen);
    expect(under.bytesFrom('client')).toBe(request);
  });

  test('an opened connection goes on unseen, with the exchange that was open told to be missed at once', async () => {
    const asked = deferred<() => void>();
    const upstream = await listenRaw(fixture.upstream.serverContext, ({ stream }) => {
      stream.once('data', () => asked.fulfil(() => stream.write(response)));
      stream.on('end', () => stream.end());
    });
    opened.push(upstream);
    const under = await proxyTo(upstream);
    const client = await under.open();
    client.stream.write(request);
    const answer = await asked.promise;
    under.proxy.setCapture(false);
    expect(story(under.relayed)).toEqual(['1 connected', `1 client ${q}`, '1 missed capture-off', '1 closed']);
    answer();
    await once(client.stream, 'data');
    await endAndWait(client, under, 'unseen-ended');
    expect(story(under.relayed).slice(4)).toEqual(['2 unseen capture-off', `2 unseen-ended 0 ${r}`]);
  });

  test('and on again, a connection is captured anew from its next request on, its deliveries counted from there', async () => {
    const under = await proxyTo(await answering());
    const client = await under.open();
    await ask(client);
    under.proxy.setCapture(false);
    await ask(client);
    under.proxy.setCapture(true);
    await ask(client);
    await endAndWait(client, under, 'closed');
    expect(story(under.relayed)).toEqual([
      ...captured(1),
      '1 missed capture-off',
      '1 closed',
      '2 unseen capture-off',
      '3 connected',
      `2 unseen-ended ${q} ${r}`,
      ...captured(3).slice(1),
      ...ended(3),
    ]);
    const delivered = under.relayed.flatMap((message) => (message.kind === 'delivered' && message.connection === 3 ? [[message.from, message.total]] : []));
    expect(delivered).toEqual([
      ['client', q],
      ['upstream', r],
    ]);
  });

  test('an idle connection that nothing passes on leaves no row, and is captured anew', async () => {
    const under = await proxyTo(await answering());
    const client = await under.open();
    await ask(client);
    under.proxy.setCapture(false);
    under.proxy.setCapture(true);
    await ask(client);
    await endAndWait(client, under, 'closed');
    expect(story(under.relayed)).toEqual([...captured(1), '1 missed capture-off', '1 closed', ...captured(2), ...ended(2)]);
  });
});

/** A recorder that can be told to take nothing more, and to be another. */
function stubbornRecorder(): { readonly state: { isBehind: boolean; generation: number }; readonly taken: Relayed[]; readonly sink: (message: Relayed) => void } {
  const state = { isBehind: false, generation: 1 };
  const taken: Relayed[] = [];
  const sink = (message: Relayed): void => {
    if (state.isBehind && (message.kind === 'bytes' || message.kind === 'connected' || message.kind === 'tally')) throw new Error('behind');
    taken.push(kept(message));
  };
  return { state, taken, sink };
}

describe('while the recorder is too far behind', () => {
  test('what is open is left out from the middle of it, and captured anew at a request, not at a part of one', async () => {
    const { state, taken, sink } = stubbornRecorder();
    const under = await proxyTo(await answering(), { sink, recorder: state });
    const client = await under.open();
    await ask(client);
    state.isBehind = true;
    await ask(client);
    state.isBehind = false;
    // The upstream was the last to send, but this is no request; and then it is one, but comes in the middle.
    await ask(client, 'the rest of a body');
    await ask(client);
    client.stream.end();
    await expect.poll(() => taken.at(-1)?.kind).toBe('closed');
    expect(story(taken)).toEqual([
      ...captured(1),
      '1 missed recorder-behind',
      '1 closed',
      '2 unseen recorder-behind',
      '3 connected',
      `2 unseen-ended ${q + 18} ${2 * r}`,
      ...captured(3).slice(1),
      ...ended(3),
    ]);
    await expect.poll(() => under.figures.at(-1)?.unrecorded).toBe(q + 18 + 2 * r);
  });

  test('new connections pass through unopened', async () => {
    const { state, taken, sink } = stubbornRecorder();
    state.isBehind = true;
    const under = await proxyTo(await answering(), { sink, recorder: state });
    const { raw } = await sendConnect(under.proxy.port, `${openedHost}:443`);
    const client = await secureClient(raw, openedHost, fixture.upstream.authority.certificatePem);
    await ask(client);
    expect(taken).toMatchObject([{ kind: 'unseen', code: 'recorder-behind' }]);
  });

  test('what looks like a request is no place to begin while the upstream owes an answer', async () => {
    const upstream = await listenRaw(fixture.upstream.serverContext, ({ stream }) => {
      stream.once('data', () => stream.write(response));
      stream.on('end', () => stream.end());
    });
    opened.push(upstream);
    const { state, taken, sink } = stubbornRecorder();
    const under = await proxyTo(upstream, { sink, recorder: state });
    const client = await under.open();
    await ask(client);
    state.isBehind = true;
    client.stream.write('POST / HTTP/1.1\r\n');
    await expect.poll(() => taken.some(({ kind }) => kind === 'unseen')).toBe(true);
    state.isBehind = false;
    client.stream.end(request);
    await expect.poll(() => taken.at(-1)).toMatchObject({ kind: 'unseen-ended', requestBytes: 17 + q, responseBytes: 0 });
    expect(story(taken).filter((line) => line.includes('connected'))).toEqual(['1 connected']);
  });
});

test('a recorder that takes nothing for a while is spared, catches up, and has then counted what the relay has', async () => {
  const channel = new MessageChannel();
  const taken: Relayed[] = [];
  opened.push({ close: async () => channel.port1.close() });
  const poster = new RelayedWriter(channel.port2, { waitingBytes: 20_000, waitingRows: 100, segmentBytes: 4096 });
  const under = await proxyTo(await answering(), { sink: (message) => poster.tell(message), recorder: poster });
  const client = await under.open();
  let asked = 0;
  while (!poster.isBehind) {
    await ask(client);
    asked += 1;
  }
  await ask(client);
  const { raw } = await sendConnect(under.proxy.port, `${openedHost}:443`);
  await ask(await secureClient(raw, openedHost, fixture.upstream.authority.certificatePem));
  raw.destroy();
  const reader = new RelayedReader(channel.port1, (message) => taken.push(kept(message)));
  opened.push({ close: async () => reader.end() });
  await expect.poll(() => poster.isBehind).toBe(false);
  await expect.poll(() => taken.some(({ kind }) => kind === 'unseen-ended')).toBe(true);
  await ask(client);
  await endAndWaitFor(client, () => taken.some(({ kind, ...message }) => kind === 'closed' && 'connection' in message && message.connection > 1));
  await expect.poll(() => lastTally(taken)).toEqual(countedFrom(taken));
  expect(asked).toBeGreaterThan(10);
  expect(story(taken).filter((line) => /connected|missed|unseen/.test(line)).map((line) => line.replace(/ended .*/, 'ended'))).toEqual([
    '1 connected',
    '1 missed recorder-behind',
    '2 unseen recorder-behind',
    '3 unseen recorder-behind',
    '3 unseen-ended',
    '4 connected',
    '2 unseen-ended',
  ]);
});

test('another recorder is told of a connection as of a new one, and nothing of what the one before knew', async () => {
  const { state, taken, sink } = stubbornRecorder();
  const under = await proxyTo(await answering(), { sink, recorder: state });
  const client = await under.open();
  await ask(client);
  state.generation = 2;
  const before = taken.length;
  await ask(client);
  await ask(client);
  await expect.poll(() => taken.at(-1)?.kind).toBe('tally');
  expect(story(taken.slice(before))).toEqual([...captured(2), `2 client ${q}`, `2 upstream ${r}`]);
  expect(lastTally(taken)).toEqual({ connections: 1, clientBytes: 2 * q, upstreamBytes: 2 * r, refused: 0, unseen: 0 });
});

test('another recorder is told of what passes unseen from its beginning, and of its end with all bytes', async () => {
  const { state, taken, sink } = stubbornRecorder();
  const under = await proxyTo(await answering(), { sink, recorder: state, capture: false });
  const tunnel = async (): Promise<RawEnd> => {
    const { raw } = await sendConnect(under.proxy.port, `${openedHost}:443`);
    return secureClient(raw, openedHost, fixture.upstream.authority.certificatePem);
  };
  const [one, other] = [await tunnel(), await tunnel()];
  await ask(one);
  state.generation = 2;
  const before = taken.length;
  await ask(one);
  one.stream.end();
  // Of this one nothing more comes but its end.
  other.stream.end();
  await expect.poll(() => taken.slice(before).filter(({ kind }) => kind === 'unseen-ended').length).toBe(2);
  const [first, second] = taken.filter(({ kind }) => kind === 'unseen');
  const again = taken.slice(before).filter((message) => message.kind === 'unseen');
  expect(again).toMatchObject([
    { ...first, connection: 3 },
    { ...second, connection: 4 },
  ]);
  const ends = taken.slice(before).filter((message) => message.kind === 'unseen-ended');
  expect(ends.map(({ connection }) => connection).toSorted()).toEqual([3, 4]);
  expect(ends.find(({ connection }) => connection === 3)?.requestBytes).toBeGreaterThan(2 * q);
  await expect.poll(() => taken.at(-1)?.kind).toBe('tally');
  expect(lastTally(taken)).toMatchObject({ unseen: 2 });
});

test('the tally says what was told before it, soon after each change and at the end', async () => {
  const upstream = await answering();
  const connectTo = [[443, upstream.port], [80, 1]].map(([fromPort = 0, toPort = 0]) => ({ fromHost: openedHost, fromPort, toHost: '127.0.0.1', toPort }));
  const under = await startProxyUnderTest(fixture, upstream.port, { connectTo });
  const client = await under.open();
  await ask(client);
  await expect.poll(() => under.relayed.at(-1)?.kind).toBe('tally');
  expect(lastTally(under.relayed)).toEqual(countedFrom(under.relayed));
  under.proxy.setCapture(false);
  await ask(client);
  const { raw } = await sendConnect(under.proxy.port, `${openedHost}:443`);
  raw.destroy();
  await upstream.close();
  await sendConnect(under.proxy.port, `${openedHost}:80`);
  await under.told('refused');
  under.proxy.setCapture(true);
  await under.proxy.close();
  // Nothing is told after it, and what was open has been told to its end.
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(under.relayed.at(-1)?.kind).toBe('tally');
  const count = (kind: Relayed['kind']): number => under.relayed.filter((message) => message.kind === kind).length;
  expect([count('closed'), count('unseen-ended')]).toEqual([count('connected'), count('unseen')]);
  expect(lastTally(under.relayed)).toEqual(countedFrom(under.relayed));
  expect(lastTally(under.relayed)).toEqual({ connections: 1, clientBytes: q, upstreamBytes: r, refused: 1, unseen: 2 });
});

function lastTally(relayed: readonly Relayed[]): RelayTally | null {
  return relayed.reduce<RelayTally | null>((last, message) => (message.kind === 'tally' ? message.tally : last), null);
}

function countedFrom(relayed: readonly Relayed[]): RelayTally {
  const count = (kind: Relayed['kind']): number => relayed.filter((message) => message.kind === kind).length;
  const bytes = (from: 'client' | 'upstream'): number =>
    relayed.reduce((sum, message) => (message.kind === 'bytes' && message.from === from ? sum + message.bytes.length : sum), 0);
  return { connections: count('connected'), clientBytes: bytes('client'), upstreamBytes: bytes('upstream'), refused: count('refused'), unseen: count('unseen') };
}
