import { expect, test } from 'vitest';
import type { SessionView } from '../../../contract/exchange-view.ts';
import type { AssembledThread } from '../../../domain/thread/assembled-session.ts';
import { inHeldOrder, keysOfPlace, sessionItems, type SessionThreads } from './session-items.ts';

function session(id: string, projectDirectory: string | null, importNumber: number | null = null): SessionView {
  return { id, projectDirectory, importNumber, title: null, startedAtUs: 1, lastAtUs: 2, exchanges: 1, promptTokens: 1, costMicroUsd: null, costUsd: null, subscriptionMicroUsd: null };
}

function thread(key: string, subagents: readonly AssembledThread[] = []): AssembledThread {
  const kind = key === 'main' ? 'main' : 'subagent';
  return { key, kind, agentId: null, name: key, call: null, turns: [{ key: 't', promptId: null, exchanges: [{ id: '1', retries: [] }], auxiliaries: [] }], auxiliaries: [], subagents };
}

const sessions = [session('import:1:x', '/home/a/depot', 1), session('one', '/home/a/depot'), session('host:api.test', null), session('two', '/home/a/site'), session('three', '/home/a/depot')];
const there: SessionThreads = { state: 'there', main: thread('main', [thread('agent:1', [thread('agent:2')])]), costs: new Map() };

function lines(toggled: readonly string[], threads: SessionThreads = there, sampleNumber: number | null = null): string[] {
  return sessionItems(sessions, { toggled: new Set(toggled), threadsOf: () => threads, sampleNumber }).map((item) => {
    const words = item.kind === 'project' ? item.name : item.kind === 'session' ? item.session.id : item.kind === 'thread' ? item.thread.key : item.kind === 'note' ? item.text : 'all';
    return `${' '.repeat(item.level)}${words}`;
  });
}

test('sessions stand below their projects, those without one and imported ones after them', () => {
  expect(lines([])).toEqual([' all', ' depot', '  one', '  three', ' site', '  two', ' No project', '  host:api.test', ' Imported', '  import:1:x']);
});

test('the sample stands under a name of its own', () => {
  expect(lines([], there, 1).slice(-2)).toEqual([' Sample', '  import:1:x']);
});

test('a folded project leaves its sessions out', () => {
  expect(lines(['project:/home/a/depot', 'imported', 'no project'])).toEqual([' all', ' depot', ' site', '  two', ' No project', ' Imported']);
});

test('an unfolded session has its main thread below it, and subagents below who called them', () => {
  expect(lines(['session:two']).slice(5, 9)).toEqual(['  two', '   main', '    agent:1', '     agent:2']);
  expect(lines(['session:two', 'thread:agent:1 of two']).slice(5, 9)).toEqual(['  two', '   main', '    agent:1', ' No project']);
  expect(lines(['session:two'], { state: 'loading' })[6]).toBe('   Reading the threads…');
  expect(lines(['session:two'], { state: 'failed', why: 'The disk is full.' })[6]).toBe('   The threads could not be read: The disk is full.');
  expect(lines(['session:two'], { state: 'there', main: null, costs: new Map() })[6]).toBe('   No conversation in it');
});

test('a place is shown by its thread, or by its session where that is folded', () => {
  expect(keysOfPlace({ session: null, thread: null })).toEqual(['all']);
  expect(keysOfPlace({ session: 'two', thread: 'agent:1' })).toEqual(['thread:agent:1 of two', 'session:two']);
});

test('a held order stays, with what is new before it', () => {
  expect(inHeldOrder(sessions, ['two', 'one', 'three']).map(({ id }) => id)).toEqual(['import:1:x', 'host:api.test', 'two', 'one', 'three']);
});
