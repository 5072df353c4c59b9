import { expect, test } from 'vitest';
import { exchangeRow } from '../../../test-support/exchange-row.ts';
import { agentName, cachedShare, hostName, isAside, isConnection, kindName, rowMood, shortModel, statusWords } from './row-facts.ts';

test.each([
  ['waiting', { state: 'open', status: null, timing: { ...exchangeRow('a', 0).timing, responseStartedAtUs: null } }, 'waiting'],
  ['streaming', { state: 'open' }, '200 …'],
  ['fine', {}, '200'],
  ['refused', { status: 529 }, '529'],
  ['refused', { error: { code: 'overloaded_error', message: 'in the stream' } }, '200 error'],
  ['cut-off', { state: 'interrupted' }, '200 cut off'],
  ['cut-off', { state: 'interrupted', error: { code: 'app-stopped', message: 'Whence was stopped.' } }, '200 cut off'],
  ['part-seen', { state: 'interrupted', error: { code: 'recorder-behind', message: 'It went on.' } }, '200 in part'],
  ['part-seen', { state: 'interrupted', status: null, error: { code: 'capture-off', message: 'It went on.' } }, 'in part'],
  ['failed', { state: 'failed', status: null }, 'failed'],
  ['unseen', { state: 'uncaptured', status: null }, 'unseen'],
] as const)('a row that is %s says so in words', (mood, given, words) => {
  const row = exchangeRow('a', 0, given);
  expect(rowMood(row)).toBe(mood);
  expect(statusWords(row)).toBe(words);
});

test('the cached share is of all that was billed, and unknown without a usage', () => {
  expect(cachedShare(exchangeRow('a', 0))).toBeCloseTo(0.6);
  expect(cachedShare(exchangeRow('a', 0, { usage: null }))).toBeNull();
});

test('an agent is named by its name, an opaque id by its start', () => {
  expect(agentName(exchangeRow('a', 0))).toBe('main');
  expect(agentName(exchangeRow('a', 0, { requestClass: 'subagent', agentId: 'acme:judge-of-everything' }))).toBe('acme:judge-of-everything');
  expect(agentName(exchangeRow('a', 0, { requestClass: 'subagent', agentId: 'b2f1c9d4e8a04e6f' }))).toBe('b2f1c9d4');
  expect(agentName(exchangeRow('a', 0, { requestClass: 'subagent', agentId: 'b2f1c9d4e8a04e6f', agentName: 'Explore' }))).toBe('Explore');
  expect(agentName(exchangeRow('a', 0, { requestClass: 'auxiliary', auxiliaryPurpose: 'title' }))).toBe('main');
  expect(agentName(exchangeRow('a', 0, { requestClass: 'other', threadKey: null }))).toBeNull();
});

test('a turn is called by the number of the prompt that set it off, once it is placed', () => {
  expect(kindName(exchangeRow('a', 0, { turnNumber: 1204 }))).toBe('turn 1,204');
  expect(kindName(exchangeRow('a', 0, { requestClass: 'subagent', turnNumber: null }))).toBe('turn');
});

test('what Claude Code asks for itself is called by its purpose', () => {
  expect(kindName(exchangeRow('a', 0, { requestClass: 'auxiliary', auxiliaryPurpose: 'web-fetch' }))).toBe('fetched page');
  expect(kindName(exchangeRow('a', 0, { requestClass: 'main', auxiliaryPurpose: 'title' }))).toBe('session title');
  expect(kindName(exchangeRow('a', 0, { requestClass: 'auxiliary' }))).toBe('auxiliary');
  expect(kindName(exchangeRow('a', 0, { requestClass: 'count-tokens' }))).toBe('token count');
});

test.each([
  ['GET', '/api/account/settings?y=1', '…/settings'],
  ['POST', '/api/event_logging/batch', 'POST …/batch'],
  ['GET', '/health', '/health'],
  ['GET', '/', '/'],
])('what is no prompt is called by its method and the end of its path: %s %s', (method, path, name) => {
  expect(kindName(exchangeRow('a', 0, { requestClass: 'other', method, path }))).toBe(name);
});

test('a connection of which no request was read is called by its host, and is no side call', () => {
  const unseen = exchangeRow('a', 0, { state: 'uncaptured', requestClass: 'other', method: '', path: '', port: 8443 });
  expect([isConnection(unseen), kindName(unseen), hostName(unseen), isAside(unseen)]).toEqual([true, 'api.anthropic.com', 'api.anthropic.com:8443', false]);
  expect(isConnection(exchangeRow('a', 0, { state: 'failed', method: '', path: '' }))).toBe(true);
  expect(isConnection(exchangeRow('a', 0, { state: 'failed' }))).toBe(false);
});

test('a side call is told from what carries prompts', () => {
  expect(isAside(exchangeRow('a', 0, { requestClass: 'other', method: 'GET', path: '/api/x' }))).toBe(true);
  expect(isAside(exchangeRow('a', 0, { requestClass: 'count-tokens', path: '/v1/messages/count_tokens' }))).toBe(true);
  expect(isAside(exchangeRow('a', 0, { requestClass: 'other', path: '/v1/messages/batches' }))).toBe(false);
  expect(isAside(exchangeRow('a', 0))).toBe(false);
});

test('a model is short without its maker and date', () => {
  expect(shortModel('claude-haiku-4-5-20251001')).toBe('haiku-4-5');
  expect(shortModel('some-model')).toBe('some-model');
});
