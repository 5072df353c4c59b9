import { describe, expect, it } from 'vitest';
import { madeUpSecrets } from '../../../test-support/made-up-secrets.ts';
import { BodyMasker } from './body-masker.ts';
import { maskingRules } from './masking-rules.ts';

const hex = '0123456789abcdef';
const alphanumeric = 'Ab3dEf6hIjKlMn0pQrStUvWxYz1245789';

describe('maskingRules', () => {
  it('have ids of their own, and labels', () => {
    expect(new Set(maskingRules.map(({ id }) => id)).size).toBe(maskingRules.length);
    expect(JSON.parse(JSON.stringify(maskingRules))).toEqual(maskingRules);
    expect(new Set(madeUpSecrets(1).map(({ rule }) => rule))).toEqual(new Set(maskingRules.map(({ id }) => id)));
  });

  it.each(madeUpSecrets(7).map((one) => [one.rule, one] as const))('%s: masks the secret and nothing else', (_rule, { text, secret }) => {
    for (const [before, behind] of [['', ''], ['Here it is: ', ' as you see.'], ['first\n', '\nlast']] as const) {
      const at = before.length + text.lastIndexOf(secret);
      expect(masked(before + text + behind)).toBe(before + text.slice(0, at - before.length) + '*'.repeat(secret.length) + text.slice(at - before.length + secret.length) + behind);
    }
  });

  // Real keys are drawn, and one in a thousand has such a word in it.
  it.each(['XXX', 'xxx', 'yoUR', '7Foo6', '4bAR1', '2Todo9', 'foO8s'])('masks a long secret also where %s stands in it by chance', (word) => {
    const secret = `q4t9FAQ2A${word}ispqPZeaJp10BOa6GD5kTw8T7`;
    for (const before of ['TOKEN=', 'api_key = "', 'Authorization: Bearer ', 'X-Api-Key: ', 'ghp_', 'npm_']) expect(masked(`${before}${secret}" and more`)).not.toContain(word);
    expect(masked('glpat-q4P-eyrc2_ES-jjf3_T7')).not.toContain('eyrc');
  });

  it.each(maskingRules.map(({ id }) => id))('%s: can be switched off alone', (id) => {
    for (const { rule, text, secret } of madeUpSecrets(3)) {
      if (rule === id) continue;
      expect(masked(text, [id])).not.toContain(secret);
    }
    const { text } = madeUpSecrets(3).find(({ rule }) => rule === id) ?? { text: '' };
    const others = maskingRules.map((rule) => rule.id).filter((other) => other !== id);
    expect(masked(text, others)).not.toBe(text);
    expect(masked(text, maskingRules.map((rule) => rule.id))).toBe(text);
  });

  it.each([
    ['a commit', `commit ${hex}${hex}01234567`],
    ['a UUID', '"session_id":"3b0f7c52-1d5e-4a7b-9c1d-0123456789ab"'],
    ['ids of the API', `"id":"toolu_01${alphanumeric.slice(0, 22)}","request_id":"req_011${alphanumeric.slice(0, 21)}","msg_01${alphanumeric.slice(0, 20)}"`],
    ['limits and counts', '"max_tokens": 32000, "token_count": 5, MAX_TOKENS=32000 TOKEN_BUDGET=20000 "input_tokens":7'],
    ['a signature of thinking', `"signature":"${'EqQBCgIYAhIM1gbcDa9GJwZA2b3hGgxBdjrkzLoky3dl1pk'.repeat(4)}"`],
    ['references', 'API_KEY=$API_KEY TOKEN=${{ secrets.DEPLOY_TOKEN }} PASSWORD=$(pass show db) SECRET=`cat f` KEY=process.env.API_KEY'],
    ['more references', 'const token = process.env.GITHUB_TOKEN; password = os.environ["DB_PASSWORD"]; apiKey: config.apiKey1, token=self.token2'],
    ['places to fill', 'API_KEY=<your-key> API_KEY=your-api-key-here-123 TOKEN=xxxxxxxxxxxxxxxx SECRET_KEY=changeme123 PASSWORD=******** TOKEN=...'],
    ['talk of cookies', 'Cookie: a header. Set-Cookie: name=value; Path=/ and document.cookie: string; no cookie: see RFC 6265 for cookies2'],
    ['short talk of keys', 'keys begin with sk-ant-api03-... or ghp_xxxx, AKIA..., AIza..., eyJ... and xoxb-'],
    ['examples of docs', `AWS_ACCESS_KEY_ID=AKIAIOSFODNN7${'EXAMPLE'} and sk-ant-api03-your-key`],
    ['types', 'password: string; token: Uint8Array; interface A { readonly apiKey: string | null; secret?: Buffer }'],
    ['checks', 'if (password === "" || token == null) throw new Error("password: must not be empty"); assert(secret !== other)'],
    ['calls', 'const password = await readPassword(); token = getToken(user1); secret = hash256(value); apiKey = await fetchApiKey(id123)'],
    ['names of things', 'ACCESS_TOKEN = "access_token"; const PASSWORD = "password"; grant_type=refresh_token; "token_type":"bearer"; tokenUrl: "x"'],
    ['schemas', '{"password":{"type":"string","description":"The password"},"token":"string","api_key":{"type":"string"}}'],
    ['forms', '<input type="password" name="password" placeholder="Password" autocomplete="current-password">'],
    ['prose', 'Bearer authentication and Basic authentication; the token: a word. Password: see above. The bearer of this letter-of-credit-2024.'],
    ['pages and parsers', '"nextPageToken":"CAUQAA1234567890abcdef" eos_token="<|endoftext|>" RIGHT_PAREN_TOKEN = "right_paren"'],
    ['addresses', 'https://api.anthropic.com/v1/messages?beta=true http://localhost:8443/@scope/name@1.2.3 git@github.com:a/b.git https://user:password@host'],
    ['public blocks', `${'-'.repeat(5)}BEGIN PUBLIC KEY${'-'.repeat(5)}\n${'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A'.repeat(3)}\n`],
    ['talk of blocks', `look for "${'-'.repeat(5)}BEGIN PRIVATE KEY${'-'.repeat(5)}" and then for lines of base64 up to the end of it, which is written likewise`],
    ['classes and packages', '.sk-chasing-dots-animation-container-wrapper .task-0123456789abcdef0123456789abcdef npm_config_registry hf_hub_download'],
    ['minified code', 'function t(e){var n=e.token,r=e.password;return n?r:{token:n,password:r,secret:o(a),apiKey:i.key}}var a="password";b.token=c.d,e=f'],
    ['code with the names of constants', 'Eo.__SECRET_INTERNALS_DO_NOT_USE_OR_YOU_WILL_BE_FIRED=sR;Eo.createPortal=WE;Eo.findDOMNode=function(e){if(e==null)return} exports.API_TOKEN=t1;exports.run=function(){return aB} t.SECRET=a1;t.fooBarBaz=function(e){return 1}'],
    ['what passes, and the tokens of parsers', 'SHOULD_PASS=maybe RENDER_PASS=shadow SHADOW_PASS=directional1 TESTS_PASS=running NEEDS_PASS=parser UNIX_TOKEN=identifier1 LEFT_TOKEN=Parenthesis NEW_TOKEN=identifier'],
    ['words behind the name of a scheme', ['Operations', 'Overview', 'Optional', 'Optimization', 'Onboarding', 'Ordering', 'Operators', 'Orientation', 'Overrides', 'Optimized', 'Original'].map((word) => `Basic ${word} basic ${word.toLowerCase()} "auth": "${word}"`).join('; ')],
    ['members of lists', 'f(secret = someLongNameOfAFunctionThatMakesKeys2, token = aVeryLongIdentifierOfTheParserState) { password: isThisTheLongNameOfAVariable1, apiKey: keyOfTheServiceThatIsAskedForFirst }'],
    ['an encoded list', `//# sourceMappingURL=data:application/json;base64,${'eyJ2ZXJzaW9uIjozLCJzb3VyY2VzIjpbInN'.repeat(9)}`],
  ])('leave %s alone', (_what, text) => {
    expect(masked(text)).toBe(text);
    const twice = JSON.stringify(JSON.stringify(text));
    expect(masked(twice)).toBe(twice);
  });

  it('leave the base64 of an image alone', () => {
    let state = 1;
    const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    const image = Array.from({ length: 400_000 }, () => digits[((state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) >>> 16) % 64]).join('');
    expect(masked(`{"data":"${image}"}`)).toBe(`{"data":"${image}"}`);
  });
});

function masked(text: string, rulesOff: readonly string[] = []): string {
  const masker = new BodyMasker({ secrets: [], form: 'text', rulesOff });
  return [masker.write(Buffer.from(text, 'latin1')), masker.end()].map(({ stored }) => Buffer.from(stored).toString('latin1')).join('');
}
