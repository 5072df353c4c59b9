import { expect, test } from 'vitest';
import { filterWith } from './filter-with.ts';

const mcp = { field: 'source', anyOf: [{ is: 'mcp', server: 'context7', tool: null }] } as const;

test('a condition is added to what is there', () => {
  expect(filterWith('', { field: 'model', anyOf: [{ is: 'word', word: 'opus' }] })).toBe('model:opus');
  expect(filterWith('status:>=400  "two words"', mcp)).toBe('status:>=400 "two words" source:mcp:context7');
  expect(filterWith('', { field: 'agent', anyOf: [{ is: 'word', word: 'code reviewer' }] }, true)).toBe('-agent:"code reviewer"');
});

test('another value of a field that has one takes the place of the first', () => {
  expect(filterWith('Model:opus -model:haiku tokens:>5', { field: 'model', anyOf: [{ is: 'word', word: 'sonnet' }] })).toBe('-model:haiku tokens:>5 model:sonnet');
});

test('sources and texts are asked for together, each once', () => {
  expect(filterWith('source:mcp:serena', mcp)).toBe('source:mcp:serena source:mcp:context7');
  expect(filterWith('source:mcp:context7 agent:main', mcp)).toBe('source:mcp:context7 agent:main');
  expect(filterWith('retry', { field: 'text', text: 'two words' })).toBe('retry "two words"');
});

test('what cannot be read stays as it is', () => {
  expect(filterWith('stat:4 "open', { field: 'text', text: 'word' })).toBe('stat:4 "open word');
});
