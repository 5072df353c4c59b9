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
