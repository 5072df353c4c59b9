import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completeFilter, type KnownNames } from './complete-filter.ts';

const known: KnownNames = {
  sessions: [{ id: '3f2a-1', title: 'Fix the bug' }],
  models: ['claude-opus-4-7', 'claude-sonnet-4-6'],
  agents: ['Explore', 'code reviewer'],
  projects: ['/home/someone/depot'],
  errors: ['dns-error'],
  hosts: ['api.anthropic.com'],
  servers: ['context7', 'two words'],
  serverTools: [{ server: 'context7', tool: 'resolve-id' }],
  skills: ['code-review'],
  memoryFiles: ['/home/someone/CLAUDE.md'],
  tools: ['Bash'],
  hookEvents: ['PreToolUse'],
};

/** `|` is the caret. The text with each entry in its place. */
function completed(marked: string): string[] {
  const caret = marked.indexOf('|');
  const text = marked.replace('|', '');
  const { start, end, entries } = completeFilter(text, caret, known);
  return entries.map((entry) => `${text.slice(0, start)}${entry.text}${text.slice(end)}`);
}

describe('completion', () => {
  it('offers the fields, all of them or those that are called so', () => {
    expect(completed('|').length).toBeGreaterThan(25);
    expect(completed('|').slice(0, 3)).toEqual(['status:', 'model:', 'source:']);
    expect(completed('model:opus |').length).toBeGreaterThan(25);
    expect(completed('mo|')).toEqual(['model:']);
    expect(completed('agent:main -st|')).toEqual(['agent:main -status:', 'agent:main -state:', 'agent:main -cost:', 'agent:main -host:', 'agent:main -first-token:']);
    expect(completed('sta|tus:200')).toEqual(['status:200', 'state:200']);
    expect(completed('"sta|"')).toEqual([]);
  });

  it('offers the values of a field: those of the language, and those that are known', () => {
    expect(completed('state:in|')).toEqual(['state:interrupted']);
    expect(completed('cache:|')).toEqual(['cache:no-cache-expected', 'cache:read-as-expected', 'cache:partial', 'cache:miss', 'cache:any', 'cache:none']);
    expect(completed('model:opus|')).toEqual(['model:claude-opus-4-7']);
    expect(completed('agent:main,co|')).toEqual(['agent:main,"code reviewer"']);
    expect(completed('session:bug|')).toEqual(['session:3f2a-1']);
    expect(completed('tokens:|')).toEqual(['tokens:>50k', 'tokens:10k..50k', 'tokens:>=1m', 'tokens:none']);
    expect(completed('after:2|')).toEqual(['after:2h']);
    expect(completed('model:so|nnet status:200')).toEqual(['model:claude-sonnet-4-6 status:200']);
    expect(completed('nope:x|')).toEqual([]);
  });

  it('offers sources by their families and names', () => {
    expect(completed('source:m|').slice(0, 5)).toEqual(['source:mcp:', 'source:memory:', 'source:mcp:context7', 'source:mcp:"two words"', 'source:memory:/home/someone/CLAUDE.md']);
    expect(completed('source:mcp:context7/|')).toEqual(['source:mcp:context7/resolve-id']);
    expect(completed('source:hook:|')).toEqual(['source:hook:', 'source:hook:PreToolUse']);
    expect(completed('source:kind:mcp-r|')).toEqual(['source:kind:mcp-result', 'source:kind:mcp-resource']);
  });

  it('is within the text, whatever the text and the caret', () => {
    const part = fc.oneof(fc.constantFrom('model:', 'source:mcp:', '"', ',', '-', ' ', 'status:', '/', 'co'), fc.string({ maxLength: 4 }));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 10 }).map((parts) => parts.join('')), fc.integer({ min: -3, max: 60 }), (text, caret) => {
        const { start, end } = completeFilter(text, caret, known);
        expect(start >= 0 && start <= end && end <= text.length).toBe(true);
        expect(start <= Math.max(0, Math.min(caret, text.length)) && end >= Math.max(0, Math.min(caret, text.length))).toBe(true);
      }),
      { numRuns: 3000 },
    );
    expect(completeFilter('abc', Number.NaN, known).start).toBe(0);
  });
});
