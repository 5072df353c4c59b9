import { createHash, randomBytes, type Hash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { closedAfterEach } from '../../../test-support/closed-after-each.ts';
import { makeProxyFixture, openedHost, startProxyUnderTest } from '../../../test-support/proxy-under-test.ts';
import { listenRaw, secureClient, sendConnect, type RawEnd } from '../../../test-support/raw-tls.ts';

const megabytes = 64;
const megabyte = randomBytes(1024 * 1024);
// Kernel buffers on the way take their share, and we a little; what is ruled out is the whole in our memory.
const mostAheadBytes = kernelBytes() + 2 * megabyte.length;
const fixture = await makeProxyFixture();
const opened = closedAfterEach();
afterAll(() => fixture.upstream.remove());

const whole = digestOfWhole();

function digestOfWhole(): string {
  const hash = createHash('sha256');
  for (let count = 0; count < megabytes; count += 1) hash.update(megabyte);
  return hash.digest('hex');
}

/** What the proxy's side of a connection and the reader's may hold at most. */
function kernelBytes(): number {
  if (process.platform !== 'linux') return 10 * megabyte.length;
  // tcp(7): least, usual and most bytes of a buffer.
  const most = ['tcp_wmem', 'tcp_rmem'].map((limits) => Number(readFileSync(`/proc/sys/net/ipv4/${limits}`, 'latin1').trim().split(/\s+/)[2]));
  return most.reduce((sum, bytes) => sum + bytes, 0);
}

/** Writes the 64 MB as fast as they are taken, then ends. */
async function sendWhole({ stream }: RawEnd): Promise<void> {
  for (let count = 0; count < megabytes; count += 1) {
    if (!stream.write(megabyte)) await once(stream, 'drain');
  }
  stream.end();
}

/** Reads to the end, pausing after every two megabytes, and answers the digest. */
async function readSlowly({ stream }: RawEnd, onPause: () => void): Promise<string> {
  const hash = createHash('sha256');
  let sincePause = 0;
  for await (const chunk of stream) {
    hash.update(chunk);
    sincePause += chunk.length;
    if (sincePause < 2 * 1024 * 1024) continue;
    sincePause = 0;
    onPause();
    await pause(20);
  }
  return hash.digest('hex');
}

interface Told {
  readonly sink: { client: Hash; upstream: Hash };
  told: number;
}

test.each(['upload', 'download'] as const)('64 MB of %s arrive whole at a slow reader, which the proxy does not run ahead of', async (direction) => {
  let read = 0;
  let mostAhead = 0;
  const told: Told = { sink: { client: createHash('sha256'), upstream: createHash('sha256') }, told: 0 };
  let received = Promise.resolve('');
  const slow = (end: RawEnd): Promise<string> => {
    end.stream.on('data', (chunk: Buffer) => (read += chunk.length));
    end.stream.pause();
    return readSlowly(end, () => (mostAhead = Math.max(mostAhead, told.told - read)));
  };
  const upstream = await listenRaw(fixture.upstream.serverContext, (end) => {
    if (direction === 'download') void sendWhole(end);
    else {
      received = slow(end);
      void received.then(() => end.stream.end());
    }
  });
  opened.push(upstream);
  const under = await startProxyUnderTest(fixture, upstream.port, {
    sink: (message) => {
      if (message.kind !== 'bytes') return;
      told.sink[message.from].update(message.bytes);
      told.told += message.bytes.length;
    },
  });
  opened.push(under.proxy);
  const { raw } = await sendConnect(under.proxy.port, `${openedHost}:443`);
  const client = await secureClient(raw, openedHost, fixture.authority.certificatePem);
  if (direction === 'download') {
    received = slow(client);
    await received;
    client.stream.end();
  } else {
    const ended = once(client.stream, 'end');
    client.stream.resume();
    await sendWhole(client);
    await ended;
  }
  expect(await received).toBe(whole);
  expect(told.sink[direction === 'upload' ? 'client' : 'upstream'].digest('hex')).toBe(whole);
  expect(mostAhead).toBeLessThan(mostAheadBytes);
});

test('a hundred connections at once carry their own bytes', async () => {
  const upstream = await listenRaw(fixture.upstream.serverContext, ({ stream }) => {
    stream.on('data', (chunk) => stream.write(chunk));
    stream.on('end', () => stream.end());
  });
  opened.push(upstream);
  const under = await startProxyUnderTest(fixture, upstream.port);
  opened.push(under.proxy);
  const answers = await Promise.all(
    Array.from({ length: 100 }, async (_item, index) => {
      const { stream } = await under.open();
      const sent = `${index},`.repeat(2000);
      let received = '';
      stream.on('data', (chunk: Buffer) => (received += chunk.toString()));
      stream.end(sent);
      await once(stream, 'close');
      return received === sent;
    }),
  );
  expect(answers.every(Boolean)).toBe(true);
  const streams = new Map<number, string>();
  for (const message of under.relayed) {
    if (message.kind === 'bytes' && message.from === 'client') {
      streams.set(message.connection, (streams.get(message.connection) ?? '') + Buffer.from(message.bytes).toString());
    }
  }
  expect(new Set(streams.values()).size).toBe(100);
});
