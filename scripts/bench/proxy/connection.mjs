import { connect as connectTcp } from 'node:net';
import { connect as connectTls, createSecureContext } from 'node:tls';
import { nowUs } from './stamps.mjs';

/**
 * How the upstream is reached: directly, or through the proxy on `proxyPort`. `host` is what CONNECT asks
 * for, `serverName` whose certificate TLS expects.
 * @typedef {{ proxyPort: number | null, host: string, serverName: string, upstreamPort: number, ca: string }} Way
 * @typedef {{ onHead?: (head: string, atUs: number) => void, onBody?: (bytes: Buffer, atUs: number) => void }} Watch
 */

/** @type {Map<string, import('node:tls').SecureContext>} */
const contexts = new Map();

/**
 * A client's connection, which costs less than an HTTP client would: it knows requests that are written whole and answers that
 * state their length or come in chunks.
 */
export class Connection {
  #socket;
  /** @type {{ watch: Watch, resolve: () => void, reject: (error: Error) => void } | null} */
  #waiting = null;
  #head = '';
  #inBody = false;
  #bytesLeft = 0;
  #tail = '';

  constructor(/** @type {import('node:tls').TLSSocket} */ socket) {
    this.#socket = socket;
    socket.on('data', (/** @type {Buffer} */ bytes) => this.#take(bytes));
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => this.#fail(new Error('the connection was closed before the answer was over')));
  }

  /**
   * Connects, by CONNECT where there is a proxy, and completes TLS.
   * @param {Way} way
   */
  static async open(way) {
    const raw = await openTcp(way.proxyPort ?? way.upstreamPort);
    if (way.proxyPort !== null) await askForTunnel(raw, `${way.host}:${way.upstreamPort}`);
    return new Connection(await secure(raw, way));
  }

  /**
   * Sends a request and resolves when its answer is over. Rejects for an answer that is not a 200 or not whole.
   * @param {Uint8Array} request
   * @param {Watch} [watch]
   * @returns {Promise<void>}
   */
  exchange(request, watch = {}) {
    return new Promise((resolve, reject) => {
      this.#waiting = { watch, resolve, reject };
      this.#head = '';
      this.#inBody = false;
      this.#socket.write(request);
    });
  }

  close() {
    this.#socket.destroy();
  }

  #take(/** @type {Buffer} */ bytes) {
    const waiting = this.#waiting;
    if (waiting === null) return;
    const atUs = waiting.watch.onHead === undefined && waiting.watch.onBody === undefined ? 0 : nowUs();
    let body = bytes;
    if (!this.#inBody) {
      const headBefore = this.#head.length;
      this.#head += bytes.toString('latin1');
      const end = this.#head.indexOf('\r\n\r\n');
      if (end === -1) return;
      body = bytes.subarray(end + 4 - headBefore);
      const head = this.#head.slice(0, end);
      if (!head.startsWith('HTTP/1.1 200 ')) {
        this.#fail(new Error(`the answer was ${head.split('\r\n', 1)[0]}`));
        return;
      }
      this.#inBody = true;
      this.#tail = '';
      this.#bytesLeft = /\ntransfer-encoding: *chunked/i.test(head) ? Infinity : Number(/\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
      waiting.watch.onHead?.(head, atUs);
    }
    if (body.length > 0) waiting.watch.onBody?.(body, atUs);
    this.#bytesLeft -= body.length;
    if (this.#bytesLeft === Infinity) {
      this.#tail = (this.#tail + body.toString('latin1', Math.max(0, body.length - 7))).slice(-7);
      if (this.#tail !== '\r\n0\r\n\r\n') return;
    } else if (this.#bytesLeft > 0) return;
    this.#waiting = null;
    waiting.resolve();
  }

  #fail(/** @type {Error} */ error) {
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.reject(error);
    this.#socket.destroy();
  }
}

/** @returns {Promise<import('node:net').Socket>} */
function openTcp(/** @type {number} */ port) {
  return new Promise((resolve, reject) => {
    const socket = connectTcp({ host: '127.0.0.1', port, noDelay: true });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve(socket);
    });
  });
}

/** @returns {Promise<void>} */
function askForTunnel(/** @type {import('node:net').Socket} */ socket, /** @type {string} */ authority) {
  return new Promise((resolve, reject) => {
    let head = '';
    const failed = (/** @type {Error} */ error) => reject(error);
    const left = () => reject(new Error('the proxy closed the connection instead of answering CONNECT'));
    const take = (/** @type {Buffer} */ bytes) => {
      head += bytes.toString('latin1');
      if (!head.endsWith('\r\n\r\n')) return;
      socket.off('data', take);
      socket.off('error', failed);
      socket.off('close', left);
      socket.pause();
      if (/^HTTP\/1\.[01] 200/.test(head)) resolve();
      else reject(new Error(`CONNECT was answered ${head.split('\r\n', 1)[0]}`));
    };
    socket.on('data', take);
    socket.once('error', failed);
    socket.once('close', left);
    socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n\r\n`);
  });
}

/** @returns {Promise<import('node:tls').TLSSocket>} */
function secure(/** @type {import('node:net').Socket} */ raw, /** @type {Way} */ { ca, serverName }) {
  const secureContext = contexts.get(ca) ?? createSecureContext({ ca });
  contexts.set(ca, secureContext);
  return new Promise((resolve, reject) => {
    const socket = connectTls({ socket: raw, secureContext, servername: serverName, ALPNProtocols: ['http/1.1'] });
    const left = () => reject(new Error('the connection was closed during the TLS handshake'));
    socket.once('error', reject);
    socket.once('close', left);
    socket.once('secureConnect', () => {
      socket.off('error', reject);
      socket.off('close', left);
      resolve(socket);
    });
  });
}
