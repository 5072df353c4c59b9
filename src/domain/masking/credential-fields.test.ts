import { describe, expect, it } from 'vitest';
import { credentialsInFields } from './credential-fields.ts';

describe('credentialsInFields', () => {
  it.each([
    ['{"access_token":"one","token_type":"Bearer","refresh_token" : "t\\"wo","expires_in":3600}', ['one', 't\\"wo']],
    ['{"raw_key":"made-up"}', ['made-up']],
    ['{"grant_type":"authorization_code","code":"xyz","state":"s"}', ['xyz']],
    ['{"type":"x","access_token":"cut-o', ['cut-o']],
    ['{"refresh_token":"cut-in-an-escape\\', ['cut-in-an-escape']],
    ['--X\r\nContent-Disposition: form-data; name="client_secret"\r\n\r\none\r\n--X\r\nContent-Disposition: form-data; name=code\r\nContent-Type: text/plain\r\n\r\ntwo', ['one', 'two']],
    ['a=1&note=npm_config&file=Authorization%3A%20Basic%20c29tZW9uZTpzb21lLXB3', ['c29tZW9uZTpzb21lLXB3']],
    ['file=password%3A%20%22h%2F7moody%2Fx%22', ['h%2F7moody%2Fx', 'h/7moody/x']],
    ['file=password%3A+%22h%2F7+moody%2Fx%22&refresh_token=a+b', ['a+b']],
    ['grant_type=refresh_token&refresh_token=abc%2Fd&client_id=me', ['abc%2Fd', 'abc/d']],
  ])('finds those of %s', (body, credentials) => {
    expect(credentialsInFields(body)).toEqual(credentials);
  });

  it('finds one that is very long', () => {
    const long = 'long'.repeat(3000);
    expect(credentialsInFields(`{"id_token":"${long}"}`)).toEqual([long]);
  });

  it.each(['{"code":"not_found","max_tokens":"12"}', '{"input_tokens":7}', 'a sentence = no form', '', '{"access_token":'])(
    'finds none in %s',
    (body) => {
      expect(credentialsInFields(body)).toEqual([]);
    },
  );
});
