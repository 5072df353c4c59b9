import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reminderBlock, systemMessage, textBlock, toolRoundTrip } from '../../../test-support/attributed-request.ts';
import { countedRequest } from '../../../test-support/counted-request.ts';
import { compareRequests, type RequestComparison } from './compare-requests.ts';

const memory = (text: string) =>
  reminderBlock(`Codebase and user instructions are shown below.\n\nContents of /home/someone/depot/CLAUDE.md (project instructions, checked into the codebase):\n\n${text}`);
const prompt = (text: string) => ({ role: 'user', content: [textBlock(text)] });
const answer = (text: string) => ({ role: 'assistant', content: [textBlock(text)] });
const tool = (name: string, description = 'does it') => ({ name, description, input_schema: { type: 'object' } });

function compared(before: unknown, after: unknown): RequestComparison {
  return compareRequests(countedRequest(before), countedRequest(after));
}

/** What happened, but for what was kept. */
function news({ entries }: RequestComparison): readonly string[] {
  return entries.filter(({ kind }) => kind !== 'kept').map(({ kind, source }) => `${kind} ${source.kind}`);
}

describe('comparing two requests', () => {
  const first = { model: 'some-model', system: [textBlock('You are helpful.')], tools: [tool('Read')], messages: [prompt('one two')] };

  test('keeps all of a request that is sent again', () => {
    const { counts, growth } = compared(first, first);
    expect(counts).toMatchObject({ changed: 0, moved: 0, added: 0, removed: 0 });
    expect(growth).toEqual([]);
  });

  test('adds what the next turn adds, and says by how much each source grew', () => {
    const next = { ...first, messages: [...first.messages, answer('three'), prompt('four five six')] };
    const comparison = compared(first, next);
    expect(news(comparison)).toEqual(['added assistant-text', 'added user-input']);
    expect(comparison.growth.map(({ key, tokensBefore, tokensAfter, growth }) => [key, tokensBefore, tokensAfter, growth])).toEqual([
      ['user-input', 2, 5, 3],
      ['assistant-text', 0, 1, 1],
    ]);
    expect((comparison.tokensAfter ?? 0) - (comparison.tokensBefore ?? 0)).toBe(4);
  });

  test('takes a text for the same as an array of it, with a cache mark or a line end behind it', () => {
    const mark = { cache_control: { type: 'ephemeral' } };
    const marked = {
      ...first,
      system: 'You are helpful.',
      tools: [{ ...tool('Read'), ...mark }],
      messages: [{ role: 'user', content: [{ ...textBlock('one two\n'), ...mark }] }],
    };
    expect(news(compared({ ...first, messages: [{ role: 'user', content: 'one two' }], system: 'You are helpful.' }, marked))).toEqual([]);
  });

  test('takes a mark that its tool calls first for no change either', () => {
    const marked = { ...first, tools: [{ cache_control: { type: 'ephemeral' }, ...tool('Read') }] };
    expect(news(compared(first, marked))).toEqual([]);
  });

  test('sees a file with another text as changed, also where it has moved on', () => {
    const before = { messages: [{ role: 'user', content: [memory('Speak plainly.'), textBlock('go')] }] };
    const after = { messages: [prompt('hello'), answer('yes'), { role: 'user', content: [memory('Speak kindly.'), textBlock('go')] }] };
    expect(news(compared(before, after))).toEqual(['added user-input', 'added assistant-text', 'changed memory-file']);
  });

  test('keeps what only stands further on, and moves what has overtaken others', () => {
    const before = { tools: [tool('Read'), tool('Bash'), tool('Edit')], messages: [] };
    expect(news(compared(before, { tools: [tool('New'), tool('Read'), tool('Bash'), tool('Edit')], messages: [] }))).toEqual(['added tool-definition']);
    expect(news(compared(before, { tools: [tool('Edit'), tool('Read'), tool('Bash')], messages: [] }))).toEqual(['moved tool-definition']);
  });

  test('says which result was cleared', () => {
    const before = { messages: toolRoundTrip('Bash', { command: 'ls' }, 'a b c d') };
    const after = { messages: toolRoundTrip('Bash', { command: 'ls' }, 'cleared') };
    expect(compared(before, after).entries.find(({ kind }) => kind === 'changed')).toMatchObject({ tokensBefore: 4, tokensAfter: 1 });
  });

  test('puts what was removed behind what it stood behind', () => {
    const before = { messages: [prompt('a'), answer('b'), prompt('c'), answer('d')] };
    const after = { messages: [prompt('a'), answer('d')] };
    expect(compared(before, after).entries.map(({ kind }) => kind)).toEqual(['kept', 'removed', 'removed', 'kept']);
  });

  test('finds the section that changed among those joined in one text', () => {
    const [monday, tuesday] = ['Monday', 'Tuesday'].map((day) => ({
      messages: [systemMessage(`Today's date is ${day}.`, '# Environment\nYou have been invoked in the following environment: \nhere')],
    }));
    expect(news(compared(monday, tuesday))).toEqual(['changed environment']);
  });

  test('compares parameters by their values', () => {
    expect(news(compared({ model: 'a', messages: [] }, { stream: true, model: 'b', messages: [] }))).toContain('changed request-parameters');
  });

  test('takes escapes for what they mean', () => {
    const written = countedRequest({ messages: [prompt('café')] });
    const body = new TextEncoder().encode(new TextDecoder().decode(written.body).replace('é', '\\u00e9'));
    const shifted = written.segments.map((segment, index) => (index === written.segments.length - 1 ? { ...segment, end: body.length } : segment));
    expect(compareRequests(written, { body, segments: shifted }).counts).toMatchObject({ changed: 0, added: 0, removed: 0 });
  });

  test.each(['', '{', 'no JSON', '{"messages":3}', '{"messages":[{"content":[{"cache_control":{}}]}],"tools":{"a":1}}', '[[[['])('does not throw on %j', (text) => {
    const body = new TextEncoder().encode(text);
    const segments = [{ start: 0, end: body.length, path: '', source: { kind: 'unknown' }, confidence: 'certain', tokens: null }] as const;
    expect(compareRequests({ body, segments }, { body, segments }).counts).toMatchObject({ kept: 1 });
  });

  const message = fc.tuple(fc.constantFrom('user', 'assistant'), fc.constantFrom('a', 'b', 'c', 'd e')).map(([role, text]) => (role === 'user' ? prompt(text) : answer(text)));
  const request = fc.record({
    messages: fc.array(message, { maxLength: 8 }),
    tools: fc.uniqueArray(fc.constantFrom('Read', 'Bash', 'mcp__a__b', 'Edit'), { maxLength: 4 }).map((names) => names.map((name) => tool(name))),
  });

  test('uses every segment once, and mirrors: what one way adds the other way removes', () => {
    fc.assert(
      fc.property(request, request, (one, other) => {
        const there = compared(one, other);
        const back = compared(other, one);
        expect(back.counts.added).toBe(there.counts.removed);
        expect(back.counts.removed).toBe(there.counts.added);
        expect(back.counts.changed).toBe(there.counts.changed);
        const afterIndexes = there.entries.flatMap((entry) => ('afterIndex' in entry ? [entry.afterIndex] : []));
        const beforeIndexes = there.entries.flatMap((entry) => ('beforeIndex' in entry ? [entry.beforeIndex] : []));
        expect(afterIndexes.toSorted((a, b) => a - b)).toEqual(countedRequest(other).segments.map((_segment, index) => index));
        expect(beforeIndexes.toSorted((a, b) => a - b)).toEqual(countedRequest(one).segments.map((_segment, index) => index));
      }),
    );
  });

  test('keeps all of any request compared with itself', () => {
    fc.assert(
      fc.property(request, (one) => {
        const { entries, counts } = compared(one, one);
        expect(counts.kept).toBe(entries.length);
      }),
    );
  });
});
