import type { SourceGroup, SourceKind } from './source.ts';

const kindLabels: Readonly<Record<SourceKind, string>> = {
  'system-prompt': 'system prompt',
  'subagent-prompt': 'subagent prompt',
  'tool-definition': 'definition',
  'mcp-tool-definition': 'definition',
  'mcp-instructions': 'instructions',
  'mcp-result': 'result',
  'mcp-resource': 'resource',
  'mcp-prompt': 'prompt',
  'mcp-status': 'status',
  'builtin-result': 'result',
  'skill-listing': 'listing',
  'skill-body': 'body',
  'slash-command': 'command',
  'agent-listing': 'agent listing',
  'api-overhead': 'added by the API',
  'memory-file': 'memory file',
  hook: 'hook',
  environment: 'environment',
  reminder: 'reminder',
  'output-style': 'output style',
  mode: 'mode',
  'file-mention': 'file mention',
  image: 'image',
  'compaction-summary': 'compaction summary',
  'agent-task': 'agent task',
  'subagent-result': 'subagent result',
  'user-input': 'user input',
  'assistant-text': 'assistant text',
  'assistant-thinking': 'thinking',
  'assistant-tool-call': 'tool call',
  'request-parameters': 'request parameters',
  'billing-line': 'billing line',
  'unknown-harness': 'unknown harness text',
  unknown: 'unknown',
};

/** What a group is called on screen. */
export const groupLabels: Readonly<Record<SourceGroup, string>> = {
  system: 'System prompt',
  tools: 'Tools',
  mcp: 'MCP servers',
  skills: 'Skills',
  memory: 'Memory',
  hooks: 'Hooks and reminders',
  conversation: 'Conversation',
  other: 'Other',
};

/** What a kind is called on screen below what it belongs to: "definition" under a tool, "result" under a server. */
export function kindLabel(kind: SourceKind): string {
  return kindLabels[kind];
}
