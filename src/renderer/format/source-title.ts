import type { Source, SourceKind } from '../../domain/attribution/source.ts';

const kindTitles: Readonly<Record<SourceKind, string>> = {
  'system-prompt': 'system prompt',
  'subagent-prompt': 'subagent prompt',
  'tool-definition': 'tool definition',
  'mcp-tool-definition': 'MCP tool definition',
  'mcp-instructions': 'MCP instructions',
  'mcp-result': 'MCP result',
  'mcp-resource': 'MCP resource',
  'mcp-prompt': 'MCP prompt',
  'mcp-status': 'MCP status',
  'builtin-result': 'tool result',
  'skill-listing': 'skill listing',
  'skill-body': 'skill body',
  'slash-command': 'slash command',
  'agent-listing': 'agent listing',
  'api-overhead': 'added by the API',
  'memory-file': 'memory file',
  hook: 'hook output',
  environment: 'environment',
  reminder: 'reminder',
  'output-style': 'output style',
  mode: 'mode',
  'file-mention': 'mentioned file',
  image: 'image',
  'compaction-summary': 'compaction summary',
  'agent-task': 'task from the parent agent',
  'subagent-result': 'subagent result',
  'user-input': 'user input',
  'assistant-text': 'assistant text',
  'assistant-thinking': 'assistant thinking',
  'assistant-tool-call': 'tool call',
  'request-parameters': 'request parameters',
  'billing-line': 'billing line',
  'unknown-harness': 'unknown, from the harness',
  unknown: 'unknown',
};

/** Where a memory file or a skill is kept, before its kind: "project memory file", "user's skill body". */
const keptTitles: Readonly<Record<string, string>> = { user: "user's", auto: 'automatic' };

/** What a kind of source is called in a sentence. */
export function kindTitle(source: Source): string {
  const kept = source.kind === 'memory-file' ? source.scope : source.kind === 'skill-body' ? source.origin : undefined;
  return kept === undefined ? kindTitles[source.kind] : `${Object.hasOwn(keptTitles, kept) ? (keptTitles[kept] ?? kept) : kept} ${kindTitles[source.kind]}`;
}

/** The same of a kind alone. */
export function kindWords(kind: SourceKind): string {
  return kindTitles[kind];
}

/** What one segment is called: the names it carries, else its kind. */
export function segmentTitle(source: Source): string {
  const names = sourceNames(source);
  return names.length === 0 ? kindTitle(source) : names.join(' · ');
}

/** The names a source carries, outermost first: server and tool, skill, file. Empty for those that carry none. */
export function sourceNames(source: Source): readonly string[] {
  // Where it is kept is no name: its kind says it.
  if (source.kind === 'memory-file') return source.path === undefined ? [] : [source.path];
  if (source.kind === 'skill-body') return source.name === undefined ? [] : [source.name];
  const { kind: _kind, ...names } = source;
  return Object.values(names).map(String);
}
