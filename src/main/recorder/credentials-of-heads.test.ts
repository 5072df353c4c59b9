import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { filesHolding } from '../../../test-support/files-holding.ts';
import { bytes, closed, connected, RecorderTests } from '../../../test-support/recorder-under-test.ts';

const tests = new RecorderTests();

describe('a credential of a head', () => {
  it('is kept nowhere when it stands where a method belongs', async () => {
    const key = `sk-ant-${drawn()}`;
    const { tell, reads, stored } = await tests.record();
    tell(connected(), bytes('client', `GET / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello${key} / HTTP/1.1\r\n\r\n`), closed());
    await stored();
    await expect.poll(() => reads().listRows({ limit: 5 }).total).toBe(2);
    expect(reads().listRows({ limit: 5 }).rows.map(({ method }) => method)).toEqual([`sk-ant-${'*'.repeat(key.length - 7)}`, 'GET']);
    expect(await filesHolding(tests.folder, [key])).toEqual([]);
  });

  it.each([
    ['in another exchange', (one: string) => ({ before: `x-api-key: ${one}` })],
    ['behind a word and before another', (one: string) => ({ head: `Authorization: Bearer ${one}, extra` })],
    ['as the password in a Basic value', (one: string) => ({ head: `Authorization: Basic ${Buffer.from(`bob:${one}`).toString('base64')}` })],
    ['in quotes', (one: string) => ({ head: `Cookie: a="${one}"` })],
    ['in a trailer', (one: string) => ({ trailer: `X-Api-Key: ${one}` })],
    ['in a head before that of the response', (one: string) => ({ interim: `Set-Cookie: sid=${one}; Path=/` })],
  ])('is masked where it is repeated, when it stood %s', async (_where, made: (one: string) => { before?: string; head?: string; trailer?: string; interim?: string }) => {
    const one = drawn();
    const { before = 'X-A: 1', head = 'X-A: 1', trailer, interim } = made(one);
    const { tell, reads, stored } = await tests.record();
    tell(connected(), bytes('client', `GET / HTTP/1.1\r\n${before}\r\n\r\n`), bytes('upstream', 'HTTP/1.1 204 No Content\r\n\r\n'), closed());
    const asked = JSON.stringify({ text: trailer === undefined && interim === undefined ? `it is ${one}` : '' });
    const answer = JSON.stringify({ text: `it is ${one}`, url: `/?q=${encodeURIComponent(one)}` });
    tell(connected(2), bytes('client', `POST /v1/messages HTTP/1.1\r\n${head}\r\nTransfer-Encoding: chunked\r\n\r\n${asked.length.toString(16)}\r\n${asked}\r\n0\r\n${trailer ?? 'X-A: 1'}\r\n\r\n`, 2, 2));
    tell(bytes('upstream', `HTTP/1.1 103 Early Hints\r\n${interim ?? 'X-A: 1'}\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: ${answer.length}\r\n\r\n${answer}`, 3, 2));
    await stored();
    await expect.poll(() => reads().listRows({ limit: 5 }).rows.map(({ state }) => state)).toEqual(['complete', 'complete']);
    const [row] = reads().listRows({ limit: 5 }).rows;
    expect(Buffer.from(reads().readBody(row?.id ?? '', 'request')?.octets ?? []).toString()).toBe(asked.replace(one, '*'.repeat(one.length)));
    expect(Buffer.from(reads().readBody(row?.id ?? '', 'response')?.octets ?? []).toString()).toBe(answer.replaceAll(one, '*'.repeat(one.length)));
    expect(await filesHolding(tests.folder, [one])).toEqual([]);
  });

  it('is no other than a word that stands in every text, nor what the path is named for', async () => {
    const organisation = '3b0f7c52-1d5e-4a7b-9c1d-0123456789ab';
    const body = JSON.stringify({ text: 'javascript, mcp__anthropic__tool' });
    const { tell, reads, stored } = await tests.record();
    tell(connected(), bytes('client', `POST /api/organizations/${organisation}/chat HTTP/1.1\r\nCookie: lang=javascript; lastActiveOrg=${organisation}\r\nAuthorization: Bearer anthropic\r\nContent-Length: ${body.length}\r\n\r\n${body}`));
    const [id = ''] = await stored();
    expect(reads().readDetail(id)).toMatchObject({
      row: { path: `/api/organizations/${organisation}/chat` },
      requestHeaders: [['Cookie', `lang=**********; lastActiveOrg=${'*'.repeat(36)}`], ['Authorization', 'Bearer *********'], ['Content-Length', `${body.length}`]],
    });
    expect(Buffer.from(reads().readBody(id, 'request')?.octets ?? []).toString()).toBe(body);
  });
});

/** Letters and digits as no rule knows them. */
function drawn(): string {
  return `q4${randomBytes(24).toString('hex')}`;
}
