import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { applyEdits, modify, parse } from 'jsonc-parser';
import { withoutChange, withValues, type SettingsChange } from './settings-change.ts';

const proxy = 'http://127.0.0.1:8443';
const ours = [
  ['HTTPS_PROXY', proxy],
  ['NODE_EXTRA_CA_CERTS', '/data/ca/bundle.pem'],
] as const;

function set(text: string | null): { readonly text: string; readonly change: SettingsChange } {
  const made = withValues(text, () => ours);
  if (!made.possible) throw new Error(made.why);
  return made;
}

function undone(text: string | null, change: SettingsChange): string | null {
  const back = withoutChange(text, change);
  if (!back.possible) throw new Error(back.why);
  return back.text;
}

/** Claude Code loads no others. */
function isStrict(text: string): boolean {
  try {
    JSON.parse(text.replace(/^\uFEFF/, ''));
    return true;
  } catch {
    return false;
  }
}

/** Each file as it is, and as it is to be written. */
const files: readonly (readonly [what: string, before: string, after: string])[] = [
  ['an empty object', '{}', '{\n  "env": {\n    "HTTPS_PROXY": "http://127.0.0.1:8443",\n    "NODE_EXTRA_CA_CERTS": "/data/ca/bundle.pem"\n  }\n}'],
  [
    'no env, two spaces, a trailing newline',
    '{\n  "model": "opus"\n}\n',
    '{\n  "model": "opus",\n  "env": {\n    "HTTPS_PROXY": "http://127.0.0.1:8443",\n    "NODE_EXTRA_CA_CERTS": "/data/ca/bundle.pem"\n  }\n}\n',
  ],
  [
    'tabs and CRLF, no trailing newline, a byte order mark',
    '\uFEFF{\r\n\t"env": {\r\n\t\t"A": "1"\r\n\t}\r\n}',
    '\uFEFF{\r\n\t"env": {\r\n\t\t"A": "1",\r\n\t\t"HTTPS_PROXY": "http://127.0.0.1:8443",\r\n\t\t"NODE_EXTRA_CA_CERTS": "/data/ca/bundle.pem"\r\n\t}\r\n}',
  ],
  [
    'comments behind, between and within',
    '// ours\n{\n  "env": {\n    "A": "1" // one /* not nested */\n    /* the end of env */\n  }, /* behind */\n  "model": "opus"\n}\n',
    '// ours\n{\n  "env": {\n    "A": "1", // one /* not nested */\n    "HTTPS_PROXY": "http://127.0.0.1:8443",\n    "NODE_EXTRA_CA_CERTS": "/data/ca/bundle.pem"\n    /* the end of env */\n  }, /* behind */\n  "model": "opus"\n}\n',
  ],
  [
    'trailing commas',
    '{\n  "env": {\n    "A": "1",\n  },\n}\n',
    '{\n  "env": {\n    "A": "1",\n    "HTTPS_PROXY": "http://127.0.0.1:8443",\n    "NODE_EXTRA_CA_CERTS": "/data/ca/bundle.pem",\n  },\n}\n',
  ],
  ['all in one line', '{"env":{"A":"1"},"b":[1,2]}', '{"env":{"A":"1","HTTPS_PROXY":"http://127.0.0.1:8443","NODE_EXTRA_CA_CERTS":"/data/ca/bundle.pem"},"b":[1,2]}'],
  ['one line, env empty', '{"env":{},"b":1}', '{"env":{"HTTPS_PROXY":"http://127.0.0.1:8443","NODE_EXTRA_CA_CERTS":"/data/ca/bundle.pem"},"b":1}'],
  ['one line with spaces, no env', '{ "b": 1 }\n', '{ "b": 1, "env": {"HTTPS_PROXY": "http://127.0.0.1:8443", "NODE_EXTRA_CA_CERTS": "/data/ca/bundle.pem"} }\n'],
  [
    'our names there already, one with another value',
    '{\n  "env": {\n    "HTTPS_PROXY": "http://corp.example:3128",\n    "Z": "ü – 你好 🎉"\n  }\n}\n',
    '{\n  "env": {\n    "HTTPS_PROXY": "http://127.0.0.1:8443",\n    "Z": "ü – 你好 🎉",\n    "NODE_EXTRA_CA_CERTS": "/data/ca/bundle.pem"\n  }\n}\n',
  ],
  [
    'an empty env over two lines, with a comment in it',
    '{\n    "env": { // none yet\n    }\n}\n',
    '{\n    "env": { // none yet\n        "HTTPS_PROXY": "http://127.0.0.1:8443",\n        "NODE_EXTRA_CA_CERTS": "/data/ca/bundle.pem"\n    }\n}\n',
  ],
  ['nothing', '', '{\n  "env": {\n    "HTTPS_PROXY": "http://127.0.0.1:8443",\n    "NODE_EXTRA_CA_CERTS": "/data/ca/bundle.pem"\n  }\n}\n'],
  ['a byte order mark alone', '\uFEFF', '\uFEFF{\n  "env": {\n    "HTTPS_PROXY": "http://127.0.0.1:8443",\n    "NODE_EXTRA_CA_CERTS": "/data/ca/bundle.pem"\n  }\n}\n'],
];

describe.each(files)('a file with %s', (_what, before, after) => {
  it('is written in its own manner', () => expect(set(before).text).toBe(after));
  it('comes back byte for byte', () => expect(undone(set(before).text, set(before).change)).toBe(before));
});

describe('no file', () => {
  it('is made, and is none again', () => {
    const made = set(null);
    expect(made.text).toMatch(/^\{\n {2}"env"/);
    expect(undone(made.text, made.change)).toBeNull();
  });
  it('stays when another program has put something into it', () => {
    const made = set(null);
    const changed = made.text.replace('{\n', '{\n  "model": "opus",\n');
    expect(undone(changed, made.change)).toBe('{\n  "model": "opus"\n}\n');
  });
});

describe('a file that was changed since', () => {
  const before = '{\n  // mine\n  "env": {\n    "A": "1", // a\n    "HTTPS_PROXY": "http://corp.example:3128"\n  },\n  "b": 1\n}\n';

  it.each([
    ['a property behind ours', (text: string) => text.replace('/bundle.pem"', '/bundle.pem",\n    "NEW": "2"'), before.replace(':3128"', ':3128",\n    "NEW": "2"')],
    ['a property before ours', (text: string) => text.replace('"A": "1",', '"A": "1", "NEW": "2",'), before.replace('"A": "1",', '"A": "1", "NEW": "2",')],
    ['a comment at ours', (text: string) => text.replace('/bundle.pem"', '/bundle.pem" // Whence'), before.replace(':3128"', ':3128" // Whence')],
    ['another value in the rest', (text: string) => text.replace('"b": 1', '"b": [2]'), before.replace('"b": 1', '"b": [2]')],
    ['ours pointed elsewhere', (text: string) => text.replace(proxy, 'http://else.example:1'), before.replace('http://corp.example:3128', 'http://else.example:1')],
    ['one of ours taken out', (text: string) => text.replace(',\n    "NODE_EXTRA_CA_CERTS": "/data/ca/bundle.pem"', ''), before],
  ])('loses our values alone: %s', (_what, change, left) => {
    const made = set(before);
    const changed = change(made.text);
    expect(changed).not.toBe(made.text);
    const back = undone(changed, made.change);
    expect(back).toBe(left);
    expect(back).not.toContain('bundle.pem');
    expect(parse(back ?? '')).toMatchObject({ env: { A: '1' } });
  });

  it('keeps a comment line before ours from swallowing what follows', () => {
    const made = set('{\n  "env": {\n    "A": "1" // a\n  }\n}');
    const changed = made.text.replace(',\n    "NODE_EXTRA', ', "NODE_EXTRA').replace('/bundle.pem"\n  }', '/bundle.pem", "Z": "3" }');
    expect(parse(undone(changed, made.change) ?? '')).toEqual({ env: { A: '1', Z: '3' } });
  });

  it.each([
    ['with env', { env: { A: '1', HTTPS_PROXY: 'http://corp.example:3128' }, b: [1] }],
    ['without env', { b: [1] }],
    ['with nothing', {}],
  ])('is what it would be without ours when all of it was laid out anew, as Claude Code does when it writes: %s', (_what, data) => {
    const made = set(JSON.stringify(data, null, '\t'));
    const anew = JSON.stringify({ ...JSON.parse(made.text), model: 'opus' }, null, 2);
    expect(undone(anew, made.change)).toBe(JSON.stringify({ ...data, model: 'opus' }, null, 2));
  });

  it('loses an env that was made for ours, and keeps one in which there is something else by now', () => {
    const made = set('{\n  "b": 1\n}\n');
    expect(undone(`${made.text}\n`, made.change)).toBe('{\n  "b": 1\n}\n\n');
    const changed = made.text.replace('"env": {', '"env": {\n    "MINE": "1",');
    expect(parse(undone(changed, made.change) ?? '')).toEqual({ b: 1, env: { MINE: '1' } });
  });
});

describe('a file that is refused', () => {
  it.each([
    ['{ "env": { ', /^is not JSON at line 1 \(/],
    ['{\n  "a": 1\n  "b": 2\n}', /^is not JSON at line 3 \(comma expected\)/],
    ['[]', /^holds no JSON object/],
    ['// nothing but a comment', /^is not JSON|^holds no JSON object/],
    ['{ "env": "none" }', /"env" that is no object, at line 1/],
    ['{ "env": null }', /"env" that is no object/],
    ['{\n"env": {},\n"env": {}\n}', /"env" twice, the second time at line 3/],
    ['{ "env": { "HTTPS_PROXY": "a", "HTTPS_PROXY": "b" } }', /"HTTPS_PROXY" twice in "env"/],
    [`{ "a": ${'['.repeat(100_000)}`, /nested too deeply|is not JSON/],
  ])('%#', (text, why) => {
    const made = withValues(text, () => ours);
    expect(made.possible ? 'possible' : made.why).toMatch(why);
  });

  it('is told from one that has other names twice, or an env elsewhere', () => {
    expect(withValues('{ "a": 1, "a": 2, "b": { "env": 1 } }', () => ours).possible).toBe(true);
  });
});

/** JSONC of any shape: white space and comments wherever they may stand, trailing commas, any line end. */
const trivia = fc.constantFrom('', '', ' ', '\n', '\n  ', '\r\n\t', ' /* c */ ', ' // c\n', '\n// "x": {\n', '/**/');
const scalar = fc.oneof(fc.string().map((text) => JSON.stringify(text)), fc.integer().map(String), fc.constantFrom('true', 'null'));
const name = fc.oneof(fc.constantFrom('A', 'B', 'model', 'https_proxy', 'Ü'), fc.string({ unit: 'grapheme' }).map((text) => `_${text}`));

function objectOf(value: fc.Arbitrary<string>, names: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(fc.uniqueArray(fc.record({ name: names, value, a: trivia, b: trivia, c: trivia, d: trivia }), { selector: (entry) => entry.name, maxLength: 4 }), trivia, fc.boolean())
    .map(([entries, last, trailing]) => {
      const written = entries.map((entry) => `${entry.a}${JSON.stringify(entry.name)}${entry.b}:${entry.c}${entry.value}${entry.d}`).join(',');
      return `{${written}${trailing && entries.length > 0 ? ',' : ''}${last}}`;
    });
}

const env = objectOf(scalar, fc.oneof(name, fc.constantFrom('HTTPS_PROXY', 'NODE_EXTRA_CA_CERTS')));
const document = fc
  .tuple(objectOf(fc.oneof(scalar, objectOf(scalar, name)), name), fc.option(fc.tuple(env, trivia, fc.boolean())), fc.constantFrom('', '\uFEFF'), trivia)
  .map(([root, withEnv, mark, end]) => {
    if (withEnv === null) return mark + root + end;
    const [text, around, isFirst] = withEnv;
    if (isFirst || !/[^\s]/.test(root.slice(1, -1))) return `${mark}{${around}"env":${text}${/"/.test(root) ? ',' : ''}${root.slice(1)}${end}`;
    return mark + root + end;
  })
  .filter((text) => withValues(text, () => []).possible);

describe('any settings', () => {
  it('get our values and nothing else, and come back byte for byte', () => {
    fc.assert(
      fc.property(document, (text) => {
        const made = set(text);
        const before: unknown = parse(text.replace(/^\uFEFF/, ''));
        const after: unknown = parse(made.text.replace(/^\uFEFF/, ''));
        expect(isStrict(made.text) || !isStrict(text)).toBe(true);
        expect(after).toMatchObject({ env: Object.fromEntries(ours) });
        expect(Object.keys(after ?? {}).toSorted()).toEqual([...new Set([...Object.keys(before ?? {}), 'env'])].toSorted());
        expect(undone(made.text, made.change)).toBe(text);
      }),
      { numRuns: 400 },
    );
  });

  it('lose our values alone after another program has written into them', () => {
    fc.assert(
      fc.property(document.filter((text) => !text.startsWith('\uFEFF')), fc.constantFrom('first', 'last', 'around'), (text, where) => {
        const made = set(text);
        const changed =
          where === 'around' ? `${made.text}\n` : where === 'first' ? made.text.replace('{', '{"other":1,') : applyEdits(made.text, modify(made.text, ['env', 'OTHER'], '2', {}));
        const back = withoutChange(changed, made.change);
        if (!back.possible) return;
        expect(back.text).not.toBeNull();
        const left: unknown = parse((back.text ?? '').replace(/^\uFEFF/, ''));
        const right: unknown = parse(text.replace(/^\uFEFF/, ''));
        const wanted = where === 'first' ? { other: 1, ...Object(right) } : where === 'last' ? { ...Object(right), env: { ...Object(right).env, OTHER: '2' } } : right;
        expect(left).toEqual(wanted);
        expect(isStrict(back.text ?? '') || !isStrict(changed)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});
