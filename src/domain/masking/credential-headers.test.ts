import { describe, expect, it } from 'vitest';
import { maskHeaders } from './credential-headers.ts';

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

  it('masks a credential in the other headers too, and one that was seen before', () => {
    const headers = [
      ['X-Trace', 'key planted-key-0123!'],
      ['x-api-key', 'planted-key-0123'],
      ['X-Old', 'earlier-credential'],
    ] as const;
    expect(maskHeaders(headers, ['earlier-credential'])).toEqual({
      value: [
        ['X-Trace', 'key ****************!'],
        ['x-api-key', '****************'],
        ['X-Old', '******************'],
      ],
      secrets: ['planted-key-0123'],
    });
  });
});
