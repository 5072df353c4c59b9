import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readResponse } from '../anthropic/stream.ts';
import { learn, nothingLearnt } from './learnt-counts.ts';
import { splitOutput, type SplitOutput } from './split-output.ts';

const characters = (text: string): number => text.length;
const text = (length: number): unknown => ({ type: 'text', text: 'x'.repeat(length) });
const thinking = (length: number): unknown => ({ type: 'thinking', thinking: 'x'.repeat(length), signature: 'sealed' });
const call = (name: string, input: unknown): unknown => ({ type: 'tool_use', id: 'toolu_1', name, input });

function split(content: readonly unknown[], outputTokens: number | null, learnt = nothingLearnt): SplitOutput {
  const usage = outputTokens === null ? undefined : { input_tokens: 1, output_tokens: outputTokens };
  const message = { type: 'message', id: 'msg_1', model: 'claude-opus-5-5', content, stop_reason: 'end_turn', usage };
  return splitOutput(readResponse(JSON.stringify(message), 'application/json'), characters, learnt);
}

const tokensOf = ({ parts }: SplitOutput): readonly (readonly [string, number | null])[] =>
  parts.map(({ source, tokens }) => ['tool' in source ? `${source.kind} ${source.tool}` : source.kind, tokens]);

describe('splitting what a response wrote', () => {
  it('shares it out between text and the calls of each tool', () => {
    const content = [text(30), call('Read', { a: 1 }), call('mcp__docs__lookup', {}), call('Read', { a: 2 })];
    expect(tokensOf(split(content, 142))).toEqual([['assistant-text', 60], ['assistant-tool-call Read', 44], ['assistant-tool-call mcp__docs__lookup', 38]]);
  });

  it.each([
    ['not shown', thinking(0)],
    ['shown as a summary', thinking(50)],
    ['redacted', { type: 'redacted_thinking', data: 'sealed and long' }],
  ])('leaves the text its own and gives thinking the rest when it is %s', (_name, block) => {
    expect(tokensOf(split([block, text(30)], 1000))).toEqual([['assistant-thinking', 970], ['assistant-text', 30]]);
  });

  it('corrects the text by what was learnt of the model', () => {
    const learnt = learn(nothingLearnt, { of: 'bill', family: 'claude-opus-5-5', key: 'a', estimated: 99_000, billed: 199_000 });
    expect(tokensOf(split([thinking(0), text(30)], 1000, learnt))).toEqual([['assistant-thinking', 940], ['assistant-text', 60]]);
  });

  it('scales all alike where the rest is less than what is shown of the thinking', () => {
    expect(tokensOf(split([thinking(30), text(30)], 40))).toEqual([['assistant-thinking', 20], ['assistant-text', 20]]);
  });

  it('does not know of hidden thinking that there is no room for', () => {
    expect(tokensOf(split([thinking(0), text(30)], 20))).toEqual([['assistant-thinking', null], ['assistant-text', 20]]);
  });

  it('estimates where no total is stated, and says so', () => {
    expect(split([thinking(10), text(30)], null)).toMatchObject({ tokens: 40, tokensEstimated: true });
    expect(split([thinking(0), text(30)], null)).toMatchObject({ tokens: null, tokensEstimated: true, parts: [{ tokens: null }, { tokens: 30 }] });
    expect(split([text(30)], 0)).toMatchObject({ tokens: 0, tokensEstimated: false });
    expect(split([], null)).toEqual({ tokens: 0, tokensEstimated: true, parts: [] });
  });

  it('does not count what the server looked up', () => {
    const content = [{ type: 'server_tool_use', id: 's', name: 'web_search', input: {} }, { type: 'web_search_tool_result', tool_use_id: 's', content: ['x'.repeat(900)] }, text(12)];
    expect(tokensOf(split(content, 24))).toEqual([['assistant-tool-call web_search', 12], ['assistant-text', 12]]);
  });

  it('sums to what is stated exactly, and nothing is below 0', () => {
    const block = fc.oneof(fc.nat(300).map(text), fc.nat(300).map(thinking), fc.nat(300).map((length) => call(`t${length % 3}`, { a: 'x'.repeat(length) })), fc.constant({ type: 'redacted_thinking', data: 'x' }));
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 8 }), fc.oneof(fc.nat(10), fc.nat(2000), fc.maxSafeNat()), (content, stated) => {
        const { parts } = split(content, stated);
        expect(parts.reduce((sum, { tokens }) => sum + (tokens ?? 0), 0)).toBe(stated);
        expect(parts.every(({ tokens }) => tokens === null || (Number.isSafeInteger(tokens) && tokens >= 0))).toBe(true);
      }),
    );
  });
});
