import { expect, test } from 'vitest';
import type { Source } from '../attribution/source.ts';
import { parseFilter } from './parse-filter.ts';
import { testsOfSources } from './tests-of-sources.ts';
import { writeFilter } from './write-filter.ts';

const asked = (...sources: readonly Source[]) => {
  const text = writeFilter({ terms: [{ negated: false, field: 'source', anyOf: testsOfSources(sources) }] });
  expect(parseFilter(text, { nowMs: 0, localMs: () => 0 }).parsed).toBe(true);
  return text;
};
const result = (server: string, tool: string): Source => ({ kind: 'mcp-result', server, tool });

test('a server is asked for by its name, one tool of it with the tool, and several servers as a family', () => {
  expect(asked(result('docs', 'find'), { kind: 'mcp-instructions', server: 'docs' })).toBe('source:mcp:docs');
  expect(asked(result('docs', 'find'), result('docs', 'find'))).toBe('source:mcp:docs/find');
  expect(asked(result('docs', 'find'), result('depot', 'find'))).toBe('source:mcp');
});

test('skills, files and tools are asked for by what they are called', () => {
  expect(asked({ kind: 'skill-body', name: 'paint it' }, { kind: 'skill-listing', name: 'paint it' })).toBe('source:skill:"paint it"');
  expect(asked({ kind: 'memory-file', path: '/a/CLAUDE.md' })).toBe('source:memory:/a/CLAUDE.md');
  expect(asked({ kind: 'tool-definition', tool: 'Read' }, { kind: 'builtin-result', tool: 'Bash' })).toBe('source:tool');
});

test('all else is asked for by its kinds, with the name where there is one', () => {
  expect(asked({ kind: 'hook', event: 'Stop' })).toBe('source:hook:Stop');
  expect(asked({ kind: 'user-input' }, { kind: 'assistant-text' })).toBe('source:kind:user-input,kind:assistant-text');
});
