import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sourceKinds, isSourceKind } from '../attribution/source.ts';
import { figureField, filterFields, isFigureField, isWordField, wordField } from './fields.ts';
import type { Condition, Filter, FilterClock, FilterMistake, FilterParse, FigureTest, SourceTest, Term, WordTest } from './filter.ts';
import { longestFilter, mostAlternatives, mostTerms, parseFilter } from './parse-filter.ts';
import { writeFilter } from './write-filter.ts';

const nowMs = Date.UTC(2026, 10, 27, 12);
/** Two hours east of Greenwich. */
const clock: FilterClock = {
  nowMs,
  localMs: (year, month, day, ...time) => Date.UTC(year, month - 1, day, ...time) - 2 * 3600e3,
};

describe('a filter', () => {
  it('is read term by term: fields, alternatives, what must not be, and text', () => {
    expect(termsOf('source:mcp:context7 model:opus status:>=400 agent:main -type:auxiliary,title tokens:>50k rated:<=2 after:2h "some text" word')).toEqual([
      { negated: false, field: 'source', anyOf: [{ is: 'mcp', server: 'context7', tool: null }] },
      { negated: false, field: 'model', anyOf: [{ is: 'word', word: 'opus' }] },
      { negated: false, field: 'status', anyOf: [{ is: '>=', value: 400 }] },
      { negated: false, field: 'agent', anyOf: [{ is: 'word', word: 'main' }] },
      { negated: true, field: 'type', anyOf: [{ is: 'word', word: 'auxiliary' }, { is: 'word', word: 'title' }] },
      { negated: false, field: 'tokens', anyOf: [{ is: '>', value: 50_000 }] },
      { negated: false, field: 'rated', anyOf: [{ is: '<=', value: 2 }] },
      { negated: false, field: 'after', atMs: nowMs - 2 * 3600e3 },
      { negated: false, field: 'text', text: 'some text' },
      { negated: false, field: 'text', text: 'word' },
    ]);
    expect(termsOf('')).toEqual([]);
    expect(termsOf(' \n\t ')).toEqual([]);
  });

  it.each([
    ['status:429,4xx', [{ is: '=', value: 429 }, { is: 'range', from: 400, to: 499 }]],
    ['status:none', [{ is: 'none' }]],
    ['tokens:1.5k..0.2m', [{ is: 'range', from: 1500, to: 200_000 }]],
    ['output:=7', [{ is: '=', value: 7 }]],
    ['cost:>$0.50', [{ is: '>', value: 500_000 }]],
    ['cost:0.000001,2$', [{ is: '=', value: 1 }, { is: '=', value: 2_000_000 }]],
    ['duration:800ms..2', [{ is: 'range', from: 800_000, to: 2_000_000 }]],
    ['first-token:<1m', [{ is: '<', value: 60_000_000 }]],
    ['size:>1.5MB,100kb,7b', [{ is: '>', value: 1_500_000 }, { is: '=', value: 100_000 }, { is: '=', value: 7 }]],
    ['rated:any', [{ is: 'any' }]],
    ['turn:2..5', [{ is: 'range', from: 2, to: 5 }]],
  ])('has figures: %s', (text, anyOf) => {
    expect(termsOf(text)).toMatchObject([{ anyOf }]);
  });

  it.each([
    ['source:mcp:context7/resolve-id', { is: 'mcp', server: 'context7', tool: 'resolve-id' }],
    ['source:mcp:plugin:one:two/a/b', { is: 'mcp', server: 'plugin:one:two', tool: 'a/b' }],
    ['source:mcp:"a/b c"/d', { is: 'mcp', server: 'a/b c', tool: 'd' }],
    ['source:mcp', { is: 'mcp', server: null, tool: null }],
    ['source:skill:code-review', { is: 'skill', name: 'code-review' }],
    ['source:memory:"/home/some one/CLAUDE.md"', { is: 'memory', name: '/home/some one/CLAUDE.md' }],
    ['source:tool:Bash', { is: 'tool', name: 'Bash' }],
    ['source:hook:PreToolUse', { is: 'kind', kind: 'hook', name: 'PreToolUse' }],
    ['source:kind:mcp-result', { is: 'kind', kind: 'mcp-result', name: null }],
    ['source:builtin-result:Bash', { is: 'kind', kind: 'builtin-result', name: 'Bash' }],
    ['source:context7', { is: 'name', name: 'context7' }],
    ['source:"mcp:context7"', { is: 'name', name: 'mcp:context7' }],
  ])('has sources: %s', (text, test) => {
    expect(termsOf(text)).toEqual([{ negated: false, field: 'source', anyOf: [test] }]);
  });

  it.each([
    ['after:30m', nowMs - 1800e3],
    ['before:3d', nowMs - 3 * 86_400e3],
    ['after:2026-11-27', Date.UTC(2026, 10, 26, 22)],
    ['before:2026-11-27T10:00', Date.UTC(2026, 10, 27, 8)],
    ['before:2026-11-27T10:00:01.5Z', Date.UTC(2026, 10, 27, 10, 0, 1, 500)],
    ['before:2024-02-29T10:00+05:30', Date.UTC(2024, 1, 29, 4, 30)],
  ])('has times: %s', (text, atMs) => {
    expect(termsOf(text)).toMatchObject([{ atMs }]);
  });

  it('takes words that mean something as what they are where they are quoted', () => {
    expect(termsOf('model:none,"none" error:any "-agent:main" "say \\"so\\" \\\\ now" -"not this" text:"a,b"')).toEqual([
      { negated: false, field: 'model', anyOf: [{ is: 'none' }, { is: 'word', word: 'none' }] },
      { negated: false, field: 'error', anyOf: [{ is: 'any' }] },
      { negated: false, field: 'text', text: '-agent:main' },
      { negated: false, field: 'text', text: 'say "so" \\ now' },
      { negated: true, field: 'text', text: 'not this' },
      { negated: false, field: 'text', text: 'a,b' },
    ]);
  });
});

describe('a mistake', () => {
  it.each([
    ['model:opus status:abc', 'abc', 'status: a number as 429, 4xx or >=400 was expected, not "abc".'],
    ['stauts:429', 'stauts', 'There is no field "stauts". Did you mean status or state? A text with a colon is put in quotation marks.'],
    ['http://x', 'http', 'There is no field "http". A text with a colon is put in quotation marks.'],
    ['status:429,,500', '', 'status: a number as 429, 4xx or >=400 was expected.'],
    ['tokens:>', '>', 'tokens: a number of tokens as 500, >50k or 10k..50k was expected, not ">".'],
    ['tokens:9..1', '9..1', 'tokens: a number of tokens as 500, >50k or 10k..50k was expected, not "9..1".'],
    ['rated:1.5', '1.5', 'rated: a number of stars as 5, <=2, any or none was expected, not "1.5".'],
    ['state:opened', 'opened', 'state: one of open, complete, interrupted, failed, uncaptured was expected, not "opened".'],
    ['after:2026-02-30', '2026-02-30', 'after: a time as 2h, 3d, 2026-11-27 or 2026-11-27T10:00 was expected, not "2026-02-30".'],
    ['after:1h,2h', '2h', 'after: one value only was expected, not "2h".'],
    ['source:mpc:docs', 'mpc:docs', 'source: mcp:SERVER, mcp:SERVER/TOOL, skill:NAME, memory:PATH, tool:NAME, kind:KIND or KIND:NAME was expected, not "mpc:docs".'],
    ['source:kind:mcp', 'kind:mcp', 'source: a kind of source as mcp-result or memory-file was expected, not "kind:mcp".'],
    ['one "two three', '"two three', 'a closing quotation mark was expected, not "two three".'],
    ['model:', '', "model: a part of the model's name was expected."],
  ])('is pointed at, with what was expected: %s', (text, place, message) => {
    expect(mistakesIn(text).map((mistake) => [text.slice(mistake.start, mistake.end), mistake.message])).toEqual([[place, message]]);
  });

  it('does not hide others', () => {
    expect(mistakesIn('nope:1 status:x,200,y is:else "fine"').map(({ found }) => found)).toEqual(['nope', 'x', 'y', 'else']);
    expect(parseFilter('sauce:x', clock)).toMatchObject({ mistakes: [{ nearest: ['source'] }] });
    expect(parseFilter('state:fail', clock)).toMatchObject({ mistakes: [{ nearest: ['failed'] }] });
  });

  it('is to write more than anybody does', () => {
    expect(parseFilter('x'.repeat(longestFilter + 1), clock)).toMatchObject({ mistakes: [{ start: longestFilter, end: longestFilter + 1 }] });
    expect(parseFilter('a '.repeat(mostTerms), clock).parsed).toBe(true);
    expect(parseFilter('a '.repeat(mostTerms + 1), clock)).toMatchObject({ mistakes: [{ start: 2 * mostTerms }] });
    expect(parseFilter(`status:${Array.from({ length: mostAlternatives + 1 }, () => '1').join(',')}`, clock).parsed).toBe(false);
  });
});

describe('any filter', () => {
  it('that is written is read as the same', () => {
    fc.assert(
      fc.property(fc.array(anyTerm, { maxLength: 8 }), (terms) => {
        const filter: Filter = { terms };
        expect(parseFilter(writeFilter(filter), clock)).toEqual({ parsed: true, filter });
      }),
      { numRuns: 3000 },
    );
  });

  it('that is read is written as text that is read the same', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const parse = parseFilter(text, clock);
        expect(parse.parsed ? parseFilter(writeFilter(parse.filter), clock) : parse).toEqual(parse);
      }),
      { numRuns: 3000 },
    );
  });

  it('of any text is read or refused, with places that are within it', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const mistakes = mistakesIn(text);
        expect(parseFilter(text, clock).parsed).toBe(mistakes.length === 0);
        for (const { start, end } of mistakes) expect(start >= 0 && start <= end && end <= text.length).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });
});

const anyWord = fc.oneof(fc.string({ minLength: 1, maxLength: 12 }), fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }), fc.constantFrom('any', 'none', 'mcp', 'kind:x', 'a/b', '-', '"', '\\', ',', '\uFFFF/', '>5'));
const anyName = fc.option(anyWord, { nil: null });
const anyFigure = fc.oneof(fc.nat(1000), fc.nat(2_000_000), fc.maxSafeNat().map((value) => value % 1e15));
const figureTest: fc.Arbitrary<FigureTest> = fc.oneof(
  fc.record({ is: fc.constantFrom('any' as const, 'none' as const) }),
  fc.record({ is: fc.constantFrom('=' as const, '>' as const, '>=' as const, '<' as const, '<=' as const), value: anyFigure }),
  fc.tuple(anyFigure, anyFigure).map(([one, other]) => ({ is: 'range' as const, from: Math.min(one, other), to: Math.max(one, other) })),
);
const sourceTest: fc.Arbitrary<SourceTest> = fc.oneof(
  fc.record({ is: fc.constant('mcp' as const), server: anyWord, tool: anyName }),
  fc.constant({ is: 'mcp' as const, server: null, tool: null }),
  fc.record({ is: fc.constantFrom('skill' as const, 'memory' as const, 'tool' as const), name: anyName }),
  fc.record({ is: fc.constant('kind' as const), kind: fc.constantFrom(...sourceKinds.filter(isSourceKind)), name: anyName }),
  fc.record({ is: fc.constant('name' as const), name: anyWord }),
);
const names = filterFields.map(({ name }) => name);

function wordTest(field: Parameters<typeof wordField>[0]): fc.Arbitrary<WordTest> {
  const { choices, lacks } = wordField(field);
  const word = (choices === undefined ? anyWord : fc.constantFrom(...choices)).map((one): WordTest => ({ is: 'word', word: one }));
  return lacks ? fc.oneof(word, fc.record({ is: fc.constantFrom('any' as const, 'none' as const) })) : word;
}

const anyCondition: fc.Arbitrary<Condition> = fc.oneof(
  anyWord.filter((text) => text.trim() !== '').map((text): Condition => ({ field: 'text', text })),
  fc.record({ field: fc.constantFrom('after' as const, 'before' as const), atMs: fc.nat(Number.MAX_SAFE_INTEGER).map((ms) => ms % 253_402_300_800_000) }),
  fc.record({ field: fc.constant('source' as const), anyOf: fc.array(sourceTest, { minLength: 1, maxLength: 4 }) }),
  fc.constantFrom(...names.filter(isWordField)).chain((field) => fc.record({ field: fc.constant(field), anyOf: fc.array(wordTest(field), { minLength: 1, maxLength: 4 }) })),
  fc.constantFrom(...names.filter(isFigureField)).chain((field) => fc.record({ field: fc.constant(field), anyOf: fc.array(figureTest, { minLength: 1, maxLength: 4 }) })),
);
const anyTerm: fc.Arbitrary<Term> = fc.tuple(fc.boolean(), anyCondition).map(([negated, condition]) => ({ negated, ...condition }));

/** Texts that look like filters, and any others. */
const anyText = fc.oneof(
  fc.array(fc.oneof(fc.constantFrom(...names.map((name) => `${name}:`), ' ', '-', '"', ',', '..', '>=', '<', 'mcp:', 'kind:', '/', '\\', '4xx', '2h', '10k', 'any', 'main', '2026-11-27'), fc.string({ maxLength: 4 })), { maxLength: 14 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

function mistakesIn(text: string): readonly FilterMistake[] {
  const parse = parseFilter(text, clock);
  return parse.parsed ? [] : parse.mistakes;
}

function termsOf(text: string): FilterParse | Filter['terms'] {
  const parse = parseFilter(text, clock);
  return parse.parsed ? parse.filter.terms : parse;
}

describe('fields', () => {
  it('have examples that can be read', () => {
    for (const field of names.filter(isFigureField)) {
      for (const example of figureField(field).examples) expect(parseFilter(`${field}:${example}`, clock).parsed).toBe(true);
    }
  });
});
