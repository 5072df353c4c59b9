import fc from 'fast-check';
import { applyEdits, modify } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import type { SettingsEdit } from '../../../domain/insight/remedies/remedy.ts';
import { targetOf, type EditTarget } from './edit-target.ts';
import { valueOfText, withEdit, withoutEdit, type RemedyChange } from './remedy-change.ts';
import { holdsTarget, withoutEmpty } from './target-value.ts';

const edits: readonly SettingsEdit[] = [
  { edit: 'deny-server', server: 'depot' },
  { edit: 'reject-project-server', server: 'my.odd server' },
  { edit: 'deny-server-tools', server: 'depot' },
  { edit: 'deny-tool', server: null, tool: 'WebSearch' },
  { edit: 'deny-tool', server: 'depot', tool: 'look_up' },
  { edit: 'deny-agent', agent: 'Explore' },
  { edit: 'list-skill', skill: 'notes', as: 'off' },
  { edit: 'disable-plugin', plugin: 'crane@quay' },
  { edit: 'exclude-memory', path: '/home/kim/depot/CLAUDE.md' },
  { edit: 'switch-off-auto-memory' },
];

function target(edit: SettingsEdit): EditTarget {
  const made = targetOf(edit);
  if (made === null) throw new Error('no target');
  return made;
}

function applied(text: string | null, edit: SettingsEdit): { readonly text: string; readonly change: RemedyChange } {
  const made = withEdit(text, target(edit));
  if (!made.possible) throw new Error(made.why);
  if (made.change === null) throw new Error('nothing to do');
  return { text: made.text, change: made.change };
}

function undone(text: string | null, edit: SettingsEdit, change: RemedyChange): string | null {
  const back = withoutEdit(text, target(edit), change);
  if (!back.possible) throw new Error(back.why);
  return back.text;
}

const denyDepot: SettingsEdit = { edit: 'deny-server-tools', server: 'depot' };

/** Each file as it is, and as it is to be written. */
const files: readonly (readonly [what: string, edit: SettingsEdit, before: string, after: string])[] = [
  ['an empty object', denyDepot, '{}', '{\n  "permissions": {\n    "deny": [\n      "mcp__depot"\n    ]\n  }\n}'],
  ['nothing', { edit: 'deny-server', server: 'depot' }, '', '{\n  "deniedMcpServers": [\n    { "serverName": "depot" }\n  ]\n}\n'],
  ['rules already', denyDepot, '{\n  "permissions": {\n    "deny": [\n      "WebFetch"\n    ]\n  }\n}\n', '{\n  "permissions": {\n    "deny": [\n      "WebFetch",\n      "mcp__depot"\n    ]\n  }\n}\n'],
  ['rules in one line', denyDepot, '{\n  "permissions": { "deny": ["WebFetch"], "allow": [] }\n}\n', '{\n  "permissions": { "deny": ["WebFetch", "mcp__depot"], "allow": [] }\n}\n'],
  ['all in one line', denyDepot, '{"a":1}', '{"a":1,"permissions":{"deny":["mcp__depot"]}}'],
  [
    'tabs and CRLF, a byte order mark, no newline at the end',
    { edit: 'list-skill', skill: 'notes', as: 'off' },
    '\uFEFF{\r\n\t"model": "opus"\r\n}',
    '\uFEFF{\r\n\t"model": "opus",\r\n\t"skillOverrides": {\r\n\t\t"notes": "off"\r\n\t}\r\n}',
  ],
  [
    'comments and trailing commas',
    denyDepot,
    '// mine\n{\n  "permissions": {\n    "deny": [\n      "WebFetch", // no pages\n    ],\n  },\n}\n',
    '// mine\n{\n  "permissions": {\n    "deny": [\n      "WebFetch", // no pages\n      "mcp__depot",\n    ],\n  },\n}\n',
  ],
  ['another value', { edit: 'switch-off-auto-memory' }, '{ "autoMemoryEnabled": true }\n', '{ "autoMemoryEnabled": false }\n'],
  ['another listing', { edit: 'list-skill', skill: 'notes', as: 'off' }, '{\n  "skillOverrides": {\n    "notes": "name-only"\n  }\n}\n', '{\n  "skillOverrides": {\n    "notes": "off"\n  }\n}\n'],
];

describe.each(files)('a file with %s', (_what, edit, before, after) => {
  it('is written in its own manner', () => expect(applied(before, edit).text).toBe(after));
  it('comes back byte for byte', () => expect(undone(after, edit, applied(before, edit).change)).toBe(before));
});

describe('no file', () => {
  it.each(edits)('is made for $edit, and is none again', (edit) => {
    const made = applied(null, edit);
    expect(holdsTarget(JSON.parse(made.text), target(edit))).toBe(true);
    expect(undone(made.text, edit, made.change)).toBeNull();
  });
});

describe('what cannot be changed safely is refused, with where it is wrong', () => {
  it.each([
    ['{ "a": ', 'is not JSON at line 1'],
    ['[]', 'holds no JSON object'],
    ['{"permissions":[]}', 'has a "permissions" that is no object'],
    ['{"permissions":{"deny":{}}}', 'has a "deny" that is no list'],
    ['{"permissions":{},\n"permissions":{}}', 'has "permissions" twice, the second time at line 2'],
    ['{"permissions":{"deny":[],"deny":[]}}', 'has "deny" twice'],
  ])('%s', (text, why) => expect(withEdit(text, target(denyDepot))).toMatchObject({ possible: false, why: expect.stringContaining(why) }));

  it.each<[string, SettingsEdit]>([
    ['{"enabledPlugins":{"crane@quay":["^1.0.0"]}}', { edit: 'disable-plugin', plugin: 'crane@quay' }],
    ['{"autoMemoryEnabled":null}', { edit: 'switch-off-auto-memory' }],
    ['{"skillOverrides":{"notes":"made-up-secret"}}', { edit: 'list-skill', skill: 'notes', as: 'off' }],
  ])('what could not be put back: %s', (text, edit) => {
    const made = withEdit(text, target(edit));
    expect(made).toMatchObject({ possible: false, why: expect.stringContaining('could not put back') });
    expect(JSON.stringify(made)).not.toContain('made-up-secret');
  });

  it('what says so already is left as it is', () => expect(withEdit('{"permissions":{"deny":["mcp__depot"]}}', target(denyDepot))).toMatchObject({ possible: true, change: null }));
});

describe('names', () => {
  it.each<SettingsEdit>([
    { edit: 'deny-tool', server: null, tool: 'Bash(*)' },
    { edit: 'deny-tool', server: 'a', tool: 'b)(c' },
    { edit: 'deny-server-tools', server: '*' },
    { edit: 'deny-agent', agent: 'a) Bash(*' },
    { edit: 'deny-server', server: 'a\u202Eb' },
    { edit: 'list-skill', skill: '__proto__', as: 'off' },
    { edit: 'disable-plugin', plugin: '__proto__' },
    { edit: 'exclude-memory', path: '/**' },
    { edit: 'exclude-memory', path: 'CLAUDE.md' },
  ])('%j are not written', (edit) => expect(targetOf(edit)).toBeNull());
});

describe('after somebody else has written into the file', () => {
  it('what was written goes out, and theirs stays', () => {
    const made = applied('{\n  "model": "opus"\n}\n', denyDepot);
    const theirs = made.text.replace('"mcp__depot"', '"mcp__depot",\n      "WebFetch"').replace('opus', 'sonnet');
    expect(undone(theirs, denyDepot, made.change)).toBe('{\n  "model": "sonnet",\n  "permissions": {\n    "deny": [\n      "WebFetch"\n    ]\n  }\n}\n');
  });

  it('another value that they chose stays', () => {
    const edit: SettingsEdit = { edit: 'list-skill', skill: 'notes', as: 'off' };
    const made = applied('{"skillOverrides":{"notes":"name-only"}}', edit);
    const theirs = made.text.replace('off', 'on');
    expect(undone(theirs, edit, made.change)).toBe(theirs);
  });

  it('a comment in what was made for it stays, in what is left', () => {
    const made = applied('{\n  "model": "opus"\n}\n', denyDepot);
    const theirs = made.text.replace('"mcp__depot"', '// mine\n      "mcp__depot"');
    expect(undone(theirs, denyDepot, made.change)).toContain('// mine');
  });
});

describe('a forged change', () => {
  const made = applied('{"model":"opus"}', denyDepot);

  it('brings nothing else in by its edits', () => {
    const forged = { ...made.change, edits: [{ offset: 0, removed: '{"hooks":{"Stop":"hostile"}}', inserted: made.text }] };
    expect(undone(made.text, denyDepot, forged)).toBe('{"model":"opus"}');
  });

  it('brings nothing else in by what stood there before', () => {
    const edit: SettingsEdit = { edit: 'switch-off-auto-memory' };
    const forged = { ...applied('{"a":1}', edit).change, before: '', after: '', edits: [], literal: '{"hooks":1}' };
    expect(withoutEdit('{"autoMemoryEnabled":false}', target(edit), forged)).toMatchObject({ possible: false });
  });
});

const names = fc.constantFrom('model', 'permissions', 'env', 'deny', 'allow', 'skillOverrides', 'notes', 'ü', 'a b');
const { value: json } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, fc.constantFrom<unknown>(1, true, null, 'opus', 'off', 'WebFetch', '🎉 "x"'), fc.array(tie('value'), { maxLength: 3 }), fc.dictionary(names, tie('value'), { maxKeys: 3 })),
}));
/** Settings as people write them: what has a shape in Claude Code has it here too. */
const settings = fc
  .record(
    {
      model: json,
      permissions: fc.record({ deny: fc.array(fc.constantFrom('WebFetch', 'Bash(rm *)'), { maxLength: 3 }), allow: fc.array(fc.constant('Read'), { maxLength: 2 }) }, { requiredKeys: [] }),
      skillOverrides: fc.dictionary(fc.constantFrom('notes', 'other'), fc.constantFrom('on', 'name-only'), { maxKeys: 2 }),
      enabledPlugins: fc.dictionary(fc.constant('crane@quay'), fc.constant(true), { maxKeys: 1 }),
      claudeMdExcludes: fc.array(fc.constant('**/vendor/**'), { maxLength: 1 }),
      hooks: json,
    },
    { requiredKeys: [] },
  )
  .chain((value) =>
    fc.record({ value: fc.constant(value), indent: fc.constantFrom('', '  ', '\t'), lineEnd: fc.constantFrom('\n', '\r\n'), mark: fc.boolean(), newline: fc.boolean(), comment: fc.boolean() }),
  )
  .map(({ value, indent, lineEnd, mark, newline, comment }) => {
    const text = JSON.stringify(value, null, indent).replaceAll('\n', lineEnd);
    const commented = comment && text.includes('\n') ? text.replace(lineEnd, ` // mine, "not" {json}${lineEnd}`) : text;
    return `${mark ? '\uFEFF' : ''}${commented}${newline ? lineEnd : ''}`;
  });
const someEdit = fc.constantFrom(...edits);

describe('any settings', () => {
  it('say what was wished and nothing else, and come back byte for byte', () => {
    fc.assert(
      fc.property(settings, someEdit, (text, edit) => {
        const made = applied(text, edit);
        expect(holdsTarget(valueOfText(made.text), target(edit))).toBe(true);
        expect(made.text.startsWith('\uFEFF')).toBe(text.startsWith('\uFEFF'));
        expect(undone(made.text, edit, made.change)).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  it('lose what was written alone after another program has written into them', () => {
    fc.assert(
      fc.property(settings, someEdit, json, (text, edit, theirs) => {
        const made = applied(text, edit);
        const body = made.text.replace('\uFEFF', '');
        const changed = applyEdits(body, modify(body, ['statusLine'], theirs, { formattingOptions: { insertSpaces: true, tabSize: 2 } }));
        const left = undone(changed, edit, made.change);
        const { statusLine, ...others } = valueOfText(left ?? '') as Record<string, unknown>;
        expect(statusLine).toEqual(theirs);
        expect(withoutEmpty(others, target(edit))).toEqual(withoutEmpty(valueOfText(text), target(edit)));
      }),
      { numRuns: 200 },
    );
  });
});
