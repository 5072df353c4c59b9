import { expect, test } from 'vitest';
import { closedAfterEach } from '../../../test-support/closed-after-each.ts';
import { deferred } from '../../../test-support/deferred.ts';
import { listenRaw, openRaw, type RawEnd } from '../../../test-support/raw-tls.ts';
import { Relays } from './relay.ts';

const opened = closedAfterEach();
const unobserved = { read() {}, delivered() {}, ended() {}, closed() {} };

/** A connection, as seen from both its ends. */
async function connection(): Promise<readonly [RawEnd, RawEnd]> {
  const accepted = deferred<RawEnd>();
  const listener = await listenRaw(null, (end) => accepted.fulfil(end));
  opened.push(listener);
  const raw = await openRaw(listener.port);
  return [{ stream: raw, raw }, await accepted.promise];
}

test('are broken off at once, also where one waits for an end that reads nothing', async () => {
  const [client, clientHere] = await connection();
  const [upstreamHere, upstream] = await connection();
  upstream.stream.pause();
  const relays = new Relays();
  relays.begin(clientHere, upstreamHere, unobserved);
  const filling = (): void => void client.stream.write(Buffer.alloc(1024 * 1024));
  filling();
  // Until the relay itself has stopped to read.
  while (!clientHere.stream.isPaused()) {
    if (client.stream.writableLength === 0) filling();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const ended = new Promise((resolve) => client.stream.once('close', resolve));
  relays.breakOff();
  expect([clientHere.raw.destroyed, upstreamHere.raw.destroyed]).toEqual([true, true]);
  await ended;
});
