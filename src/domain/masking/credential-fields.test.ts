import { describe, expect, it } from 'vitest';
import { credentialsInFields } from './credential-fields.ts';

describe('credentialsInFields', () => {
  it.each([
    ['{"access_token":"one","token_type":"Bearer","refresh_token" : "t\\"wo","expires_in":3600}', ['one', 't\\"wo']],
    ['{"raw_key":"made-up"}', ['made-up']],
    ['{"grant_type":"authorization_code","code":"xyz","state":"s"}', ['xyz']],
    ['grant_type=refresh_token&refresh_token=abc%2Fd&client_id=me', ['abc%2Fd', 'abc/d']],
  ])('finds those of %s', (body, credentials) => {
    expect(credentialsInFields(body)).toEqual(credentials);
  });

  it.each(['{"code":"not_found","max_tokens":"12"}', '{"input_tokens":7}', 'a sentence = no form', '', '{"access_token":'])(
    'finds none in %s',
    (body) => {
      expect(credentialsInFields(body)).toEqual([]);
    },
  );
});
