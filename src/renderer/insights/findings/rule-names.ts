import type { InsightRule } from '../../../domain/insight/finding.ts';

/** What the findings of a rule are called together. */
export const ruleNames: Readonly<Record<InsightRule, string>> = {
  'unused-server': 'MCP servers never used',
  'unused-tool': 'Tools never called',
  'unused-skill': 'Skills never used',
  'long-memory': 'Long memory files',
  'repeated-memory': 'Memory that says the same twice',
  'carried-results': 'Results carried along',
  'files-read-again': 'Files read again and again',
  'cache-break': 'Breaks of the cache',
  'dear-subagent': 'Costly subagents',
  'full-window': 'Contexts near the end of the window',
  'low-rated': 'Low ratings at a high cost',
  'unknown-harness': 'Unknown text of the harness',
};
