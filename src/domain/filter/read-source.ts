import { isSourceKind, sourceKinds } from '../attribution/source.ts';
import type { SourceTest } from './filter.ts';
import { nearestWords } from './nearest-words.ts';
import type { WrittenValue } from './split-terms.ts';
import { quoted, quotedIfNeeded } from './quote.ts';

export const sourceFamilies = ['mcp', 'skill', 'memory', 'tool'] as const;

type SourceReading = { readonly test: SourceTest } | { readonly test: null; readonly expected: string; readonly nearest: readonly string[] };

/**
 * `mcp:SERVER`, `mcp:SERVER/TOOL`, `skill:NAME`, `memory:PATH`, `tool:NAME`, each of them also without a name; `kind:KIND`, `KIND`, `KIND:NAME`; and a
 * name alone. A colon or a slash that belongs to a name is quoted, but after the first.
 */
export function readSourceTest({ text, plain }: Pick<WrittenValue, 'text' | 'plain'>): SourceReading {
  const colon = plain.indexOf(':');
  const head = colon < 0 ? plain : plain.slice(0, colon);
  const word = head.toLowerCase();
  const name = colon < 0 ? null : text.slice(colon + 1);
  if (text === '' || name === '') return refusal(name === '' ? `a name after "${head}:"` : wanted, []);
  if (word === 'kind') return readKind(name);
  if (word === 'mcp') return { test: { is: 'mcp', ...serverAndTool(name, colon < 0 ? '' : plain.slice(colon + 1)) } };
  if (word === 'skill' || word === 'memory' || word === 'tool') return { test: { is: word, name } };
  if (isSourceKind(word)) return { test: { is: 'kind', kind: word, name } };
  if (name === null) return { test: { is: 'name', name: text } };
  return refusal(wanted, nearestWords(head, [...sourceFamilies, 'kind', ...sourceKinds]).map((near) => `${near}:`));
}

/** Text that is read as the same test. */
export function writeSourceTest(test: SourceTest): string {
  switch (test.is) {
    case 'mcp': {
      if (test.server === null) return 'mcp';
      // An end without a tool, and a name that needs none, would be read as something else.
      const server = /[/]/.test(test.server) ? quoted(test.server) : quotedIfNeeded(test.server);
      return test.tool === null ? `mcp:${server}` : `mcp:${server}/${quotedIfNeeded(test.tool)}`;
    }
    case 'skill':
    case 'memory':
    case 'tool':
      return named(test.is, test.name);
    case 'kind':
      return test.name === null ? `kind:${test.kind}` : named(test.kind, test.name);
    case 'name':
      return quoted(test.name);
  }
}

const wanted = 'mcp:SERVER, mcp:SERVER/TOOL, skill:NAME, memory:PATH, tool:NAME, kind:KIND or KIND:NAME';

function refusal(expected: string, nearest: readonly string[]): SourceReading {
  return { test: null, expected, nearest };
}

function readKind(kind: string | null): SourceReading {
  const word = (kind ?? '').toLowerCase();
  if (isSourceKind(word)) return { test: { is: 'kind', kind: word, name: null } };
  return refusal('a kind of source as mcp-result or memory-file', nearestWords(word, sourceKinds).map((near) => `kind:${near}`));
}

function serverAndTool(name: string | null, plain: string): { readonly server: string | null; readonly tool: string | null } {
  const slash = plain.indexOf('/');
  if (name === null || slash <= 0 || slash === plain.length - 1) return { server: name, tool: null };
  return { server: name.slice(0, slash), tool: name.slice(slash + 1) };
}

function named(word: string, name: string | null): string {
  return name === null ? word : `${word}:${quotedIfNeeded(name)}`;
}
