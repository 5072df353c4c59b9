import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodyOf, systemMessage, textBlock, toolRoundTrip } from '../../../test-support/attributed-request.ts';
import { textKey, toolsKey } from './content-key.ts';
import { countPrompt, type CountedPrompt } from './count-prompt.ts';
import { learn, nothingLearnt, type LearntCounts, type Observation } from './learnt-counts.ts';

const model = 'claude-opus-5-5';
const characters = (text: string): number => text.length;
const environment = '# Environment\nYou have been invoked in a folder';
const tool = { name: 'Read', description: 'reads', input_schema: {} };
const request = { model, messages: [{ role: 'user', content: 'what is it?' }, systemMessage(environment)], tools: [tool] };
const document = { type: 'document', source: { type: 'base64', data: 'JVBERi0xLjcK' } };
const learnAll = (...all: readonly Observation[]): LearntCounts => all.reduce(learn, nothingLearnt);
const piece = (key: string, estimated: number, answered: number): Observation => ({ of: 'piece', family: model, key, form: 'text', kind: null, estimated, answered });
const twice: Observation = { of: 'bill', family: model, key: 'earlier', estimated: 1_000_000, billed: 2_000_000 };

function counted(value: unknown, billed: number | null = null, learnt = nothingLearnt, requestKey?: string): CountedPrompt {
  return countPrompt(bodyOf(value), [], billed, characters, undefined, requestKey === undefined ? { learnt } : { learnt, requestKey });
}

const tokensOf = ({ segments }: CountedPrompt): readonly (readonly [string, number | null])[] =>
  segments.filter(({ tokens }) => tokens !== 0).map(({ source, tokens }) => [source.kind, tokens]);

describe('counting a prompt', () => {
  it('says what its figures rest on', () => {
    expect(counted(request)).toMatchObject({ tokensEstimated: true, estimateBasis: 'tokenizer' });
    expect(counted(request, null, learnAll(twice))).toMatchObject({ tokensEstimated: true, estimateBasis: 'learnt' });
    expect(counted(request, 500, learnAll(twice))).toMatchObject({ tokens: 500, tokensEstimated: false, estimateBasis: 'billed' });
    expect(counted({ ...request, model: 'claude-haiku-5' }, null, learnAll(twice)).estimateBasis).toBe('tokenizer');
    expect(counted('no request')).toMatchObject({ isPrompt: false, tokens: null, estimatedTokens: null, lessons: [] });
  });

  it('estimates by what was learnt of the model', () => {
    const plain = counted(request);
    const learnt = counted(request, null, learnAll(twice));
    expect(tokensOf(plain)).toEqual([['user-input', 11], ['environment', environment.length], ['tool-definition', JSON.stringify(tool).length]]);
    expect((learnt.tokens ?? 0) / (plain.tokens ?? 1)).toBeCloseTo(2, 1);
    expect(counted(request, 500, learnAll(twice)).estimatedTokens).toBe(learnt.tokens);
  });

  it('takes the count of a text that the API counted, whatever stands before or after it', () => {
    const learnt = learnAll(piece('foo', 1, 8), piece(textKey(`${environment}\n`), environment.length + 1, 27));
    expect(tokensOf(counted(request, null, learnt))[1]).toEqual(['environment', 20]);
  });

  it('takes the count of a tool that the API counted, whatever marks it has', () => {
    const tools = [100, 200, 300, 400].map((estimated): Observation => ({ of: 'piece', family: model, key: `${estimated}`, form: 'tools', kind: 'tool-definition', estimated, answered: 400 + estimated }));
    const learnt = learnAll(...tools, { of: 'piece', family: model, key: toolsKey([tool]) ?? '', form: 'tools', kind: null, estimated: 500, answered: 900 });
    const marked = { ...request, tools: [{ ...tool, cache_control: { type: 'ephemeral' } }] };
    expect(tokensOf(counted(marked, null, learnt))[2]).toEqual(['tool-definition', 500]);
  });

  it('learns the kind of a counted text from the prompt it stands in, once', () => {
    const learnt = learnAll(piece(textKey(environment), environment.length, 27));
    const { lessons } = counted(request, null, learnt);
    expect(lessons).toEqual([{ ...piece(textKey(environment), environment.length, 27), kind: 'environment' }]);
    expect(counted(request, null, lessons.reduce(learn, learnt)).lessons).toEqual([]);
  });

  it('learns from a bill, less what is no text, and only where every part is known and the request has a name', () => {
    const plain = counted(request).tokens ?? 0;
    expect(counted(request, 500, nothingLearnt, 'a').lessons).toEqual([{ of: 'bill', family: model, key: 'a', estimated: plain, billed: 500 }]);
    const sonnet = { ...request, model: 'claude-sonnet-4-5-20250929' };
    expect(counted(sonnet, 500, nothingLearnt, 'a').lessons).toEqual([{ of: 'bill', family: 'claude-sonnet-4-5', key: 'a', estimated: plain, billed: 500 - 346 }]);
    const withDocument = { ...request, messages: [{ role: 'user', content: [textBlock('what is it?'), document] }] };
    for (const [value, billed, key] of [[request, null, 'a'], [request, 500, undefined], [withDocument, 500, 'a'], [sonnet, 300, 'a']] as const) {
      expect(counted(value, billed, nothingLearnt, key).lessons).toEqual([]);
    }
  });

  it('finds what a document takes only once the model is known, or when nothing else can be it', () => {
    const asked = { model, messages: [{ role: 'user', content: [textBlock('x'.repeat(1000)), document] }] };
    expect(tokensOf(counted(asked))).toContainEqual(['image', null]);
    expect(tokensOf(counted(asked, 1800))).toContainEqual(['image', null]);
    expect(tokensOf(counted(asked, 9000))).toEqual([['user-input', 2000], ['image', 7000]]);
    expect(counted(asked, 9000).estimatedTokens).toBeNull();
  });

  it('counts what is nested deeper than any stack as it stands', () => {
    const levels = 20_000;
    const nested = `${'{"type":"tool_result","content":['.repeat(levels)}"word"${']}'.repeat(levels)}`;
    const body = new TextEncoder().encode(`{"model":"${model}","messages":[{"role":"user","content":[${nested}]}]}`);
    expect(countPrompt(body, [], null, characters).tokens).toBeGreaterThan(levels);
  });

  it('sums to any bill exactly, whatever was learnt', () => {
    const messages = [...toolRoundTrip('Read', { path: 'a' }, 'text of a file'), { role: 'user', content: [textBlock('more'), document] }];
    fc.assert(
      fc.property(fc.oneof(fc.nat(60), fc.nat(100_000), fc.maxSafeNat()), fc.nat(10_000), fc.nat(10_000), (billed, answered, earlier) => {
        const learnt = learnAll(piece(textKey('more'), 4, answered), { of: 'bill', family: model, key: 'a', estimated: 1000, billed: earlier });
        const prompt = counted({ ...request, messages }, billed, learnt);
        expect(prompt.segments.reduce((sum, { tokens }) => sum + (tokens ?? 0), 0)).toBe(billed);
      }),
    );
  });
});
