import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { curlCommand, curlVariables, type CurlRequest } from './curl-command.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'curl-'));
  // Tells what it was called with: each word with its length, then what came in.
  writeFileSync(join(folder, 'curl'), '#!/bin/sh\nfor word; do printf "%s\\0" "$word"; done\nprintf "\\0"\nif [ "$last_reads" = yes ]; then cat; fi\n');
  chmodSync(join(folder, 'curl'), 0o755);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The command as a shell runs it, with a curl that only tells its words. Octets are latin-1. */
function run(request: CurlRequest, shell = 'sh', environment: Readonly<Record<string, string>> = {}): { readonly words: readonly string[]; readonly input: string } {
  const script = join(folder, 'script.sh');
  writeFileSync(script, curlCommand(request));
  const isRead = request.body !== null && !('file' in request.body);
  const env = { PATH: `${folder}:${process.env['PATH'] ?? ''}`, last_reads: isRead ? 'yes' : 'no', LC_ALL: 'C', ...environment };
  const told = execFileSync(shell, [script], { env, maxBuffer: 1e8 }).toString('latin1');
  const end = told.indexOf('\0\0');
  return { words: told.slice(0, end).split('\0'), input: told.slice(end + 2) };
}

const request: CurlRequest = {
  scheme: 'https',
  host: 'api.anthropic.com',
  port: 443,
  method: 'POST',
  path: '/v1/messages?beta=true',
  headers: [
    ['Host', 'api.anthropic.com'],
    ['x-api-key', '*'.repeat(108)],
    ['Authorization', `Bearer ${'*'.repeat(40)}`],
    ['Accept-Encoding', 'gzip, br'],
    ['Content-Type', 'application/json'],
    ['Content-Length', '2'],
  ],
  body: Buffer.from('{}'),
  decodedFrom: null,
};

describe('a request as a command', () => {
  test('leaves the keys to variables, and what curl makes to curl', () => {
    expect(curlCommand(request)).toBe(
      [
        "printf '%s' '{}' | curl --http1.1 --globoff --path-as-is",
        "'https://api.anthropic.com/v1/messages?beta=true'",
        '-H "x-api-key: $ANTHROPIC_API_KEY"',
        '-H "Authorization: Bearer $ANTHROPIC_AUTH_TOKEN"',
        "-H 'Content-Type: application/json'",
        "-H 'User-Agent:'",
        "-H 'Accept:'",
        "-H 'Expect:'",
        '--compressed',
        '--data-binary @-',
      ].join(' \\\n  '),
    );
    expect(curlVariables(request)).toEqual(['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN']);
  });

  test.each([{ host: 'evil.test' }, { host: 'anthropic.com.evil.test' }, { host: 'notanthropic.com' }, { scheme: 'http' as const }])('sends the keys that a shell has to nobody else: %o', (other) => {
    expect(curlVariables({ ...request, ...other })).toEqual(['X_API_KEY', 'AUTHORIZATION']);
    expect(curlCommand({ ...request, ...other })).not.toContain('ANTHROPIC_');
  });

  test.each(['dash', 'bash'])('puts the value of a variable into its header, whatever it is, in %s', (shell) => {
    const key = 'sk "quoted" $HOME `id` \\ !x';
    expect(run(request, shell, { ANTHROPIC_API_KEY: key }).words).toContain(`x-api-key: ${key}`);
  });

  test('keeps all octets of headers and body, in their order, in a real shell', () => {
    const octet = fc.integer({ min: 1, max: 255 }).map((code) => String.fromCharCode(code));
    const value = fc.array(fc.oneof(octet, fc.constantFrom("'", '"', '$', '`', '\\', '!', '%', '\n')), { minLength: 1, maxLength: 12 }).map((list) => list.join(''));
    const body = fc.oneof(fc.uint8Array({ minLength: 1 }), fc.string({ unit: 'grapheme', minLength: 1 }).map((text) => new Uint8Array(Buffer.from(text))));
    fc.assert(
      fc.property(fc.array(value.filter((text) => !text.includes('\n')), { maxLength: 4 }), body, fc.constantFrom('dash', 'bash'), (values, octets, shell) => {
        const headers = values.map((text, index): [string, string] => [`X-Header-${index}`, text]);
        const { words, input } = run({ ...request, headers, body: octets }, shell);
        const sent = words.flatMap((word, index) => (words[index - 1] === '-H' && word.startsWith('X-Header') ? [word] : []));
        expect(sent).toEqual(headers.map(([name, text]) => `${name}: ${text}`));
        expect(Buffer.from(input, 'latin1')).toEqual(Buffer.from(octets));
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    ['a method of its own', { method: 'PUT' }, ['-X', 'PUT']],
    ['a HEAD', { method: 'HEAD', body: null }, ['--head']],
    ['another port', { port: 8443, path: "/a'b[1]" }, ["https://api.anthropic.com:8443/a'b[1]"]],
    ['a body in a file', { body: { file: "/tmp/it's é" } }, ['--data-binary', Buffer.from("@/tmp/it's é").toString('latin1')]],
    ['a header without a value', { headers: [['X-Empty', '']] }, ['-H', 'X-Empty;']],
    ['a cookie', { headers: [['cookie', 'a=****; b=***']] }, ['-H', 'cookie: all']],
  ] as const)('has the words for %s', (_what, change, words) => {
    expect(run({ ...request, ...change }, 'sh', { COOKIE: 'all' }).words.join('\0')).toContain(words.join('\0'));
  });

  test('shows no terminal what it would take for keys, nor what turns the direction of writing', () => {
    const body = Buffer.from("it's \u001b[201~\u009b31m\u202e\u2066\u0007\u007f 🦊\n");
    expect(curlCommand({ ...request, body })).toMatch(/^[\x20-\x7e\n]*$/);
    expect(Buffer.from(run({ ...request, body }).input, 'latin1')).toEqual(body);
  });

  test('is sent by the real curl with the octets and headers that were recorded', async () => {
    const server = createServer((socket) => {
      let heard = Buffer.alloc(0);
      socket.on('data', (octets: Buffer) => {
        heard = Buffer.concat([heard, octets]);
        const end = heard.indexOf('\r\n\r\n');
        if (end === -1 || heard.length < end + 4 + body.length) return;
        received = heard;
        socket.end('HTTP/1.1 204 No Content\r\n\r\n');
      });
    });
    const body = Buffer.from([0, 1, 0xff, 0x27, 0x25, 0x5c, 10, 13, 10]);
    let received = Buffer.alloc(0);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const script = join(folder, 'real.sh');
    const headers: CurlRequest['headers'] = [['Host', `127.0.0.1:${port}`], ['x-api-key', '*****'], ['X-Odd', "it's \xe9 $HOME"], ['X-Empty', ''], ['content-length', '9']];
    writeFileSync(script, `${curlCommand({ ...request, scheme: 'http', host: '127.0.0.1', port, path: '/a/../b?c={d}', headers, body })} -s --noproxy '*'`);
    const ended = once(server, 'connection').then(([socket]) => once(socket, 'close'));
    const { spawn } = await import('node:child_process');
    const [code] = await once(spawn('sh', [script], { env: { PATH: process.env['PATH'] ?? '', X_API_KEY: 'my key' }, stdio: 'ignore' }), 'exit');
    await ended;
    server.close();
    expect(code).toBe(0);
    const head = `POST /a/../b?c={d} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nx-api-key: my key\r\nX-Odd: it's \xe9 $HOME\r\nX-Empty:\r\nContent-Length: 9\r\n\r\n`;
    expect(received.toString('latin1')).toBe(head + body.toString('latin1'));
  });
});
