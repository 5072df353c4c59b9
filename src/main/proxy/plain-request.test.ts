import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { afterAll, expect, test } from 'vitest';
import { closedAfterEach } from '../../../test-support/closed-after-each.ts';
import { deferred } from '../../../test-support/deferred.ts';
import { makeProxyFixture, openedHost, startProxyUnderTest, type ProxyUnderTest } from '../../../test-support/proxy-under-test.ts';
import { askPlainly, listenHttp } from '../../../test-support/plain-http.ts';
import { listenRaw, openRaw } from '../../../test-support/raw-tls.ts';
import { parseAbsoluteForm } from './plain-request.ts';
import type { ProxyOptions } from './proxy.ts';

const fixture = await makeProxyFixture();
const opened = closedAfterEach();
afterAll(() => fixture.upstream.remove());

async function serverThat(serve: RequestListener): Promise<number> {
  const { port, close } = await listenHttp(serve);
  opened.push({ close });
  return port;
}

async function proxyWith(changes: Partial<ProxyOptions> = {}, upstreamPort = 1): Promise<ProxyUnderTest> {
  const under = await startProxyUnderTest(fixture, upstreamPort, changes);
  opened.push(under.proxy);
  return under;
}

test('reads absolute-form targets, and nothing else', () => {
  expect(parseAbsoluteForm('http://Example.test/a?b#c')).toEqual({ target: { host: 'example.test', port: 80 }, path: '/a?b#c', host: 'Example.test', secure: false });
  expect(parseAbsoluteForm('HTTP://u:p@[::1]:8080?q')).toEqual({ target: { host: '::1', port: 8080 }, path: '/?q', host: '[::1]:8080', secure: false });
  expect(parseAbsoluteForm('https://example.test')).toEqual({ target: { host: 'example.test', port: 443 }, path: '/', host: 'example.test', secure: true });
  expect(['/path', '*', 'ftp://a/', 'http:///x', 'http://a:99999/', 'http://a b/'].map(parseAbsoluteForm)).toEqual([null, null, null, null, null, null]);
});

test('sends the request on in origin form, with its headers in order and case, without those that were for the proxy', async () => {
  let heard = '';
  const upstream = await listenRaw(null, ({ stream }) => {
    stream.on('data', (chunk: Buffer) => {
      heard += chunk.toString('latin1');
      if (heard.endsWith('body!')) stream.end('HTTP/1.1 200 Fine\r\nX-B: 1\r\nx-b: 2\r\nContent-Length: 2\r\n\r\nok');
    });
  });
  opened.push(upstream);
  const under = await proxyWith({}, upstream.port);
  const answer = await askPlainly(
    under.proxy.port,
    'POST http://API.example.test/v1?x=%2F HTTP/1.1\r\nhOST: api.example.test\r\nX-Two: a\r\nx-two: b\r\nProxy-Connection: keep-alive\r\nProxy-Authorization: Basic abc\r\nContent-Length: 5\r\n\r\nbody!',
    'ok',
  );
  const sent = 'POST /v1?x=%2F HTTP/1.1\r\nhOST: api.example.test\r\nX-Two: a\r\nx-two: b\r\nContent-Length: 5\r\nConnection: close\r\n\r\nbody!';
  expect(heard).toBe(sent);
  expect(answer).toMatch(/^HTTP\/1\.1 200 Fine\r\nX-B: 1\r\nx-b: 2\r\nContent-Length: 2\r\n[^]*\r\n\r\nok$/);
  await under.told('closed');
  expect(await under.told('connected')).toMatchObject({ host: openedHost, port: 80, mode: 'plain' });
  expect(under.relayed.filter(({ kind }) => kind === 'delivered')).toMatchObject([
    { from: 'client', total: sent.length },
    { from: 'upstream', total: under.bytesFrom('upstream').length },
  ]);
  expect(under.bytesFrom('client')).toBe(sent);
  expect(under.bytesFrom('upstream')).toBe('HTTP/1.1 200 Fine\r\nX-B: 1\r\nx-b: 2\r\nContent-Length: 2\r\n\r\nok');
});

test('the target decides the Host, and fields that Connection names go no further', async () => {
  const port = await serverThat((request, response) => response.end(`${JSON.stringify(request.rawHeaders)};`));
  const under = await proxyWith();
  const target = `127.0.0.1:${port}`;
  const asked = `GET http://${target}/ HTTP/1.1\r\nX-A: 1\r\nHost: other.test\r\nX-Hop: 2\r\nConnection: x-hop, keep-alive\r\n\r\n`;
  expect(await askPlainly(under.proxy.port, asked, ';')).toContain(JSON.stringify(['X-A', '1', 'Host', target, 'Connection', 'close']));
});

test('a body keeps its frame, even where Connection names the fields that tell it', async () => {
  let heard = '';
  const upstream = await listenRaw(null, ({ stream }) => {
    stream.on('data', (chunk: Buffer) => {
      heard += chunk.toString('latin1');
      if (heard.endsWith('/inner HTTP/1.1\r\n\r\n')) stream.end('HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n;');
    });
  });
  opened.push(upstream);
  const under = await proxyWith({}, upstream.port);
  const body = 'GET /inner HTTP/1.1\r\n\r\n';
  const asked = `POST http://${openedHost}/ HTTP/1.1\r\nHost: ${openedHost}\r\nContent-Length: ${body.length}\r\nConnection: content-length, Host, transfer-encoding\r\n\r\n${body}`;
  await askPlainly(under.proxy.port, asked, ';');
  expect(heard).toBe(`POST / HTTP/1.1\r\nHost: ${openedHost}\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`);
});

const getRequest = (port: number | undefined, path: string): string => `GET http://127.0.0.1:${port}${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`;

test('several requests on one connection reach each their own host, in order, and the connection is kept', async () => {
  const ports = await Promise.all(['one', 'two'].map((name) => serverThat((request, response) => response.end(`${name}${request.url ?? ''};`))));
  const [first, second] = ports;
  const under = await proxyWith();
  const answer = await askPlainly(under.proxy.port, getRequest(first, '/a') + getRequest(second, '/b') + getRequest(first, '/c'), 'one/c;');
  expect(answer.match(/(one|two)\/.;/g)).toEqual(['one/a;', 'two/b;', 'one/c;']);
  expect(answer.match(/Connection: keep-alive/gi)).toHaveLength(3);
  expect(under.relayed).toEqual([]);
});

test('chunked bodies and trailers pass, both ways', async () => {
  const port = await serverThat((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      response.writeHead(200, { Trailer: 'X-End' });
      response.write(body);
      response.addTrailers({ 'X-End': request.trailers['x-sum'] ?? 'none' });
      response.end();
    });
  });
  const under = await proxyWith();
  const answer = await askPlainly(
    under.proxy.port,
    `PUT http://127.0.0.1:${port}/ HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\nX-Sum: 7\r\n\r\n`,
    'X-End: 7',
  );
  expect(answer).toContain('abcde');
});

test('a response is passed on as it comes, its head before its body', async () => {
  const finish = deferred();
  const port = await serverThat((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.flushHeaders();
    void finish.promise.then(() => response.end('data: late\n\n'));
  });
  const under = await proxyWith();
  const socket = await openRaw(under.proxy.port);
  socket.write(`GET http://127.0.0.1:${port}/ HTTP/1.1\r\nHost: x\r\n\r\n`);
  const [head]: unknown[] = await once(socket, 'data');
  expect(String(head)).toContain('text/event-stream');
  finish.fulfil();
  const [body]: unknown[] = await once(socket, 'data');
  expect(String(body)).toContain('data: late');
  socket.destroy();
});

test('"Expect: 100-continue" is answered by the upstream', async () => {
  const port = await serverThat((request, response) => {
    request.resume().on('end', () => response.end('done'));
  });
  const under = await proxyWith();
  const socket = await openRaw(under.proxy.port);
  socket.write(`POST http://127.0.0.1:${port}/ HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n`);
  const [first]: unknown[] = await once(socket, 'data');
  expect(String(first)).toBe('HTTP/1.1 100 Continue\r\n\r\n');
  socket.write('abc');
  const [second]: unknown[] = await once(socket, 'data');
  expect(String(second)).toContain('done');
  socket.destroy();
});

test('a protocol switch in absolute form becomes a stream of bytes', async () => {
  const upstream = await listenRaw(null, ({ stream }) => {
    stream.once('data', (head: Buffer) => {
      stream.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: echo\r\n\r\n[${head.toString().split('\r\n')[0] ?? ''}]`);
      stream.on('data', (chunk) => stream.write(chunk));
    });
    stream.on('end', () => stream.end());
  });
  opened.push(upstream);
  const under = await proxyWith();
  const socket = await openRaw(under.proxy.port);
  socket.write(`GET http://127.0.0.1:${upstream.port}/ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n`);
  const [switched]: unknown[] = await once(socket, 'data');
  expect(String(switched)).toMatch(/^HTTP\/1\.1 101 [^]*\[GET \/ws HTTP\/1\.1\]$/);
  socket.write('\x01raw');
  const [echoed]: unknown[] = await once(socket, 'data');
  expect(String(echoed)).toBe('\x01raw');
  socket.destroy();
});

test('an upstream that is not there is a 502 with the reason, and one that breaks off is a reset', async () => {
  const under = await proxyWith({ interceptHosts: ['127.0.0.1'] });
  const gone = await askPlainly(under.proxy.port, 'GET http://127.0.0.1:1/ HTTP/1.1\r\nHost: x\r\n\r\n', 'refused the connection');
  expect(gone).toMatch(/^HTTP\/1\.1 502 Bad Gateway\r\nProxy-Status: whence; error=connection_refused\r\n/);
  expect(await under.told('refused')).toMatchObject({ host: '127.0.0.1', port: 1, code: 'connection-refused' });
  const port = await serverThat((request, response) => {
    response.writeHead(200, { 'Content-Length': 100 });
    response.write('half', () => setTimeout(() => request.socket.resetAndDestroy(), 20));
  });
  const broken = askPlainly(under.proxy.port, `GET http://127.0.0.1:${port}/ HTTP/1.1\r\nHost: x\r\n\r\n`, 'never');
  await expect(broken).rejects.toThrow(/ECONNRESET/);
});

test('a client that leaves takes its upstream connection with it', async () => {
  const arrival = deferred();
  const departure = deferred<string>();
  const port = await serverThat(({ socket }) => {
    socket.once('close', () => departure.fulfil('left'));
    arrival.fulfil();
  });
  const under = await proxyWith();
  const socket = await openRaw(under.proxy.port);
  socket.write(`GET http://127.0.0.1:${port}/ HTTP/1.1\r\nHost: x\r\n\r\n`);
  await arrival.promise;
  socket.destroy();
  expect(await departure.promise).toBe('left');
});

test('an https address in absolute form is fetched over verified TLS', async () => {
  const upstream = await listenRaw(fixture.upstream.serverContext, ({ stream }) => {
    stream.once('data', () => stream.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'));
  });
  opened.push(upstream);
  const under = await proxyWith({}, upstream.port);
  expect(await askPlainly(under.proxy.port, `GET https://${openedHost}/ HTTP/1.1\r\nHost: ${openedHost}\r\n\r\n`, 'ok')).toMatch(/^HTTP\/1\.1 200 OK/);
  expect(await under.told('connected')).toMatchObject({ port: 443, mode: 'plain' });
});

test('passes on every header of a request and of its response, however many', async () => {
  const server = createServer({ maxHeaderSize: 1024 * 1024 }, (request, response) => {
    response.writeHead(200, manyHeaders.flat());
    response.end(`end ${request.rawHeaders.filter((name) => name.startsWith('X-Of-Many-')).length}`);
  });
  server.maxHeadersCount = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  opened.push({ close: async () => void server.close() });
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  const under = await proxyWith();
  const lines = manyHeaders.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const answer = await askPlainly(under.proxy.port, `GET http://127.0.0.1:${port}/ HTTP/1.1\r\nHost: x\r\n${lines}\r\n`, 'end ');
  expect(answer.match(/X-Of-Many-/g)).toHaveLength(manyHeaders.length);
  expect(answer).toContain(`end ${manyHeaders.length}`);
});

const manyHeaders = Array.from({ length: 1500 }, (_, index): [string, string] => [`X-Of-Many-${index}`, 'v']);
