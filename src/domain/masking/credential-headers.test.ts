import { describe, expect, it } from 'vitest';
import { processorMs } from '../../../test-support/processor-time.ts';
import { maskHeaders } from './credential-headers.ts';
import { maskingRules } from './masking-rules.ts';

describe('maskHeaders', () => {
  it.each([
    ['Authorization', 'Bearer s3cr3t-value', 'Bearer ************'],
    ['authorization', 'Basic dXNlcjpwYXNz', 'Basic ************'],
    ['AUTHORIZATION', 'mysecret other words', '********************'],
    ['Proxy-Authorization', 'Basic  eA==', 'Basic  ****'],
    ['X-Api-Key', 'planted-key-0123', '****************'],
    ['x-api-key ', 'planted', '*******'],
    ['PRIVATE-TOKEN', 'abc', '***'],
    ['X-CSRF-Token', 'abc', '***'],
    ['CF-Access-Client-Secret', 'abc', '***'],
    ['Helicone-Auth', 'Bearer abc', 'Bearer ***'],
    ['cf-aig-authorization', 'Bearer abc', 'Bearer ***'],
    ['X-Anything', 'bearer abc', 'bearer ***'],
    ['Session-Key', 'abc', '***'],
    ['Referer', 'https://h/?x-api-key=abc&next=https://h/?token=12345678', 'https://h/?x-api-key=***&next=https://h/?token=********'],
    ['Location', '/in?next=https%3A%2F%2Fh%2F%3Ftoken%3D12345678', '/in?next=https%3A%2F%2Fh%2F%3Ftoken%3D********'],
    ['Cookie', 'sid=abc; theme=dark=1;bare', 'sid=***; theme=******;****'],
    ['Set-Cookie', 'sid=abc; Path=/; HttpOnly', 'sid=***; Path=/; HttpOnly'],
    ['Location', 'https://me:pw@host/cb?code=xyz&state=1', 'https://*****@host/cb?code=***&state=1'],
  ])('masks %s: %s', (name, value, masked) => {
    expect(maskHeaders([[name, value]]).value).toEqual([[name, masked]]);
    expect(masked).toHaveLength(value.length);
  });

  it.each([
    ['anthropic-ratelimit-tokens-remaining', '1000'],
    ['x-claude-code-session-id', '3b0f7c52-0000-4000-8000-000000000000'],
    ['WWW-Authenticate', 'Bearer realm="x"'],
    ['content-type', 'application/json'],
    ['idempotency-key', 'abc'],
    ['X-Note', 'basic'],
  ])('leaves %s alone', (name, value) => {
    expect(maskHeaders([[name, value]])).toEqual({ value: [[name, value]], secrets: [] });
  });

  it.each([
    ['X-Custom', `for ghp_${'a7B'.repeat(12)}, please`, `for ghp_${'*'.repeat(36)}, please`],
    ['Sec-WebSocket-Protocol', `chat, insecure-api-key.sk-ant-${'a7B'.repeat(12)}`, `chat, insecure-api-key.${'*'.repeat(43)}`],
    ['Sec-WebSocket-Protocol', 'base64url.bearer.authorization.example, a1B2c3D4e5F6g7H8i9', 'base64url.bearer.authorization.example, ******************'],
    ['Link', `<https://h/x?any=sk-ant-${'a7B'.repeat(12)}>; rel=next`, `<https://h/x?any=sk-ant-${'*'.repeat(36)}>; rel=next`],
    ['X-Settings', 'mode=fast;API_KEY=a7B8c9D0e1F2', 'mode=fast;API_KEY=************'],
    [`ghp_${'a7B'.repeat(12)}`, 'a key for a name', 'a key for a name'],
  ])('masks what a rule knows, whatever the name: %s: %s', (name, value, masked) => {
    const [[maskedName = '', maskedValue = ''] = []] = maskHeaders([[name, value]]).value;
    expect([maskedName, maskedValue]).toEqual([name.startsWith('ghp_') ? `ghp_${'*'.repeat(36)}` : name, masked]);
  });

  it('masks nothing by rules that are off', () => {
    const headers = [['X-Custom', `ghp_${'a7B'.repeat(12)}`]] as const;
    expect(maskHeaders(headers, [], maskingRules.map(({ id }) => id))).toEqual({ value: headers, secrets: [] });
  });

  it('leaves the headers of an ordinary answer alone', () => {
    const headers = [
      ['request-id', 'req_011CSHoEeqs5C35K2UUqR7Fy'],
      ['cf-ray', '98a1b2c3d4e5f607-FRA'],
      ['ETag', 'W/"5f-3aB7cD9eF1gH3iJ5kL7mN9oP1qR"'],
      ['sec-websocket-key', 'dGhlIHNhbXBsZSBub25jZQ=='],
      ['traceparent', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'],
      ['anthropic-organization-id', '3b0f7c52-1d5e-4a7b-9c1d-0123456789ab'],
      ['user-agent', 'claude-cli/2.1.330 (external, cli)'],
    ] as const;
    expect(maskHeaders(headers)).toEqual({ value: headers, secrets: [] });
  });

  it('masks a credential in the other headers too, and one that was seen before', () => {
    const headers = [
      ['X-Trace', 'key planted-key-0123-abcd!'],
      ['x-api-key', 'planted-key-0123-abcd'],
      ['X-Old', 'earlier-credential'],
    ] as const;
    expect(maskHeaders(headers, ['earlier-credential'])).toEqual({
      value: [
        ['X-Trace', 'key *********************!'],
        ['x-api-key', '*********************'],
        ['X-Old', '******************'],
      ],
      secrets: ['planted-key-0123-abcd'],
    });
  });

  const drawn = ['p4Xq', '7LmZ', 't9Rw', '2KdV', 'b6Ny'].join('');

  it.each([
    ['Authorization', `Bearer ${drawn}`, [drawn]],
    ['Authorization', `Bearer ${drawn}, extra`, [`${drawn}, extra`, drawn]],
    ['Authorization', `Digest username="someone", realm="a b", response="${drawn}"`, [`username="someone", realm="a b", response="${drawn}"`, drawn]],
    ['Authorization', `AWS4-HMAC-SHA256 SignedHeaders=host;x-amz-content-sha256, Signature=${drawn}`, [`SignedHeaders=host;x-amz-content-sha256, Signature=${drawn}`, drawn]],
    ['Authorization', `Basic ${base64(`bob:${drawn}`)}`, [base64(`bob:${drawn}`), drawn]],
    ['Authorization', `Basic ${base64(`${drawn}:`)}`, [base64(`${drawn}:`), drawn]],
    ['Proxy-Authorization', `basic ${base64('bob:a word')}`, [base64('bob:a word')]],
    ['X-Api-Key', 'abcdefghijklmnopqrstuvwxyz', ['abcdefghijklmnopqrstuvwxyz']],
    ['Cookie', `a="${drawn}"; b=${encodeURIComponent(`s:${drawn}`)}`, [drawn, encodeURIComponent(`s:${drawn}`), `s:${drawn}`]],
  ])('tells the credentials to be looked for elsewhere: %s: %s', (name, value, secrets) => {
    expect(maskHeaders([[name, value]]).secrets).toEqual(secrets);
  });

  it.each([
    ['Cookie', 'lang=javascript; theme=dark-mode; tz=Europe/Berlin; consent=accepted', 'lang=**********; theme=*********; tz=*************; consent=********'],
    ['Authorization', 'Bearer anthropic', 'Bearer *********'],
    ['X-Api-Key', 'not-needed', '**********'],
  ])('looks nowhere else for words that open nothing: %s: %s', (name, value, masked) => {
    expect(maskHeaders([[name, value]])).toEqual({ value: [[name, masked]], secrets: [] });
  });

  it.each(['X-RapidAPI-Key', 'X-Portkey-Virtual-Key', 'X-Client-Key', 'X-Subscription-Key', 'X-Key', 'myApiKey', 'X-Amz-Server-Side-Encryption-Customer-Key', 'X-Gateway-Pass', 'X-Session-Id', 'Mcp-Session-Id', 'sessionid'])(
    'masks what looks drawn by a machine under a name that only may tell a credential: %s',
    (name) => {
      expect(maskHeaders([[name, drawn]])).toEqual({ value: [[name, '*'.repeat(drawn.length)]], secrets: [drawn] });
      expect(maskHeaders([[name, 'an ordinary value']]).secrets).toEqual([]);
    },
  );

  it.each([
    ['X-Session-Id', '3b0f7c52-1d5e-4a7b-9c1d-0123456789ab'],
    ['X-Claude-Code-Session-Id', drawn],
    ['X-Stainless-Idempotency-Key', drawn],
    ['Idempotency-Key', drawn],
    ['Sec-WebSocket-Key', base64(drawn)],
    ['X-Cache-Key', drawn],
    ['Surrogate-Key', drawn],
    ['X-Bypass', drawn],
    ['Link', '<https://h/x?page=2&per_page=10>; rel="next"'],
  ])('leaves what only names something alone: %s: %s', (name, value) => {
    expect(maskHeaders([[name, value]])).toEqual({ value: [[name, value]], secrets: [] });
  });

  it('masks the parameters of links', () => {
    const value = `<https://h/?token=${drawn}>; rel=next, </in?code=${drawn}&n=1>; rel="prev"`;
    expect(maskHeaders([['Link', value]])).toEqual({ value: [['Link', value.replaceAll(drawn, '*'.repeat(drawn.length))]], secrets: [drawn] });
  });

  it('takes no longer for thousands of credentials than they are long', () => {
    const keys = Array.from({ length: 3500 }, (_, index) => ['x-api-key', `planted-${(index * 2_654_435_761) % 4_294_967_296}`] as const);
    const startedAtMs = processorMs();
    expect(maskHeaders(keys).value.every(([, value]) => /^\*+$/.test(value))).toBe(true);
    expect(maskHeaders([['Cookie', keys.map(([, value], index) => `c${index}=${value}`).join('; ')]]).value[0]?.[1]).not.toContain('planted');
    // Each of them looked for in each took ten seconds.
    expect(processorMs() - startedAtMs).toBeLessThan(3000);
  });
});

function base64(text: string): string {
  return Buffer.from(text, 'latin1').toString('base64');
}
