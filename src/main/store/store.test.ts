import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auxiliaryPurposes } from '../../domain/thread/auxiliary-purpose.ts';
import { costGroupings } from '../../contract/cost-view.ts';
import { noTokens } from '../../domain/cost/cache-state.ts';
import { openAnalysisWrites, type AnalysisWrites } from './analysis/analysis-writes.ts';
import { exchangeWrites } from './exchange-writes.ts';
import type { ExchangeWrite, ExchangeWrites } from './exchange-writes.ts';
import { openStoreReads } from './open-store-reads.ts';
import { openStore } from './open-store.ts';
import type { Store } from './open-store.ts';
import type { Analysis, StoreReads } from './reads.ts';

let folder: string;
let file: string;
const endings: (() => void)[] = [];
const now = new Date('2025-03-04T05:06:07.008Z');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'store-'));
  file = join(folder, 'whence.db');
});

afterEach(() => {
  for (const end of endings.splice(0).toReversed()) end();
  rmSync(folder, { recursive: true, force: true });
});

describe('rows', () => {
  it('come newest first, page by page, with the total', () => {
    const { reads, writes } = openBoth();
    // Two at the same time: their order is that of their numbers.
    writes.write([1, 2, 3, 4, 5].map((number) => exchange(number, { atUs: number === 4 ? 30 : number * 10 })));
    const first = reads.listRows({ limit: 2 });
    expect([first.total, idsOf(first)]).toEqual([5, ['id-5', 'id-4']]);
    const second = reads.listRows({ limit: 2, before: 'id-4' });
    expect([second.total, idsOf(second)]).toEqual([5, ['id-3', 'id-2']]);
    expect(idsOf(reads.listRows({ limit: 2, before: 'id-2' }))).toEqual(['id-1']);
    expect(idsOf(reads.listRows({ limit: 2, offset: 3 }))).toEqual(['id-2', 'id-1']);
    expect(reads.listRows({ limit: 2, before: 'unknown' })).toEqual({ rows: [], total: 5 });
  });

  it('are found by session, time and source, all conditions together', () => {
    const { reads, writes, analyses } = openBoth();
    writes.write([1, 2, 3, 4].map((number) => exchange(number, { sessionId: number < 4 ? 'one' : null })));
    for (const number of [1, 3, 4]) save(analyses, `id-${number}`, analysis({ sessionId: null }));
    expect(idsOf(reads.listRows({ limit: 9, sessionId: 'one' }))).toEqual(['id-3', 'id-2', 'id-1']);
    expect(idsOf(reads.listRows({ limit: 9, sessionId: 'host:api.test' }))).toEqual(['id-4']);
    expect(idsOf(reads.listRows({ limit: 9, fromUs: 20, untilUs: 40 }))).toEqual(['id-3', 'id-2']);
    expect(idsOf(reads.listRows({ limit: 9, contextSource: 'docs' }))).toEqual(['id-4', 'id-3', 'id-1']);
    expect(idsOf(reads.listRows({ limit: 9, contextSource: 'user-input' }))).toEqual(['id-4', 'id-3', 'id-1']);
    const all = reads.listRows({ limit: 1, sessionId: 'one', fromUs: 11, contextSource: 'docs', before: 'id-4' });
    expect([idsOf(all), all.total]).toEqual([['id-3'], 1]);
    expect(idsOf(reads.listRows({ limit: 9, contextSource: "x' OR 1 --" }))).toEqual([]);
  });

  it('are read by their ids, unknown ones left out', () => {
    const { reads, writes } = openBoth();
    writes.write([exchange(1), exchange(2)]);
    expect(reads.readRows(['id-1', 'nope', 'id-2']).map(({ id }) => id)).toEqual(['id-2', 'id-1']);
    expect(reads.readDetail('nope')).toBeNull();
    expect(reads.readBody('nope', 'request')).toBeNull();
  });
});

describe('sessions', () => {
  it('hold what named them, or came from their host, with title, times, tokens and cost', () => {
    const { reads, writes, analyses } = openBoth();
    writes.write([exchange(1, { sessionId: 'one' }), exchange(2, { sessionId: 'one' }), exchange(3), exchange(4)]);
    save(analyses, 'id-1', analysis({ title: null, costMicroUsd: 250_000, promptTokens: 100, billing: 'api-key' }));
    save(analyses, 'id-2', analysis({ title: 'Fix the bug', costMicroUsd: 500_000, promptTokens: 200, billing: 'subscription' }));
    save(analyses, 'id-4', analysis({ sessionId: 'two', title: 'Else', projectDirectory: null, costMicroUsd: null, promptTokens: null }));
    expect(reads.listSessions()).toEqual([
      { id: 'two', title: 'Else', projectDirectory: null, startedAtUs: 40, lastAtUs: 40, exchanges: 1, promptTokens: 0, costMicroUsd: null, costUsd: null, subscriptionMicroUsd: null, importNumber: null },
      { id: 'host:api.test', title: null, projectDirectory: null, startedAtUs: 30, lastAtUs: 30, exchanges: 1, promptTokens: 0, costMicroUsd: null, costUsd: null, subscriptionMicroUsd: null, importNumber: null },
      { id: 'one', title: 'Fix the bug', projectDirectory: '/home/someone/depot', startedAtUs: 10, lastAtUs: 20, exchanges: 2, promptTokens: 300, costMicroUsd: 750_000, costUsd: 0.75, subscriptionMicroUsd: 500_000, importNumber: null },
    ]);
    expect(reads.listSessionExchanges('one')).toEqual(['id-1', 'id-2']);
    expect(reads.listSessionExchanges('host:api.test')).toEqual(['id-3']);
  });

  it('are named by what the user said in their main thread, not by what a subagent or the client itself asked', () => {
    const { reads, writes, analyses } = openBoth();
    const classes = ['auxiliary', 'subagent', 'main', 'main'] as const;
    writes.write(classes.map((requestClass, index) => exchange(index + 1, { sessionId: 'one', requestClass })));
    classes.forEach((_, index) => save(analyses, `id-${index + 1}`, analysis({ sessionId: 'one', title: `Title ${index + 1}` })));
    expect(reads.listSessions()).toMatchObject([{ id: 'one', title: 'Title 3' }]);
  });

  it('are of the project that they began in, wherever they go from there', () => {
    const { reads, writes, analyses } = openBoth();
    const directories = [null, '/home/someone/depot', '/home/someone/depot/docs'];
    writes.write(directories.map((_, index) => exchange(index + 1, { sessionId: 'one' })));
    directories.forEach((projectDirectory, index) => save(analyses, `id-${index + 1}`, analysis({ sessionId: 'one', title: 'Fix the bug', projectDirectory })));
    expect(reads.listSessions()).toMatchObject([{ id: 'one', projectDirectory: '/home/someone/depot' }]);
  });
});

describe('analyses', () => {
  it.each(auxiliaryPurposes)('are kept of requests of every purpose: %s', (auxiliaryPurpose) => {
    const { reads, writes, analyses } = openBoth();
    writes.write([exchange(1)]);
    save(analyses, 'id-1', analysis({ auxiliaryPurpose }));
    expect(reads.readRows(['id-1'])).toMatchObject([{ auxiliaryPurpose }]);
  });

  it('come back as they were saved, and show in the row', () => {
    const { reads, writes, analyses } = openBoth();
    writes.write([exchange(1, { sessionId: 'one' })]);
    const saved = analysis({ sessionId: 'one' });
    save(analyses, 'id-1', saved);
    expect(reads.readAnalysis('id-1')).toEqual(saved);
    expect(reads.readRows(['id-1'])).toMatchObject([
      { model: 'a-model', promptTokens: 42, tokensEstimated: false, usage: saved.usage, costMicroUsd: 125_000, costUsd: 0.125, groupTokens: { mcp: 40, conversation: 2 } },
    ]);
    const second = analysis({ sessionId: 'one', ruleVersion: 2, usage: null, groupTokens: null, segments: [], sources: [], output: null, cacheVerdict: null });
    save(analyses, 'id-1', second);
    expect(reads.readAnalysis('id-1')).toEqual(second);
    save(analyses, 'unknown', second);
  });

  it('are outstanding for finished exchanges without one, oldest first', () => {
    const { reads, writes, analyses } = openBoth();
    writes.write([exchange(1), exchange(2), exchange(3, { state: 'open' }), exchange(4, { state: 'interrupted' })]);
    expect([reads.listUnanalysed(9), reads.countUnanalysed()]).toEqual([['id-1', 'id-2', 'id-4'], 3]);
    expect(reads.listUnanalysed(2)).toEqual(['id-1', 'id-2']);
    save(analyses, 'id-1', analysis({ ruleVersion: 1 }));
    expect([reads.listUnanalysed(9), reads.countUnanalysed()]).toEqual([['id-2', 'id-4'], 2]);
    expect([reads.listOutdated(1, 9), reads.countOutdated(1)]).toEqual([[], { left: 0, total: 1 }]);
    expect(reads.readAnalysis('id-2')).toBeNull();
  });

  it('are out of date where they are of older rules: those of the session with the newest first, each session from its beginning on', () => {
    const { reads, writes, analyses } = openBoth();
    writes.write([1, 2, 3, 4, 5].map((number) => exchange(number, { sessionId: number % 2 === 1 ? 'odd' : 'even' })));
    for (const number of [1, 2, 3, 4, 5]) save(analyses, `id-${number}`, analysis({ ruleVersion: 1 }));
    expect([reads.listOutdated(2, 9), reads.countOutdated(2)]).toEqual([['id-1', 'id-3', 'id-5'], { left: 5, total: 5 }]);
    for (const number of [1, 3, 5]) save(analyses, `id-${number}`, analysis({ ruleVersion: 2 }));
    expect([reads.listOutdated(2, 1), reads.countOutdated(2)]).toEqual([['id-2'], { left: 2, total: 5 }]);
  });

  it('are not lost when the exchange is written once more', () => {
    const { reads, writes, analyses } = openBoth();
    writes.write([exchange(1)]);
    save(analyses, 'id-1', analysis({ sessionId: 'from-body' }));
    writes.write([exchange(1)]);
    expect(reads.readAnalysis('id-1')).toEqual(analysis({ sessionId: 'from-body' }));
    expect(reads.readRows(['id-1'])).toMatchObject([{ sessionId: 'from-body', promptTokens: 42 }]);
  });
});

describe('query plans', () => {
  it('use an index for every list, and sort none of the long ones', () => {
    const { writes, analyses } = openBoth();
    writes.write(Array.from({ length: 200 }, (_, index) => exchange(index + 1, { sessionId: `session-${index % 5}` })));
    analyses.saveAnalyses(Array.from({ length: 150 }, (_, index) => ({ id: `id-${index + 1}`, analysis: analysis({}) })));
    const statements: string[] = [];
    const reads = openStoreReads(file, (sql) => statements.push(sql));
    endings.push(() => reads.close());
    reads.listRows({ limit: 10, before: 'id-100' });
    reads.listRows({ limit: 10, sessionId: 'session-1', before: 'id-100' });
    reads.listRows({ limit: 10, fromUs: 100, untilUs: 900 });
    reads.listRows({ limit: 10, contextSource: 'docs', before: 'id-100', fromUs: 100 });
    reads.listRows({ limit: 10, contextSource: 'docs', sessionId: 'session-1' });
    reads.readRows(['id-1']);
    reads.readDetail('id-1');
    reads.readBody('id-1', 'request');
    reads.readAnalysis('id-1');
    reads.listSessions();
    reads.listSessionExchanges('session-1');
    reads.listUnanalysed(10);
    reads.countUnanalysed();
    reads.listOutdated(2, 10);
    reads.countOutdated(2);
    reads.listPlacedBefore({ sessionKey: 'session-1', id: 'id-100' }, 10);
    reads.listPlacedAfter({ sessionKey: 'session-1', id: 'id-100' }, 1, 10);
    reads.readLastTurnNumber({ sessionKey: 'session-1', id: 'id-100' }, 'main');
    reads.readThreadRecord('id-1');
    reads.readSessionRecords('session-1');
    reads.readBodyHash('id-1');
    reads.readLearnt('o200k_base');
    reads.readUnknownHarness();
    for (const by of costGroupings) for (const range of [{ sessionId: 'session-1' }, { fromUs: 100, untilUs: 900 }]) reads.readCosts({ by, limit: 9, ...range });
    const store = new Database(file, { readonly: true });
    endings.push(() => store.close());
    const sorting: string[] = [];
    for (const sql of statements.filter((text) => text.includes('SELECT'))) {
      const plan = store.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all().map(({ detail }) => detail);
      // A SCAN is allowed only of an index that holds all that is asked, of what is given as a list or was found before, and of the different sources.
      expect(plan.filter((step) => step.startsWith('SCAN') && !/INDEX|VIRTUAL TABLE|^SCAN @|^SCAN \(subquery|^SCAN grouping|^SCAN source$|json_each/.test(step))).toEqual([]);
      if (plan.some((step) => step.includes('TEMP B-TREE'))) sorting.push(sql);
    }
    // Sorted may be what is as few as the sessions, the ids asked for or the sources of one request, and the work left over.
    expect(sorting.filter((sql) => !/GROUP BY|json_each|FROM exchange_source|rule_version < /.test(sql))).toEqual([]);
    expect(statements.length).toBeGreaterThan(12);
  });
});

function openBoth(): { store: Store; reads: StoreReads & { close(): void }; writes: ExchangeWrites; analyses: ReturnType<typeof openAnalysisWrites> } {
  const opening = openStore(file, now);
  if (!opening.opened) throw new Error(opening.message);
  const { store } = opening;
  const reads = openStoreReads(file);
  const analyses = openAnalysisWrites(file);
  endings.push(
    () => store.close(),
    () => reads.close(),
    () => analyses.close(),
  );
  return { store, reads, writes: exchangeWrites(store), analyses };
}

function exchange(number: number, change: Partial<ExchangeWrite> & { readonly atUs?: number } = {}): ExchangeWrite {
  const { atUs = number * 10, ...columns } = change;
  return {
    number,
    id: `id-${number}`,
    state: 'complete',
    error: null,
    sessionId: null,
    agentId: null,
    promptId: null,
    requestClass: 'main',
    scheme: 'https',
    host: 'api.test',
    port: 443,
    method: 'POST',
    path: '/v1/messages',
    status: 200,
    timing: {
      requestStartedAtUs: atUs,
      requestReceivedAtUs: atUs + 1,
      requestForwardedAtUs: atUs + 2,
      responseStartedAtUs: atUs + 3,
      responseDeliveredAtUs: null,
    },
    requestBytes: 10,
    responseBytes: 20,
    head: {
      requestLine: 'POST /v1/messages HTTP/1.1',
      requestHeaders: [['Content-Type', 'application/json']],
      requestTrailers: [],
      interimHeads: [],
      statusLine: 'HTTP/1.1 200 OK',
      responseHeaders: [],
      responseTrailers: [],
    },
    bodies: [],
    ...columns,
  };
}

function analysis(change: Partial<Analysis>): Analysis {
  return {
    ruleVersion: 1,
    isPrompt: true,
    sessionId: null,
    model: 'a-model',
    title: 'A title',
    usage: { inputTokens: 2, cacheReadTokens: 40, cacheWrite5mTokens: null, cacheWrite1hTokens: 0, outputTokens: 7 },
    promptTokens: 42,
    tokensEstimated: false,
    estimateBasis: 'billed',
    estimatedTokens: 40,
    costMicroUsd: 125_000,
    outputMicroUsd: 25_000,
    webSearchMicroUsd: 0,
    billing: 'api-key',
    cliVersion: '2.1.330',
    projectDirectory: '/home/someone/depot',
    auxiliaryPurpose: null,
    threadKey: 'main',
    turnKey: 'prompt:1',
    turnNumber: 1,
    agentName: null,
    predecessorId: 'id-0',
    retryOf: null,
    groupTokens: { mcp: 40, conversation: 2 },
    segments: [
      { start: 0, end: 900, path: 'tools[0]', source: { kind: 'mcp-tool-definition', server: 'docs', tool: 'look' }, confidence: 'certain', tokens: 40, costMicroUsd: 90_000 },
      { start: 900, end: 950, path: 'messages[0]', source: { kind: 'user-input' }, confidence: 'likely', tokens: 2, costMicroUsd: 10_000 },
      { start: 950, end: 951, path: '', source: { kind: 'request-parameters' }, confidence: 'certain', tokens: null, costMicroUsd: null },
    ],
    sources: [
      { key: 'mcp:docs', kind: 'mcp-tool-definition', name: 'docs', tokens: 40, tokensByState: { ...noTokens, read: 40 }, costMicroUsd: 90_000, calls: 2 },
      { key: 'user-input', kind: 'user-input', name: null, tokens: 2, tokensByState: { ...noTokens, plain: 2 }, costMicroUsd: 10_000, calls: null },
      { key: 'request-parameters', kind: 'request-parameters', name: null, tokens: null, tokensByState: null, costMicroUsd: null, calls: null },
    ],
    output: { tokens: 7, tokensEstimated: false, parts: [{ source: { kind: 'assistant-text' }, tokens: 7, costMicroUsd: 25_000 }] },
    cacheVerdict: { verdict: 'read-as-expected', readTokens: 40 },
    ...change,
  };
}

function save(analyses: Pick<AnalysisWrites, 'saveAnalyses'>, id: string, found: Analysis): void {
  analyses.saveAnalyses([{ id, analysis: found }]);
}

function idsOf(page: { readonly rows: readonly { readonly id: string }[] }): string[] {
  return page.rows.map(({ id }) => id);
}
