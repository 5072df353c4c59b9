import { readFile } from 'node:fs/promises';
import { request } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { messageEvents } from './message-stream.ts';
import { PausedStream, startScriptedUpstream, type ScriptedUpstream } from './scripted-upstream.ts';

let upstream: ScriptedUpstream;
let ca: Buffer;

beforeAll(async () => {
  upstream = await startScriptedUpstream();
  ca = await readFile(upstream.caFile);
});
afterAll(async () => upstream.close());

function post(body: string, path = '/v1/messages?beta=true'): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port: upstream.port, servername: 'api.anthropic.com', ca, method: 'POST', path, headers: { 'X-Mixed-Case': 'yes' }, agent: false },
      resolve,
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

describe('the scripted upstream', () => {
  test('answers as scripted, in order, and "Done." when nothing is left', async () => {
    const message = { content: [{ type: 'text', text: 'First' }] } as const;
    await upstream.script({ kind: 'stream', message });
    await upstream.script({ kind: 'body', status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' });
    expect(await text(await post('{}'))).toBe(messageEvents(message).join(''));
    const second = await post('{}');
    expect([second.statusCode, second.headers['content-type'], await text(second)]).toEqual([502, 'text/html', '<h1>Bad gateway</h1>']);
    expect(await text(await post('{}'))).toContain('"Done."');
    expect((await post('{}', '/api/claude_code/settings')).statusCode).toBe(404);
  });

  test('keeps what it received, octets and header case included', async () => {
    const body = '{ "a" : "ü" }';
    await post(body);
    const last = upstream.received.at(-1);
    expect(last?.body).toEqual(Buffer.from(body));
    expect(last?.headers).toContainEqual(['X-Mixed-Case', 'yes']);
    expect([last?.method, last?.path]).toEqual(['POST', '/v1/messages?beta=true']);
  });

  test('streams only what the test lets through', async () => {
    const stream = new PausedStream();
    await upstream.script({ kind: 'paused-stream', stream });
    const response = await post('{}');
    const chunks = response.iterator({ destroyOnReturn: false });
    expect(response.statusCode).toBe(200);
    stream.write('one');
    expect(String((await chunks.next()).value)).toBe('one');
    stream.write('two');
    expect(String((await chunks.next()).value)).toBe('two');
    stream.end();
    expect((await chunks.next()).done).toBe(true);
  });

  test('drops a connection before or in the middle of an answer', async () => {
    await upstream.script({ kind: 'reset' });
    await expect(post('{}')).rejects.toMatchObject({ code: 'ECONNRESET' });

    const stream = new PausedStream();
    await upstream.script({ kind: 'paused-stream', stream });
    const response = await post('{}');
    stream.write('one');
    const read = text(response);
    stream.abort();
    await expect(read).rejects.toThrow(/aborted/);
  });
});
