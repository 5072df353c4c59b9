import { describe, expect, test } from 'vitest';
import type { SessionView } from '../../contract/exchange-view.ts';
import type { StatusView } from '../../contract/status-view.ts';
import { setUpFacts, type SetUpStep } from './set-up-facts.ts';

const status: StatusView = {
  proxy: { url: 'http://127.0.0.1:8443', port: 8443, note: null },
  caFile: '/ca.pem',
  caBundleFile: '/ca.pem',
  certificateOutdated: false,
  dataDir: '/data',
  clients: 0,
  streaming: 0,
  exchanges: 0,
  storeBytes: 0,
  lost: 0,
  recordingTrouble: null,
  tunnelled: 0,
  unseen: 0,
  distrusting: [],
  runningPast: [],
  capture: true,
  accounts: { connections: 0, bytes: 0, exchanges: 0, refused: 0, unseen: 0, difference: null },
  api: { state: 'off' },
  standby: { state: 'ready', message: '' },
  analysisBacklog: 0,
  reanalysis: { left: 0, total: 0 },
  salvage: null,
  deleting: null,
  notices: [],
};
const nothing = { trust: { state: 'not-trusted', message: '', manualCommand: null }, status, sessions: [], settings: { file: '/s.json', standing: { state: 'not-set' }, isWanted: false, warnings: [] }, leftOut: new Set<SetUpStep>() } as const;

function session(id: string, importNumber: number | null = null): SessionView {
  return { id, importNumber, projectDirectory: null, title: null, startedAtUs: 1, lastAtUs: 2, exchanges: 3, promptTokens: 1, costMicroUsd: null, costUsd: null, subscriptionMicroUsd: null };
}

const client = (change: Partial<StatusView>) => setUpFacts({ ...nothing, status: { ...status, ...change } }).client.state;
const doneIn = (known: Partial<Parameters<typeof setUpFacts>[0]>) => setUpFacts({ ...nothing, ...known }).steps.map(({ isDone }) => isDone);

describe('the steps of the set-up', () => {
  test('none is done where nothing has happened, and the first is next', () => {
    expect(doneIn({})).toEqual([false, false, false]);
    expect(setUpFacts(nothing)).toMatchObject({ next: 'trust', client: { state: 'waiting' } });
  });

  test('the certificate counts as trusted only where the system says so', () => {
    expect(doneIn({ trust: { ...nothing.trust, state: 'cannot-tell' } })).toEqual([false, false, false]);
    expect(setUpFacts({ ...nothing, trust: { ...nothing.trust, state: 'trusted' } }).next).toBe('point');
  });

  test('what is left out for now is not next, and not done', () => {
    expect(setUpFacts({ ...nothing, leftOut: new Set(['trust']) })).toMatchObject({ next: 'point', steps: [{ isDone: false }, {}, {}] });
  });

  test.each([
    ['a client is connected', { clients: 1 }],
    ['one was captured and has gone', { accounts: { ...status.accounts, connections: 4 } }],
    ['one passed through', { tunnelled: 1 }],
  ])('a terminal is pointed when %s', (_, change) => {
    expect(doneIn({ status: { ...status, ...change } })).toEqual([false, true, false]);
  });

  test('a client that refused the certificate was not pointed by the second step, which is next then', () => {
    const refused = setUpFacts({ ...nothing, status: { ...status, accounts: { ...status.accounts, connections: 1 }, unseen: 1, distrusting: [{ pid: 7, name: 'claude' }] } });
    expect(refused).toMatchObject({ next: 'point', steps: [{ isDone: false }, { isDone: false, fact: 'A client does not trust the certificate' }, { isDone: false }] });
  });

  test('Claude Code that its settings point here needs no trust of the system', () => {
    expect(setUpFacts({ ...nothing, settings: { ...nothing.settings, standing: { state: 'set', isChanged: false } } }).next).toBe('run');
  });

  test('all of Claude Code is pointed where its settings say so, before any client came', () => {
    expect(doneIn({ settings: { ...nothing.settings, standing: { state: 'set', isChanged: false } } })).toEqual([false, true, false]);
    expect(doneIn({ settings: { ...nothing.settings, standing: { state: 'elsewhere', why: 'Another port.' } } })).toEqual([false, false, false]);
  });

  test('the first request is one of a session that was captured here: no sample, no import, no connection that passed unseen', () => {
    expect(doneIn({ sessions: [session('import:1:5e55', 1), session('import:1:host:api.anthropic.com', 1), session('host:api.anthropic.com')] })).toEqual([false, false, false]);
    expect(setUpFacts({ ...nothing, sessions: [session('5e55')] })).toMatchObject({ next: null, client: { state: 'seen', requests: 3 }, steps: [{ isDone: false }, { isDone: true }, { isDone: true }] });
  });

  test('a client that is not captured is not waited for any more', () => {
    expect(client({ distrusting: [{ pid: null, name: 'api.anthropic.com' }], clients: 1 })).toBe('distrusting');
    expect(client({ runningPast: [{ pid: 7, reason: 'NO_PROXY names it.' }] })).toBe('running-past');
    expect(client({ runningPast: [{ pid: 7, reason: 'NO_PROXY names it.' }], clients: 1 })).toBe('connected');
  });

  test('while recording is switched off, nothing else is said of clients', () => {
    expect(setUpFacts({ ...nothing, status: { ...status, capture: false, clients: 2 } }).client).toEqual({ state: 'not-recording' });
  });
});
