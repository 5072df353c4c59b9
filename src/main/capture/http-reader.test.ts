import { describe, expect, it } from 'vitest';
import { HttpReader } from './http-reader.ts';
import type { HttpEvent } from './http-reader.ts';

describe('HttpReader', () => {
  it('keeps the names, order, duplicates and latin-1 of a head, and takes the white space around values off', () => {
    const events = readRequest('GET /a?b HTTP/1.1\r\nHOST:h\r\nx-A: \t one \r\nX-a:two\r\nX-Name: J\xf6rg\xa0\r\nOdd : v\r\n\r\n');
    expect(events[1]).toMatchObject({
      kind: 'head',
      head: {
        startLine: 'GET /a?b HTTP/1.1',
        start: { method: 'GET', target: '/a?b' },
        headers: [['HOST', 'h'], ['x-A', 'one'], ['X-a', 'two'], ['X-Name', 'J\xf6rg\xa0'], ['Odd ', 'v']],
      },
    });
    expect(events.at(-1)).toEqual({ kind: 'end', offset: 75 });
  });

  it('reads a folded header as one value, and bare line feeds as line ends', () => {
    const events = readRequest('GET / HTTP/1.1\nA: one\n two\n\n');
    expect(events[1]).toMatchObject({ kind: 'head', head: { headers: [['A', 'one two']] } });
  });

  it('reads requests one after the other from one fragment, each with the offset of its end', () => {
    const one = 'POST /1 HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc';
    const events = readRequest(`${one}\r\n${one}`);
    expect(events.map((event) => event.kind)).toEqual(['begin', 'head', 'data', 'end', 'begin', 'head', 'data', 'end']);
    expect(offsetsOf(events)).toEqual([0, one.length, one.length + 2, one.length * 2 + 2]);
  });

  it('takes the chunked coding off, extensions and trailers included', () => {
    const events = readRequest(
      'POST / HTTP/1.1\r\nTransfer-Encoding: gzip, Chunked\r\nContent-Length: 99\r\n\r\n' +
        '0000000000000004;name="v"\r\nWiki\r\nA \r\npedia in c\r\n0\r\nX-Sum: 1\r\n\r\n',
    );
    expect(bodyOf(events)).toBe('Wikipedia in c');
    expect(events.at(-2)).toEqual({ kind: 'trailers', headers: [['X-Sum', '1']] });
    expect(events.at(-1)?.kind).toBe('end');
  });

  it('passes interim responses before the final one', () => {
    const events = readResponse('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200\r\nContent-Length: 1\r\n\r\nx');
    expect(events.map((event) => event.kind)).toEqual(['begin', 'interim', 'begin', 'interim', 'begin', 'head', 'data', 'end']);
  });

  it.each([
    ['HEAD', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n'],
    ['GET', 'HTTP/1.1 204 No Content\r\nContent-Length: 10\r\n\r\n'],
    ['GET', 'HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n'],
  ])('knows that this response to %s has no body: %j', (method, response) => {
    expect(readResponse(response, method).map((event) => event.kind)).toEqual(['begin', 'head', 'end']);
  });

  it('reads a body without a length until the connection ends', () => {
    const events: HttpEvent[] = [];
    const reader = responseReader(events);
    reader.read(octets('HTTP/1.0 200 OK\r\n\r\nall of'));
    reader.read(octets(' this'));
    expect(events.at(-1)?.kind).toBe('data');
    expect(reader.end()).toBe('whole');
    expect(bodyOf(events)).toBe('all of this');
    expect(events.at(-1)).toEqual({ kind: 'end', offset: 30 });
  });

  it('says that a message was cut when the connection ends in it', () => {
    for (const cut of ['HTTP', 'HTTP/1.1 200 OK\r\nA: b\r\n', 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab']) {
      const reader = responseReader([]);
      reader.read(octets(cut));
      expect(reader.end()).toBe('cut');
    }
    expect(responseReader([]).end()).toBe('whole');
  });

  it('only counts what follows an upgrade', () => {
    const events = readResponse('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n\x81\x05hello');
    expect(events.slice(1)).toMatchObject([{ kind: 'head' }, { kind: 'upgraded' }, { kind: 'tunnelled', bytes: 7 }]);
  });

  it('reads a head of 64 kB', () => {
    const value = 'v'.repeat(64 * 1024);
    expect(readRequest(`GET / HTTP/1.1\r\nA: ${value}\r\n\r\n`)[1]).toMatchObject({ head: { headers: [['A', value]] } });
  });

  it.each([
    ['TLS', '\x16\x03\x01\x02\x00'],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['words', 'hello there\r\n'],
    ['two lengths', 'POST / HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd'],
    ['a length that is no number', 'POST / HTTP/1.1\r\nContent-Length: +3\r\n\r\nabc'],
    ['a coding without an end', 'POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\nabc'],
    ['a chunk size that is none', 'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n'],
    ['a chunk longer than it said', 'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n'],
    ['an endless head', `GET / HTTP/1.1\r\nA: ${'v'.repeat(1024 * 1024)}`],
  ])('stops reading at garbage, says so once, and does not throw: %s', (_, text) => {
    const events = readRequest(`${text}GET / HTTP/1.1\r\n\r\n`);
    expect(events.filter((event) => event.kind === 'garbage')).toHaveLength(1);
    expect(events.at(-1)?.kind).toBe('garbage');
  });

  it('stops when paused and gives back what it has not read', () => {
    const events: HttpEvent[] = [];
    const reader = new HttpReader((event) => {
      events.push(event);
      if (event.kind === 'end') reader.pause();
    });
    expect(reader.read(octets('GET / HTTP/1.1\r\n\r\nrest'))).toEqual(octets('rest'));
    reader.resume();
    reader.tunnel();
    reader.read(octets('rest'));
    expect(events.at(-1)).toEqual({ kind: 'tunnelled', bytes: 4 });
  });
});

function readRequest(text: string): HttpEvent[] {
  const events: HttpEvent[] = [];
  new HttpReader((event) => events.push(event)).read(octets(text));
  return events;
}

function readResponse(text: string, method = 'GET'): HttpEvent[] {
  const events: HttpEvent[] = [];
  responseReader(events, method).read(octets(text));
  return events;
}

function responseReader(events: HttpEvent[], method = 'GET'): HttpReader {
  return new HttpReader(
    (event) => events.push(event),
    () => method,
  );
}

function bodyOf(events: readonly HttpEvent[]): string {
  return Buffer.concat(events.flatMap((event) => (event.kind === 'data' ? [event.bytes] : []))).toString('latin1');
}

function offsetsOf(events: readonly HttpEvent[]): number[] {
  return events.flatMap((event) => (event.kind === 'begin' || event.kind === 'end' ? [event.offset] : []));
}

function octets(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}
