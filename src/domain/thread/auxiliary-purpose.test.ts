import { expect, test } from 'vitest';
import { assistant, recorded, user, type RequestToRecord } from '../../../test-support/recorded-request.ts';
import type { AuxiliaryPurpose } from './auxiliary-purpose.ts';

const purposeOf = (request: Partial<RequestToRecord>): AuxiliaryPurpose | null => recorded({ id: 'a', at: 1, ...request }).facts.auxiliary;

const told: readonly (readonly [AuxiliaryPurpose, Partial<RequestToRecord>])[] = [
  ['title', { system: ['You are naming a coding session. Be brief.'], messages: [user('<session>\nhello\n</session>')] }],
  ['title', { messages: [user('<session>\nhello\n</session>')], fields: { tools: [] } }],
  ['web-fetch', { messages: [user('\nWeb page content:\n---\nA page.\n---\nWhat does it say?')] }],
  ['web-fetch', { messages: [user('What follows is a page.\n\n<fetched-web-content-7>\nA page.\n</fetched-web-content-7>\n\nSum it up.')] }],
  ['other', { messages: [user('Hello'), assistant('Hi'), user('[SUGGESTION MODE: Say what comes next.]')] }],
  ['web-search', { messages: [user('Search for ports.')], fields: { tools: [{ type: 'web_search_20250305', name: 'web_search' }] } }],
  ['count-tokens', { path: '/v1/messages/count_tokens?beta=true' }],
  ['compaction', { messages: [user('Hello'), assistant('Hi'), user('CRITICAL: Respond with TEXT ONLY. Sum it up.')] }],
  ['compaction', { messages: [user('Hello\n', 'CRITICAL: Respond with TEXT ONLY. Sum it up.')] }],
  ['safety-check', { system: ['You are a security monitor for autonomous AI coding agents. Judge.'], messages: [user('An action.')] }],
  ['side-question', { messages: [user('Hello'), assistant('Hi'), user('<system-reminder>This is a side question from the user.</system-reminder>', 'Why?')], fields: { tools: [{ name: 'Read' }] } }],
  ['topic', { system: ['Analyze if this message indicates a new conversation topic. Say so.'], messages: [user('And now?')] }],
];

test.each(told)('a request is told to be for %s by what is in it', (purpose, request) => {
  expect(purposeOf(request)).toBe(purpose);
});

test('a probe of the quota is told by its one token and one word', () => {
  const probe = { max_tokens: 1, messages: [{ role: 'user', content: 'quota' }] };
  expect(purposeOf({ fields: probe })).toBe('quota-probe');
  expect(purposeOf({ fields: { ...probe, max_tokens: 1000 } })).toBeNull();
});

test('headers say that a request is auxiliary, or a compaction, whatever is in it', () => {
  expect(purposeOf({ headers: { 'x-claude-code-request-class': 'auxiliary' } })).toBe('other');
  expect(purposeOf({ headers: { 'x-claude-code-request-class': 'compaction' } })).toBe('compaction');
  expect(purposeOf({ headers: { 'x-cc-compaction-request': 'auto' } })).toBe('compaction');
});

test('what a user types is no purpose where a header states that it is a step', () => {
  const messages = [user('CRITICAL: Respond with TEXT ONLY. I am only quoting.')];
  expect(purposeOf({ messages, headers: { 'x-claude-code-request-class': 'main' } })).toBeNull();
});

test('the steps of a conversation, and what is no request for a message, have no purpose', () => {
  expect(purposeOf({ messages: [user('Which port?')] })).toBeNull();
  expect(purposeOf({ path: '/api/claude_code/settings', method: 'GET' })).toBeNull();
  expect(purposeOf({ messages: [user('CRITICAL: Respond with TEXT ONLY.'), assistant('So be it.'), user('Go on.')] })).toBeNull();
});
