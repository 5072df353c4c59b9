import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import { afterAll, expect, test } from 'vitest';
import { closedAfterEach } from '../../../test-support/closed-after-each.ts';
import { makeProxyFixture, startProxyUnderTest, type ProxyUnderTest } from '../../../test-support/proxy-under-test.ts';
import { askPlainly, listenHttp } from '../../../test-support/plain-http.ts';
import { listenRaw, openRaw } from '../../../test-support/raw-tls.ts';

const fixture = await makeProxyFixture();
const opened = closedAfterEach();
afterAll(() => fixture.upstream.remove());

async function serverThat(serve: RequestListener): Promise<number> {
  const { port, close } = await listenHttp(serve);
  opened.push({ close });
  return port;
}

async function startedProxy(): Promise<ProxyUnderTest> {
  const under = await startProxyUnderTest(fixture, 1);
  opened.push(under.proxy);
  return under;
}

test.each([
  { head: 'HTTP/1.1 200 \x01fi\x02ne', expected: /^HTTP\/1\.1 200 fine\r\n[^]*ok$/ },
  { head: 'HTTP/1.1 099 Odd', expected: /^HTTP\/1\.1 502 Bad Gateway\r\nProxy-Status: whence; error=http_protocol_error\r\n/ },
  { head: 'HTTP/1.1 000 Odd', expected: /^HTTP\/1\.1 502 / },
  { head: 'HTTP/1.1 999 Odd', expected: /^HTTP\/1\.1 999 Odd\r\n[^]*ok$/ },
])('a server whose response begins with $head harms nobody else', async ({ head, expected }) => {
  const upstream = await listenRaw(null, ({ stream }) => stream.once('data', () => stream.end(Buffer.from(`${head}\r\nContent-Length: 2\r\n\r\nok`, 'latin1'))));
  opened.push(upstream);
  const { proxy } = await startedProxy();
  const address = `127.0.0.1:${upstream.port}`;
  expect(await askPlainly(proxy.port, `GET http://${address}/ HTTP/1.1\r\nHost: ${address}\r\nConnection: close\r\n\r\n`, 'never')).toMatch(expected);
});

test.each([
  { side: 'request', ofRequest: 'Trailer: X-Sum\r\n', ofResponse: '' },
  { side: 'response', ofRequest: '', ofResponse: 'Trailer: X-Sum\r\n' },
])('a $side that announces trailers and has no chunks is passed on', async ({ ofRequest, ofResponse }) => {
  const upstream = await listenRaw(null, ({ stream }) => stream.once('data', () => stream.end(`HTTP/1.1 200 OK\r\n${ofResponse}Content-Length: 2\r\n\r\nok`)));
  opened.push(upstream);
  const { proxy } = await startedProxy();
  const address = `127.0.0.1:${upstream.port}`;
  const asked = `POST http://${address}/ HTTP/1.1\r\nHost: ${address}\r\n${ofRequest}Content-Length: 2\r\nConnection: close\r\n\r\nhi`;
  expect(await askPlainly(proxy.port, asked, 'never')).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*ok$/);
});

test('a client that has ended its side gets its answer', async () => {
  const port = await serverThat((_request, response) => response.end('ok'));
  const { proxy } = await startedProxy();
  const socket = await openRaw(proxy.port);
  socket.end(`GET http://127.0.0.1:${port}/ HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
  expect(await textOf(socket)).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*ok$/);
});

test('a client of HTTP/1.0 is sent no chunks', async () => {
  const port = await serverThat((_request, response) => {
    response.write('hello ');
    response.end('world');
  });
  const { proxy } = await startedProxy();
  const answer = await askPlainly(proxy.port, `GET http://127.0.0.1:${port}/ HTTP/1.0\r\nHost: 127.0.0.1:${port}\r\n\r\n`, 'never');
  expect(answer).toMatch(/\r\n\r\nhello world$/);
  expect(answer.toLowerCase()).not.toContain('transfer-encoding');
});

/** A server that says what becomes of its connections, and answers nothing by itself. */
async function silentServer(): Promise<{ readonly address: string; readonly heard: string[] }> {
  const heard: string[] = [];
  const upstream = await listenRaw(null, ({ stream }) => {
    const index = heard.push('') - 1;
    stream.on('data', (chunk: Buffer) => (heard[index] += /^\w+ \S+/.exec(chunk.toString('latin1'))?.[0] ?? ''));
    stream.on('end', () => (heard[index] += ' end'));
    stream.on('close', () => (heard[index] += ' closed'));
  });
  opened.push(upstream);
  return { address: `127.0.0.1:${upstream.port}`, heard };
}

test('a client that ends its side with its request, and while the server is dialled, is known to have ended', async () => {
  const { address, heard } = await silentServer();
  const { proxy } = await startedProxy();
  const socket = await openRaw(proxy.port);
  socket.end(`GET http://${address}/1 HTTP/1.1\r\nHost: ${address}\r\n\r\n`);
  await expect.poll(() => heard).toEqual(['GET /1 end']);
  socket.destroy();
});

test('a client that closes takes along what waits behind the response before', async () => {
  const { address, heard } = await silentServer();
  const { proxy } = await startedProxy();
  const socket = await openRaw(proxy.port);
  socket.write([1, 2, 3].map((which) => `GET http://${address}/${which} HTTP/1.1\r\nHost: ${address}\r\n\r\n`).join(''));
  await expect.poll(() => heard.toSorted()).toEqual(['GET /1', 'GET /2', 'GET /3']);
  socket.resetAndDestroy();
  await expect.poll(() => heard.toSorted()).toEqual(['GET /1 closed', 'GET /2 closed', 'GET /3 closed']);
});

test('what comes after a request does not change the answer to it', async () => {
  const port = await serverThat((request, response) => {
    response.write('beginning, ');
    request.resume().on('close', () => setTimeout(() => response.end('end'), 20));
  });
  const { proxy } = await startedProxy();
  const head = `http://127.0.0.1:${port}/ HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n`;
  const garbage = await askPlainly(proxy.port, `GET ${head}\r\nwhat is this?\r\n\r\n`, 'never');
  expect(garbage).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*beginning, [^]*end[^]*HTTP\/1\.1 400 Bad Request\r\n/);
});

test('a client that ends in the middle of its request gets what the server makes of that', async () => {
  const upstream = await listenRaw(null, ({ stream }) => {
    stream.once('data', () => stream.write('HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nabc'));
    stream.on('end', () => stream.end('def'));
  });
  opened.push(upstream);
  const { proxy } = await startedProxy();
  const address = `127.0.0.1:${upstream.port}`;
  const socket = await openRaw(proxy.port);
  socket.write(`POST http://${address}/ HTTP/1.1\r\nHost: ${address}\r\nContent-Length: 100\r\n\r\nhalf`);
  await once(socket, 'readable');
  socket.end();
  expect(await textOf(socket)).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\nabcdef$/);
});

test.each(['end', 'reset'] as const)('a response that is cut off, by %s, leaves the one before whole', async (how) => {
  const whole = await serverThat((_request, response) => {
    response.write('slowly, ');
    setTimeout(() => response.end('but whole'), 300);
  });
  const cut = await listenRaw(null, ({ stream }) => {
    stream.once('data', () => {
      stream.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf');
      setTimeout(() => (how === 'end' ? stream.end() : stream.resetAndDestroy()), 50);
    });
  });
  opened.push(cut);
  const { proxy } = await startedProxy();
  const requests = [whole, cut.port].map((port) => `GET http://127.0.0.1:${port}/ HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
  const socket = await openRaw(proxy.port);
  let received = '';
  socket.on('data', (chunk: Buffer) => (received += chunk.toString('latin1')));
  socket.write(requests.join(''));
  await new Promise((resolve) => socket.once('end', resolve).once('close', resolve));
  socket.destroy();
  expect(received).toContain('but whole');
});

test('a server that does not close is not waited for', async () => {
  const ends: string[] = [];
  const upstream = await listenRaw(null, ({ stream }) => {
    stream.once('data', () => stream.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'));
    stream.on('end', () => {
      ends.push('end');
      // Who has ended learns from writing that the other has closed.
      const timer = setInterval(() => stream.write('more'), 5);
      stream.on('close', () => {
        clearInterval(timer);
        ends.push('closed');
      });
    });
  });
  opened.push(upstream);
  const { proxy } = await startedProxy();
  const address = `127.0.0.1:${upstream.port}`;
  expect(await askPlainly(proxy.port, `GET http://${address}/ HTTP/1.1\r\nHost: ${address}\r\n\r\n`, 'ok')).toContain('200 OK');
  await expect.poll(() => ends).toEqual(['end', 'closed']);
});
