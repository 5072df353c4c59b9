import type { Source } from './source.ts';

/** What a source is called by those who own it: its server, skill, file, agent or tool; null where it has no such name. */
export function sourceName(source: Source): string | null {
  switch (source.kind) {
    case 'mcp-tool-definition':
    case 'mcp-result':
    case 'mcp-prompt':
      return source.server;
    case 'mcp-instructions':
    case 'mcp-resource':
    case 'mcp-status':
      return source.server ?? null;
    case 'skill-listing':
    case 'skill-body':
    case 'agent-listing':
    case 'output-style':
    case 'mode':
      return source.name ?? null;
    case 'slash-command':
      return source.name;
    case 'memory-file':
    case 'file-mention':
      return source.path ?? null;
    case 'tool-definition':
    case 'builtin-result':
      return source.tool;
    case 'assistant-tool-call':
      return source.tool ?? null;
    case 'subagent-prompt':
    case 'agent-task':
    case 'subagent-result':
      return source.agent ?? null;
    case 'hook':
      return source.event ?? null;
    case 'system-prompt':
      return source.section ?? null;
    case 'environment':
      return source.part ?? null;
    case 'reminder':
      return source.which ?? null;
    case 'image':
      return source.mediaType ?? null;
    case 'api-overhead':
    case 'compaction-summary':
    case 'user-input':
    case 'assistant-text':
    case 'assistant-thinking':
    case 'request-parameters':
    case 'billing-line':
    case 'unknown-harness':
    case 'unknown':
      return null;
  }
}
