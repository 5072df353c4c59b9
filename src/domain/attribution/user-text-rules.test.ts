import { describe, expect, it } from 'vitest';
import { attributed, textBlock } from '../../../test-support/attributed-request.ts';
import type { Source } from './source.ts';
import { userTextRules } from './user-text-rules.ts';

/** One small text of our own wording behind each opener, with a word of it. */
const fixtures: readonly { readonly rule: string; readonly text: string; readonly source: Source }[] = [
  { rule: 'typed command', text: '<command-message>ship</command-message>\n<command-name>/ship</command-name>\n<command-args>MARK</command-args>', source: { kind: 'slash-command', name: 'ship' } },
  { rule: 'local command', text: '<command-name>/model</command-name> MARK', source: { kind: 'slash-command', name: 'model' } },
  { rule: 'local command output', text: '<local-command-stdout>MARK</local-command-stdout>', source: { kind: 'slash-command', name: 'local command' } },
  { rule: 'bash mode', text: '<bash-input>MARK</bash-input>', source: { kind: 'user-input' } },
  { rule: 'stop hook', text: 'Stop hook feedback:\nMARK', source: { kind: 'hook', event: 'Stop' } },
  { rule: 'compaction request', text: 'CRITICAL: Respond with TEXT ONLY. MARK', source: { kind: 'reminder', which: 'compaction' } },
  { rule: 'compaction summary', text: 'This session is being continued from a previous conversation that ran out of context. MARK', source: { kind: 'compaction-summary' } },
  { rule: 'resume after a cut', text: 'Your response above was stopped by a safety classifier MARK', source: { kind: 'reminder', which: 'resume' } },
  { rule: 'resume after the limit', text: 'Output token limit hit. MARK', source: { kind: 'reminder', which: 'resume' } },
  { rule: 'fetched page', text: '\nWeb page content:\n---\nMARK', source: { kind: 'builtin-result', tool: 'WebFetch' } },
  { rule: 'fetched page, marked', text: '<fetched-web-content id="1">MARK</fetched-web-content>', source: { kind: 'builtin-result', tool: 'WebFetch' } },
  { rule: 'web search', text: 'Perform a web search for the query: MARK', source: { kind: 'builtin-result', tool: 'WebSearch' } },
  { rule: 'fork', text: '<fork-boilerplate>x</fork-boilerplate> MARK', source: { kind: 'agent-task', agent: 'fork' } },
  { rule: 'continue', text: 'Continue from where you left off.', source: { kind: 'reminder', which: 'resume' } },
  { rule: 'message of the coordinator', text: 'The coordinator sent a message while you were working:\nMARK', source: { kind: 'agent-task' } },
  { rule: 'task notification', text: '<task-notification>MARK</task-notification>', source: { kind: 'reminder', which: 'task-notification' } },
  { rule: 'interruption', text: '[Request interrupted by user for MARK]', source: { kind: 'reminder', which: 'interrupted' } },
];

describe('the table of texts in the user’s role', () => {
  it('has a fixture for every row', () => {
    expect(userTextRules.map(({ name }) => name).filter((name) => !fixtures.some(({ rule }) => rule === name))).toEqual([]);
  });

  it.each(fixtures)('names $rule, and only claims it where the prompt stands', ({ rule, text, source }) => {
    expect(userTextRules.find(({ matches }) => matches.test(text))?.name).toBe(rule);
    const marker = text.includes('MARK') ? 'MARK' : text;
    const before = attributed({ messages: [{ role: 'user', content: [textBlock(text), textBlock('ASK')] }] }).holding(marker);
    expect(before).toMatchObject({ source, confidence: expect.stringMatching(/likely|claimed/) });
    const asked = attributed({ messages: [{ role: 'user', content: text }] }).holding(marker);
    expect(asked).toMatchObject({ source, confidence: 'claimed' });
  });

  it.each(fixtures)('takes $rule for the user’s own words within a text', ({ text }) => {
    expect(attributed({ messages: [{ role: 'user', content: `QUOTING ${text}` }] }).holding('QUOTING').source.kind).toBe('user-input');
  });
});
