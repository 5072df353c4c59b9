import type { SourceKind } from './source.ts';

/** What has another text each time it is there: results, words, files as they are read. All else has one text, which changes now and then. */
const newEachTime: ReadonlySet<SourceKind> = new Set<SourceKind>([
  'mcp-result', 'mcp-resource', 'mcp-prompt', 'mcp-status', 'builtin-result', 'slash-command', 'hook', 'file-mention', 'image', 'compaction-summary', 'agent-task',
  'subagent-result', 'user-input', 'assistant-text', 'assistant-thinking', 'assistant-tool-call', 'request-parameters', 'billing-line', 'unknown-harness', 'unknown',
]);

/** Whether the texts of a kind are versions of one. */
export function hasVersions(kind: SourceKind): boolean {
  return !newEachTime.has(kind);
}
