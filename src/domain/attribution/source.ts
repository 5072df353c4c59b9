/** Where a run of bytes in a request body came from. One member for each kind; a field the wire does not state is absent. */
export type Source =
  | { readonly kind: 'system-prompt'; readonly section?: string }
  | { readonly kind: 'subagent-prompt'; readonly agent?: string }
  | { readonly kind: 'tool-definition'; readonly tool: string }
  | { readonly kind: 'mcp-tool-definition'; readonly server: string; readonly tool: string }
  | { readonly kind: 'mcp-instructions'; readonly server?: string }
  | { readonly kind: 'mcp-result'; readonly server: string; readonly tool: string }
  | { readonly kind: 'mcp-resource'; readonly server?: string; readonly uri?: string }
  | { readonly kind: 'mcp-prompt'; readonly server: string; readonly name: string }
  | { readonly kind: 'mcp-status'; readonly server?: string }
  | { readonly kind: 'builtin-result'; readonly tool: string }
  | { readonly kind: 'skill-listing'; readonly name?: string }
  | { readonly kind: 'skill-body'; readonly name?: string; readonly origin?: string }
  | { readonly kind: 'slash-command'; readonly name: string }
  | { readonly kind: 'agent-listing'; readonly name?: string }
  | { readonly kind: 'api-overhead' }
  | { readonly kind: 'memory-file'; readonly path?: string; readonly scope?: MemoryScope }
  | { readonly kind: 'hook'; readonly event?: string; readonly tool?: string }
  | { readonly kind: 'environment'; readonly part?: string }
  | { readonly kind: 'reminder'; readonly which?: string }
  | { readonly kind: 'output-style'; readonly name?: string }
  | { readonly kind: 'mode'; readonly name?: string }
  | { readonly kind: 'file-mention'; readonly path?: string }
  | { readonly kind: 'image'; readonly mediaType?: string; readonly width?: number; readonly height?: number }
  | { readonly kind: 'compaction-summary' }
  | { readonly kind: 'agent-task'; readonly agent?: string }
  | { readonly kind: 'subagent-result'; readonly agent?: string }
  | { readonly kind: 'user-input' }
  | { readonly kind: 'assistant-text' }
  | { readonly kind: 'assistant-thinking' }
  | { readonly kind: 'assistant-tool-call'; readonly tool?: string }
  | { readonly kind: 'request-parameters' }
  | { readonly kind: 'billing-line' }
  | { readonly kind: 'unknown-harness' }
  | { readonly kind: 'unknown' };

export type SourceKind = Source['kind'];

export type MemoryScope = 'user' | 'project' | 'local' | 'auto' | 'nested';

/** The seven groups of the window, and `other` for what is in none of them; in the order they are stacked. */
export const sourceGroups = ['system', 'tools', 'mcp', 'skills', 'memory', 'hooks', 'conversation', 'other'] as const;
export type SourceGroup = (typeof sourceGroups)[number];

const groupOfKind: Readonly<Record<SourceKind, SourceGroup>> = {
  'system-prompt': 'system',
  'subagent-prompt': 'system',
  'tool-definition': 'tools',
  'builtin-result': 'tools',
  'agent-listing': 'tools',
  'mcp-tool-definition': 'mcp',
  'mcp-instructions': 'mcp',
  'mcp-result': 'mcp',
  'mcp-resource': 'mcp',
  'mcp-prompt': 'mcp',
  'mcp-status': 'mcp',
  'skill-listing': 'skills',
  'skill-body': 'skills',
  'slash-command': 'skills',
  'memory-file': 'memory',
  hook: 'hooks',
  reminder: 'hooks',
  mode: 'hooks',
  environment: 'system',
  'output-style': 'system',
  'billing-line': 'system',
  'file-mention': 'conversation',
  image: 'conversation',
  'compaction-summary': 'conversation',
  'agent-task': 'conversation',
  'subagent-result': 'conversation',
  'user-input': 'conversation',
  'assistant-text': 'conversation',
  'assistant-thinking': 'conversation',
  'assistant-tool-call': 'conversation',
  'request-parameters': 'other',
  'api-overhead': 'other',
  'unknown-harness': 'other',
  unknown: 'other',
};

/** The group a kind is shown and coloured under. */
export function sourceGroup(kind: SourceKind): SourceGroup {
  return groupOfKind[kind];
}

/** Every kind there is. */
export const sourceKinds: readonly string[] = Object.keys(groupOfKind);

export function isSourceKind(word: string): word is SourceKind {
  return Object.hasOwn(groupOfKind, word);
}
