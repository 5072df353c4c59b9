import { request as httpRequest, type ClientRequest, type IncomingMessage, type OutgoingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { capturedConnection, tellOutcome, unobserved } from './telling/captured-connection.ts';
import type { Serving } from './connect-request.ts';
import { inAbsoluteForm } from './upstream/absolute-form.ts';
import { credentialsFailure, pseudonymField, schemesOf } from './upstream/ask-for-tunnel.ts';
import type { DialFailure, Forwarder, Target } from './upstream/dial.ts';
import type { RelayObserver } from './relay.ts';

/** What plain requests need of what a proxy serves with. */
export type PlainServing = Pick<Serving, 'dial' | 'secureUpstream' | 'capture' | 'relays' | 'isIntercepted'>;

/** An absolute-form request target taken apart. */
interface AbsoluteForm {
  readonly target: Target;
  /** In origin form. */
  readonly path: string;
  /** What its Host field has to say. */
  readonly host: string;
  readonly secure: boolean;
}

/** Where an absolute-form request (RFC 9112, 3.2.2) goes. Null for any other form. */
export function parseAbsoluteForm(requestTarget: string): AbsoluteForm | null {
  const match = /^(https?):\/\/(?:[^/?#@]*@)?(?:\[([0-9a-f:.]+)\]|([^:[\]/?#@\s]+))(?::(\d{1,5}))?([/?].*)?$/i.exec(requestTarget);
  const host = match?.[2] ?? match?.[3];
  if (match === null || host === undefined) return null;
  const secure = match[1]?.toLowerCase() === 'https';
  const port = match[4] === undefined ? (secure ? 443 : 80) : Number(match[4]);
  if (port < 1 || port > 65535) return null;
  const rest = match[5] ?? '/';
  const path = rest.startsWith('?') ? `/${rest}` : rest;
  const bracketed = match[2] === undefined ? host : `[${host}]`;
  return { target: { host: host.toLowerCase(), port }, path, host: match[4] === undefined ? bracketed : `${bracketed}:${port}`, secure };
}

/**
 * Forwards one absolute-form request in origin form over an upstream connection of its own, and its response. This path is
 * parsed and written anew, as a proxy has to: header order, case and duplicates stay, chunk borders may not.
 */
export async function servePlainRequest(serving: PlainServing, request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.sendDate = false;
  const parsed = parseAbsoluteForm(request.url ?? '');
  if (parsed === null) {
    answer(response, 400, 'This is a proxy: it takes CONNECT, and requests with a whole http:// address. Set it as HTTPS_PROXY.\n');
    return;
  }
  const opened = await openUpstream(serving, parsed, request.socket);
  if ('failure' in opened) {
    answerFailure(response, opened.failure);
    return;
  }
  const { socket, forwarder } = opened;
  let received = 0;
  const observer: RelayObserver = {
    ...opened.observer,
    read(from, chunk) {
      if (from === 'upstream') received += chunk.length;
      opened.observer.read(from, chunk);
    },
  };
  // The response is written anew, so that its parts cannot be followed one by one.
  response.once('finish', () => observer.delivered('upstream', received));
  const client = request.socket;
  const breakOff = (how: 'end' | 'reset'): void => {
    const act = (): void => void (how === 'end' ? client.end() : client.resetAndDestroy());
    // The response before is still being sent.
    if (response.socket === null) response.once('socket', act);
    else act();
  };
  const connection = tapped(socket, observer);
  const outgoing = httpRequest({
    createConnection: () => connection,
    method: request.method,
    path: parsed.path,
    headers: requestHeaders(request, parsed.host),
    setHost: false,
    maxHeaderSize,
  });
  outgoing.maxHeadersCount = 0;
  sendHead(outgoing);
  outgoing.on('information', ({ statusCode, statusMessage, rawHeaders }) => {
    writeInterim(response, `HTTP/1.1 ${statusCode} ${statusMessage}`, pairsOf(rawHeaders));
  });
  outgoing.on('response', (incoming) => {
    if (forwarder !== null && incoming.statusCode === 407) {
      // It is for us to know the credentials: the client has asked no proxy but us.
      answerFailure(response, credentialsFailure(forwarder.proxy, schemesOf(incoming.headersDistinct['proxy-authenticate'] ?? [])));
      incoming.on('error', () => {});
      socket.destroy();
      return;
    }
    try {
      response.writeHead(incoming.statusCode ?? 502, passableReason(incoming.statusMessage), responseHeaders(incoming, request.httpVersion));
    } catch {
      // Node takes heads from servers that it sends to nobody, as one with the status 099.
      socket.destroy();
      incoming.on('error', () => {});
      answerFailure(response, unusableResponse(parsed.target));
      return;
    }
    sendHead(response);
    incoming.on('error', () => breakOff(socket.readableEnded ? 'end' : 'reset'));
    incoming.on('end', () => response.addTrailers(pairsOf(incoming.rawTrailers)));
    incoming.pipe(response);
  });
  outgoing.on('error', (error) => {
    socket.destroy();
    if (response.headersSent) breakOff('reset');
    else answer(response, 502, `The server at ${parsed.target.host} broke off before it answered (${error.message}).\n`);
  });
  request.on('end', () => outgoing.addTrailers(pairsOf(request.rawTrailers)));
  request.on('error', () => socket.resetAndDestroy());
  // What the end of the client's side means is for the server to say.
  const clientEnded = (): void => whenPassedOn(request, outgoing, () => connection.end());
  const clientClosed = (): void => {
    client.off('end', clientEnded);
    client.off('close', clientClosed);
    if (!response.writableFinished) socket.resetAndDestroy();
    // Both are through with each other; a server may wait for us to close.
    else if (outgoing.writableFinished) socket.destroy();
  };
  client.once('end', clientEnded);
  // A response that waits for the one before has no connection yet that it could see closed.
  client.once('close', clientClosed);
  response.on('close', clientClosed);
  if (client.readableEnded) clientEnded();
  if (client.destroyed) clientClosed();
  request.pipe(outgoing);
}

/** Calls back when all of a request that has come is on its way, whose client has ended: also of one that will never be complete. */
function whenPassedOn(request: IncomingMessage, outgoing: ClientRequest, call: () => void): void {
  if (outgoing.writableFinished) call();
  else if (request.complete) outgoing.once('finish', call);
  else if (request.readableLength === 0) outgoing.write(Buffer.alloc(0), call);
  else {
    request.on('data', () => {
      if (request.readableLength === 0) outgoing.write(Buffer.alloc(0), call);
    });
  }
}

/** Forwards an absolute-form request that asks for another protocol, and then bytes, whatever the answer. */
export async function servePlainUpgrade(serving: PlainServing, request: IncomingMessage, client: Socket, head: Buffer): Promise<void> {
  client.on('error', () => {});
  const parsed = parseAbsoluteForm(request.url ?? '');
  const opened = parsed === null ? null : await openUpstream(serving, parsed, client);
  if (parsed === null || opened === null || 'failure' in opened) {
    const status = opened !== null && 'failure' in opened ? `502 Bad Gateway\r\n${proxyStatus}: ${proxyStatusOf(opened.failure)}` : '400 Bad Request';
    client.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    return;
  }
  const lines = withHost(pairsOf(request.rawHeaders), parsed.host)
    .filter(([name, value]) => !proxyHeaders.has(name.toLowerCase()) && value.toLowerCase() !== pseudonymField.toLowerCase())
    .map(([name, value]) => `${name}: ${value}\r\n`);
  const start = Buffer.from(`${request.method ?? 'GET'} ${parsed.path} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1');
  client.unshift(Buffer.concat([start, head]));
  serving.relays.begin({ stream: client, raw: client }, { stream: opened.socket, raw: opened.raw }, opened.observer);
}

/** Of requests and responses on this path. Node's own limit is 16 kB. */
export const maxHeaderSize = 1024 * 1024;

const proxyStatus = 'Proxy-Status';
const proxyHeaders = new Set(['proxy-connection', 'proxy-authorization', pseudonymField.toLowerCase()]);
const hopHeaders = new Set([...proxyHeaders, 'connection', 'keep-alive']);
/** Never for one connection only, whatever is said of them: without them a body would be taken for a request of its own. */
const framingHeaders = new Set(['content-length', 'transfer-encoding', 'host']);

type Opened =
  | { readonly socket: Socket; readonly raw: Socket; readonly observer: RelayObserver; readonly forwarder: Forwarder | null }
  | { readonly failure: DialFailure };

async function openUpstream(
  serving: PlainServing,
  { target, host, secure }: AbsoluteForm,
  client: Socket,
): Promise<Opened> {
  const { capture } = serving;
  const intercepted = serving.isIntercepted(target.host);
  const abandoned = new AbortController();
  const abandon = (): void => abandoned.abort();
  client.once('close', abandon);
  const fail = (failure: DialFailure): Opened => {
    client.off('close', abandon);
    if (intercepted && !client.destroyed) tellOutcome(capture, target, { kind: 'refused', code: failure.code, message: failure.message });
    return { failure };
  };
  const dialled = await serving.dial(target, abandoned.signal, secure ? 'tunnel' : 'plain-request');
  if ('failure' in dialled) return fail(dialled.failure);
  const raw = dialled.socket;
  let socket: Socket = raw;
  if (secure) {
    const secured = await serving.secureUpstream(raw, target);
    if ('problem' in secured) {
      const message = `The certificate of ${target.host} could not be verified (${secured.problem}).`;
      return fail({ code: 'connect-failed', proxyStatus: 'tls_certificate_error', message });
    }
    socket = secured.socket;
  }
  const { forwarder = null } = dialled;
  if (forwarder !== null) socket = inAbsoluteForm(socket, host, forwarder);
  client.off('close', abandon);
  if (!intercepted) capture.figures.countTunnelled();
  return { socket, raw, forwarder, observer: intercepted ? capturedConnection(capture, target, 'plain') : unobserved };
}

/** The socket, with everything written and read told to the observer. */
function tapped(socket: Socket, observer: RelayObserver): Duplex {
  let total = 0;
  const tap = new Duplex({
    read: () => void socket.resume(),
    write(chunk: Buffer, _encoding, callback) {
      total += chunk.length;
      observer.read('client', chunk);
      const sent = total;
      socket.write(chunk, (error) => {
        if (!error) observer.delivered('client', sent);
        callback(error);
      });
    },
    final(callback) {
      observer.ended('client', 'fin');
      socket.end(callback);
    },
    destroy(error, callback) {
      socket.destroy();
      callback(error);
    },
  });
  socket.on('data', (chunk: Buffer) => {
    observer.read('upstream', chunk);
    if (!tap.push(chunk)) socket.pause();
  });
  socket.once('end', () => {
    observer.ended('upstream', 'fin');
    tap.push(null);
  });
  socket.once('error', (error) => {
    observer.ended('upstream', 'reset');
    tap.destroy(error);
  });
  socket.once('close', () => {
    tap.destroy();
    observer.closed();
  });
  return tap;
}

// Each request has an upstream connection of its own, which is closed after it.
function requestHeaders(request: IncomingMessage, host: string): string[] {
  const pairs = withHost(endToEnd(pairsOf(request.rawHeaders)), host);
  const names = new Set(pairs.map(([name]) => name.toLowerCase()));
  // Node would announce a chunked body for a POST that has none.
  if (!names.has('content-length') && !names.has('transfer-encoding') && !/^(GET|HEAD|DELETE|OPTIONS|TRACE)$/.test(request.method ?? '')) {
    pairs.push(['Content-Length', '0']);
  }
  return [...withPossibleTrailers(pairs), ['Connection', 'close'] as const].flat();
}

// The connection to the client goes on; how, Node's server says itself.
function responseHeaders(incoming: IncomingMessage, clientVersion: string): string[] {
  const pairs = endToEnd(pairsOf(incoming.rawHeaders));
  // A client of HTTP/1.0 knows no chunks (RFC 9112, 6.1): its body ends with the connection.
  return withPossibleTrailers(clientVersion === '1.0' ? pairs.filter(([name]) => name.toLowerCase() !== 'transfer-encoding') : pairs).flat();
}

/** Without the announcement of trailers where none can follow, for there are no chunks (RFC 9112, 7.1.2): Node refuses to send it. */
function withPossibleTrailers(pairs: [string, string][]): [string, string][] {
  const isChunked = pairs.some(([name, value]) => name.toLowerCase() === 'transfer-encoding' && /chunked/i.test(value));
  return isChunked ? pairs : pairs.filter(([name]) => name.toLowerCase() !== 'trailer');
}

/** Without the control characters that Node takes from servers and refuses to send. */
function passableReason(reason = ''): string {
  return reason.replace(/[^\t\x20-\x7e\x80-\xff]/g, '');
}

function unusableResponse({ host }: Target): DialFailure {
  return { code: 'connect-failed', proxyStatus: 'http_protocol_error', message: `The response of ${host} begins with a head that is not HTTP/1.1.` };
}

/** Without the fields that are for one connection only, also those that `Connection` names (RFC 9110, 7.6.1). */
function endToEnd(pairs: readonly [string, string][]): [string, string][] {
  const named = pairs.filter(([name]) => name.toLowerCase() === 'connection').flatMap(([, value]) => value.split(','));
  const left = new Set([...hopHeaders, ...named.map((name) => name.trim().toLowerCase()).filter((name) => !framingHeaders.has(name))]);
  return pairs.filter(([name]) => !left.has(name.toLowerCase()));
}

/** With the Host of the request target in place of another that the client said (RFC 9112, 3.2.2). */
function withHost(pairs: readonly [string, string][], host: string): [string, string][] {
  const said = pairs.filter(([name]) => name.toLowerCase() === 'host');
  if (said.length === 1 && said[0]?.[1].toLowerCase() === host.toLowerCase()) return [...pairs];
  const [first] = said;
  if (first === undefined) return [['Host', host], ...pairs];
  return pairs.flatMap((pair) => (pair === first ? [[pair[0], host]] : said.includes(pair) ? [] : [pair]));
}

function pairsOf(raw: readonly string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) pairs.push([raw[index] ?? '', raw[index + 1] ?? '']);
  return pairs;
}

// Not `flushHeaders`: it sends heads as UTF-8, and they are latin-1.
function sendHead(message: OutgoingMessage): void {
  message.write(Buffer.alloc(0));
}

/** Node's own words for interim responses know a few of them only, and few of their fields. */
function writeInterim(response: ServerResponse, statusLine: string, pairs: readonly [string, string][]): void {
  // A pipelined response has no socket before its turn.
  if (response.socket === null || response.headersSent) return;
  response.socket.write(Buffer.from(`${statusLine}\r\n${pairs.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`, 'latin1'));
}

function answerFailure(response: ServerResponse, failure: DialFailure): void {
  response.setHeader(proxyStatus, proxyStatusOf(failure));
  answer(response, 502, `${failure.message}\n`);
}

function proxyStatusOf(failure: DialFailure): string {
  return `whence; error=${failure.proxyStatus}`;
}

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Length': Buffer.byteLength(text), Connection: 'close' });
  response.end(text);
}
