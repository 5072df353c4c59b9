import { describe, expect, it } from 'vitest';
import { fieldOfKey, sourceKey } from './source-key.ts';
import { sourceName } from './source-name.ts';

describe('keys and names of sources', () => {
  it('tell sources apart whatever their names hold, and not by the order of their fields', () => {
    expect(sourceKey({ kind: 'mcp-result', server: 'a', tool: 'b' })).toBe(sourceKey({ tool: 'b', server: 'a', kind: 'mcp-result' }));
    expect(sourceKey({ kind: 'mcp-result', server: 'a/tool=b', tool: 'c' })).not.toBe(sourceKey({ kind: 'mcp-result', server: 'a', tool: 'b/tool=c' }));
    expect(sourceKey({ kind: 'tool-definition', tool: '\ud800' })).toContain('tool-definition');
  });

  it('tell a field again', () => {
    const key = sourceKey({ kind: 'mcp-result', server: 'a/tool=b', tool: '50%2F=/' });
    expect([fieldOfKey(key, 'server'), fieldOfKey(key, 'tool'), fieldOfKey(key, 'uri')]).toEqual(['a/tool=b', '50%2F=/', null]);
  });

  it('name what a user would look for', () => {
    expect(sourceName({ kind: 'mcp-tool-definition', server: 'docs', tool: 'find' })).toBe('docs');
    expect(sourceName({ kind: 'skill-body', name: 'paint' })).toBe('paint');
    expect(sourceName({ kind: 'memory-file', path: '/p/CLAUDE.md', scope: 'project' })).toBe('/p/CLAUDE.md');
    expect(sourceName({ kind: 'builtin-result', tool: 'Read' })).toBe('Read');
    expect(sourceName({ kind: 'user-input' })).toBeNull();
  });
});
