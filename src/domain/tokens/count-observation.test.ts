import { describe, expect, it } from 'vitest';
import { bodyOf } from '../../../test-support/attributed-request.ts';
import { textKey, toolsKey } from './content-key.ts';
import { readCountObservation } from './count-observation.ts';
import type { PieceObservation } from './learnt-counts.ts';

const characters = (text: string): number => text.length;
const observed = (request: unknown, answer: unknown = { input_tokens: 21 }): PieceObservation | null => readCountObservation(bodyOf(request), bodyOf(answer), characters);
const message = (content: unknown): readonly unknown[] => [{ role: 'user', content }];
const octets = (text: string) => new TextEncoder().encode(text);
const tool = { name: 'Read', description: 'reads "it"', input_schema: { type: 'object' } };

describe('what a count of tokens tells', () => {
  it('is of a text, white space around it aside', () => {
    const piece = { of: 'piece', family: 'claude-opus-5-5', key: textKey('# Memory'), form: 'text', kind: null, estimated: 9, answered: 21 };
    expect(observed({ model: 'claude-opus-5-5', messages: message('# Memory\n'), tools: [] })).toEqual(piece);
    expect(observed({ model: 'claude-opus-5-5[1m]', messages: message([{ type: 'text', text: '# Memory\n' }]) })).toEqual(piece);
  });

  it('is of tools, whatever marks they have for the API, counted as in a prompt', () => {
    const estimated = '{"name":"Read","description":"reads "it"","input_schema":{"type":"object"}}'.length;
    expect(observed({ model: 'm', messages: message('foo'), tools: [tool] })).toEqual({ of: 'piece', family: 'm', key: toolsKey([{ ...tool, defer_loading: true }]), form: 'tools', kind: 'tool-definition', estimated, answered: 21 });
    expect(observed({ model: 'm', messages: message('foo'), tools: [{ ...tool, name: 'mcp__docs__read' }] })?.kind).toBe('mcp-tool-definition');
    expect(observed({ model: 'm', messages: message('foo'), tools: [tool, { ...tool, name: 'mcp__docs__read' }] })?.kind).toBeNull();
  });

  it('is of tools also when they are nested deeper than any stack', () => {
    const schema = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
    const body = `{"model":"m","messages":${JSON.stringify(message('foo'))},"tools":[{"name":"Read","input_schema":${schema}}]}`;
    expect(readCountObservation(octets(body), octets('{"input_tokens":21}'), (text) => text.length)?.form).toBe('tools');
  });

  it.each([
    ['a conversation', { model: 'm', messages: [...message('a'), { role: 'assistant', content: 'b' }] }],
    ['a system prompt', { model: 'm', system: 'be kind', messages: message('a') }],
    ['an image', { model: 'm', messages: message([{ type: 'image', source: {} }]) }],
    ['two texts', { model: 'm', messages: message([{ type: 'text', text: 'a' }, { type: 'text', text: 'b' }]) }],
    ['tools beside a text that counts', { model: 'm', messages: message('a whole sentence'), tools: [tool] }],
    ['tools that are none', { model: 'm', messages: message('foo'), tools: [7] }],
    ['no text', { model: 'm', messages: message(' \n') }],
    ['no model', { messages: message('a') }],
    ['no request', 'foo'],
  ])('is nothing for %s', (_name, request) => {
    expect(observed(request)).toBeNull();
  });

  it.each([[{ type: 'error' }], [{ input_tokens: -1 }], [{ input_tokens: 1.5 }], [{ input_tokens: '8' }], [null]])('is nothing with the answer %j', (answer) => {
    expect(observed({ model: 'm', messages: message('a') }, answer)).toBeNull();
  });
});
