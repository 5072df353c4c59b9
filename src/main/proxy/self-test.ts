import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import { errorMessage } from '../error-message.ts';
import { meetClient } from './meet-client.ts';
import { refuseConnect } from './refuse-connect.ts';
import { noCertificate, selfTestField, type SelfTestWords } from './self-test-words.ts';
import type { Target } from './upstream/dial.ts';

const patienceMs = 10_000;

/** Whether a CONNECT is that of a self-test, ours or another's. It is never passed on. */
export function isSelfTest({ headers }: IncomingMessage): boolean {
  return headers[selfTestField] !== undefined;
}

/**
 * The end of the app's self-test in the proxy: a CONNECT that says the word of this one run is answered here, under our certificate. Nothing of it
 * is told to the recorder. Whoever guessed the word would get a certificate that everybody gets, and an answer that is of no use elsewhere.
 */
export class SelfTest {
  #words: SelfTestWords | null = null;
  readonly #connections = new Set<Socket>();

  /** The next one to come, or that none is. */
  expect(words: SelfTestWords | null): void {
    this.#words = words;
  }

  /** How many of the open connections are tests. */
  get connections(): number {
    return this.#connections.size;
  }

  /** The answer that a self-test is to have, once; null for one that is not expected. Its connection counts as none of a client's. */
  answerFor({ headers, socket }: IncomingMessage): string | null {
    this.#connections.add(socket);
    // Before whoever counts connections hears of it.
    socket.prependOnceListener('close', () => this.#connections.delete(socket));
    const said = headers[selfTestField];
    if (this.#words === null || typeof said !== 'string' || !isSame(said, this.#words.said)) return null;
    const { answer } = this.#words;
    this.#words = null;
    return answer;
  }
}

/** Ends a self-test's tunnel in ourselves, or refuses one without an answer. `contextFor` rejects where no certificate can be made for the host. */
export async function serveSelfTest(
  client: Socket,
  { host }: Target,
  answer: string | null,
  contextFor: (host: string) => Promise<SecureContext>,
): Promise<void> {
  client.on('error', () => {});
  const timer = setTimeout(() => client.destroy(), patienceMs);
  client.once('close', () => clearTimeout(timer));
  if (answer === null) {
    refuseConnect(client, { code: 'connect-failed', proxyStatus: 'http_request_denied', message: 'This is no self-test that this Whence waits for.' });
    return;
  }
  let context: SecureContext;
  try {
    context = await contextFor(host);
  } catch (error) {
    const message = `${noCertificate} for ${host} (${errorMessage(error)}).`;
    refuseConnect(client, { code: 'connect-failed', proxyStatus: 'proxy_internal_error', message });
    return;
  }
  client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
  const met = await meetClient(client, context);
  if ('problem' in met) {
    client.destroy();
    return;
  }
  met.socket.on('error', () => {});
  met.socket.once('data', () => {
    met.socket.end(`HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: ${answer.length}\r\nConnection: close\r\n\r\n${answer}`);
  });
}

function isSame(one: string, other: string): boolean {
  return timingSafeEqual(digestOf(one), digestOf(other));
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
