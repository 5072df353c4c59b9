import { expect, test } from 'vitest';
import { sourceKey, sourceOfKey } from '../attribution/source-key.ts';
import type { Source } from '../attribution/source.ts';
import { filterOfSources } from './filter-of-sources.ts';
import { commonSource, sourceOfFilter } from './page-of-source.ts';


test('a filter that asks for one source leads to its page, or that of its owner', () => {
  expect(sourceOfFilter('status:200 source:mcp:depot')).toBe('mcp/depot');
  expect(sourceOfFilter('source:mcp:depot/look_up')).toBe('mcp-tool-definition/server=depot/tool=look_up');
  expect([sourceOfFilter('source:skill:paint'), sourceOfFilter('source:memory:"/a b/CLAUDE.md"'), sourceOfFilter('source:tool:Read'), sourceOfFilter('source:hook:Stop')]).toEqual(['skills/paint', 'memory//a b/CLAUDE.md', 'tool/Read', 'hook/Stop']);
});

test('any other filter leads to none', () => {
  expect(['', 'source:mcp', '-source:mcp:depot', 'source:mcp:depot,tool:Read', 'source:mcp:depot source:tool:Read', 'source:depot', 'source:'].map(sourceOfFilter)).toEqual([null, null, null, null, null, null, null]);
});

test('sources have themselves in common, or their owner', () => {
  const [one, other]: Source[] = [{ kind: 'mcp-result', server: 'a/b', tool: 'c=d' }, { kind: 'mcp-instructions', server: 'a/b' }];
  if (one === undefined || other === undefined) throw new Error('two');
  expect([commonSource([one, one]), commonSource([one, other]), commonSource([one, { kind: 'user-input' }]), commonSource([])]).toEqual([sourceKey(one), 'mcp/a/b', null, null]);
});

test('a source is told again from its key, whatever its names hold', () => {
  const hostile: Source = { kind: 'mcp-result', server: 'a/tool=b%2F', tool: '\u202e=/\ud800' };
  expect(sourceOfKey(sourceKey(hostile))).toEqual(hostile);
  expect([sourceOfKey('mcp/depot'), sourceOfKey(''), sourceOfKey('constructor')]).toEqual([null, null, null]);
  expect(filterOfSources([hostile])).toContain('source:mcp:');
});
