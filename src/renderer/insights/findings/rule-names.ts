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

/** What there is to do about the findings of a rule, in a word or two; null where there is nothing. */
export const ruleActs: Readonly<Record<InsightRule, string | null>> = {
  'unused-server': 'Switch off',
  'unused-tool': 'Switch off',
  'unused-skill': 'Switch off',
  'long-memory': 'Shorten',
  'repeated-memory': 'Say it once',
  'carried-results': 'Ask for less',
  'files-read-again': 'Read once',
  'cache-break': 'Avoid',
  'dear-subagent': 'Use less',
  'full-window': 'Start anew sooner',
  'low-rated': 'Weigh up',
  'unknown-harness': null,
};
