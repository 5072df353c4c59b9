import { describe, expect, it } from 'vitest';
import { attributed, systemMessage, textBlock, toolRoundTrip } from '../../../test-support/attributed-request.ts';
import { countSegments } from './count.ts';

/** Stand-ins for a tokenizer: one token a word, one a character. */
const words = (text: string): number => text.match(/\w+/g)?.length ?? 0;
const characters = (text: string): number => text.length;

function counted(request: unknown, encoder = words): readonly (readonly [string, number | null])[] {
  const { body, segments } = attributed(request);
  return countSegments(body, segments, encoder).map(({ source, tokens }) => [source.kind, tokens]);
}

/** The base64 of a PNG's head with much behind it. */
function pngData(width: number, height: number): string {
  const head = Buffer.from(`89504e470d0a1a0a0000000d49484452${'0'.repeat(16)}0806000000`, 'hex');
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return head.toString('base64') + 'A'.repeat(10_000);
}

function imageBlock(width: number, height: number): unknown {
  return { type: 'image', source: { type: 'base64', media_type: 'image/png', data: pngData(width, height) } };
}

function overheadOf(model: string, tools: readonly unknown[], choice?: string): number | null | undefined {
  const request = { model, messages: [], tools, ...(choice === undefined ? {} : { tool_choice: { type: choice } }) };
  return counted(request).find(([kind]) => kind === 'api-overhead')?.[1];
}

describe('counting segments', () => {
  it('counts what the model is given, and neither frames nor parameters nor the billing line', () => {
    expect(
      counted({
        model: 'some-model',
        messages: [{ role: 'user', content: [textBlock('one two\nthree')] }, systemMessage('You are powered by the model named X.')],
        system: [textBlock('x-anthropic-billing-header: cc_version=1; cch=2;'), textBlock('four five')],
        stream: true,
      }),
    ).toEqual([
      ['request-parameters', 0],
      ['user-input', 3],
      ['environment', 8],
      ['billing-line', 0],
      ['system-prompt', 2],
      ['request-parameters', 0],
    ]);
  });

  it('counts tool definitions and the input of calls as JSON, keys included', () => {
    const request = { messages: toolRoundTrip('Bash', { command: 'a b' }, 'out put'), tools: [{ name: 'Bash', description: 'runs it' }] };
    expect(counted(request, characters)).toEqual([
      ['assistant-tool-call', 'Bash{"command":"a b"}'.length],
      ['builtin-result', 'out put'.length],
      ['tool-definition', '{"name":"Bash","description":"runs it"}'.length],
    ]);
  });

  it('counts a deferred tool once it was found or called, and not before', () => {
    const tools = ['Found', 'Called', 'Waiting'].map((name) => ({ name, description: 'of some words', defer_loading: true }));
    const found = toolRoundTrip('ToolSearch', {}, [{ type: 'tool_reference', tool_name: 'Found' }]);
    const called = toolRoundTrip('Called', {}, 'ok', { id: 'toolu_02' });
    const definitions = counted({ tools, messages: [...found, ...called] }).filter(([kind]) => kind === 'tool-definition');
    expect(definitions.map(([, tokens]) => (tokens ?? 0) > 0)).toEqual([true, true, false]);
    expect(counted({ tools, messages: [] }).filter(([kind, tokens]) => kind === 'tool-definition' && tokens !== 0)).toEqual([]);
  });

  it('counts each part of a split text once', () => {
    const { body, segments } = attributed({ messages: [systemMessage("Today's date is X.", 'SessionStart hook success: a "b" c', '# Environment\nYou have been invoked here')] });
    const tokens = countSegments(body, segments, (text) => text.length).map((segment) => segment.tokens ?? 0);
    const whole = ["Today's date is X.", 'SessionStart hook success: a "b" c', '# Environment\nYou have been invoked here'].join('\n\n').length;
    expect(tokens.reduce((sum, part) => sum + part, 0)).toBe(whole);
  });

  it('counts an image by its size and not by its data, also in what a tool gave back', () => {
    const image = imageBlock(280, 140);
    expect(counted({ model: 'claude-haiku-4-5', messages: [{ role: 'user', content: [image] }, ...toolRoundTrip('Read', {}, [textBlock('one two'), image])] })).toEqual([
      ['request-parameters', 0],
      ['image', 50],
      ['assistant-tool-call', 1],
      ['builtin-result', 2],
      ['builtin-result', 50],
    ]);
  });

  it('says that sealed thinking and documents are not known', () => {
    const request = { messages: [{ role: 'assistant', content: [{ type: 'redacted_thinking', data: 'xyz' }] }, { role: 'user', content: [{ type: 'document', source: { type: 'base64', data: 'JVBERi0' } }] }] };
    expect(counted(request)).toEqual([
      ['assistant-thinking', null],
      ['image', null],
    ]);
  });

  it('adds the hidden tool prompt for models it is documented for, and for no others', () => {
    expect(overheadOf('claude-sonnet-4-5-20250929', [{ name: 'Bash' }])).toBe(346);
    expect(overheadOf('claude-sonnet-4-5-20250929', [{ name: 'Bash' }], 'any')).toBe(313);
    expect(overheadOf('claude-sonnet-4-5-20250929', [])).toBeUndefined();
    expect(overheadOf('claude-opus-9', [{ name: 'Bash' }])).toBeUndefined();
  });

  it('counts the same content once when it is given a cache', () => {
    const counts: string[] = [];
    const encoder = (text: string): number => counts.push(text) && text.length;
    const cache = new Map<string, number>();
    const { body, segments } = attributed({ messages: [{ role: 'user', content: 'the same long words again and again, '.repeat(5) }] });
    const first = countSegments(body, segments, encoder, cache);
    const asked = counts.length;
    expect(countSegments(body, segments, encoder, cache)).toEqual(first);
    expect(counts).toHaveLength(asked);
  });
});
