import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { rowOrders, type RowSort } from '../../../contract/filter-view.ts';
import type { ExchangeRow } from '../../../contract/exchange-view.ts';
import type { Source } from '../../../domain/attribution/source.ts';
import { parseFilter } from '../../../domain/filter/parse-filter.ts';
import { analysisOf, exchangeWrite } from '../../../../test-support/stored-exchange.ts';
import { openAnalysisWrites } from '../analysis/analysis-writes.ts';
import { exchangeWrites } from '../exchange-writes.ts';
import { openStoreReads } from '../open-store-reads.ts';
import { openStore, type Store } from '../open-store.ts';
import type { RowQuery, StoreReads } from '../reads.ts';

const startUs = Date.UTC(2026, 10, 27) * 1000;
const count = 240;
const models = ['claude-opus-4-7', 'claude-sonnet-4-6', null];
const statuses = [200, 200, 200, 429, 500, null];
/** One in ten is not analysed. */
const isAnalysed = (number: number): boolean => number % 10 !== 9;
const isHeld = (number: number, every: number): boolean => isAnalysed(number) && number % every === 0;
const sourcesOf = (number: number): readonly Source[] => [
  { kind: 'user-input' },
  ...(number % 3 === 0 ? [{ kind: 'mcp-tool-definition', server: 'docs', tool: 'find' } as const] : []),
  ...(number % 6 === 0 ? [{ kind: 'mcp-result', server: 'docs', tool: 'find' } as const] : []),
  ...(number % 5 === 0 ? [{ kind: 'mcp-tool-definition', server: 'other/one', tool: 'find' } as const] : []),
  ...(number % 4 === 0 ? [{ kind: 'skill-body', name: 'review' } as const, { kind: 'memory-file', path: '/home/a b/CLAUDE.md' } as const] : []),
  ...(number % 7 === 0 ? [{ kind: 'builtin-result', tool: 'Bash' } as const, { kind: 'hook', event: 'PreToolUse' } as const] : []),
];

const kept = { folder: '', endings: [] as (() => void)[] };
let store: Store;
let reads: StoreReads;

beforeAll(() => {
  ({ store, reads } = filled());
  return () => {
    for (const end of kept.endings.splice(0).toReversed()) end();
    rmSync(kept.folder, { recursive: true, force: true });
  };
});

describe('a filter of rows', () => {
  it.each<[string, (row: ExchangeRow, number: number) => boolean]>([
    ['', () => true],
    ['id:id-7', (_, number) => String(number).startsWith('7')],
    ['-id:id-7', (_, number) => !String(number).startsWith('7')],
    ['type:main', ({ requestClass }) => requestClass === 'main'],
    ['type:title,subagent', ({ auxiliaryPurpose, requestClass }) => auxiliaryPurpose === 'title' || requestClass === 'subagent'],
    ['session:aaaa0001-0000-4000-8000-000000000000', (row) => sessionKey(row) === 'aaaa0001-0000-4000-8000-000000000000'],
    ['session:aaaa', (row) => sessionKey(row).startsWith('aaaa')],
    ['session:host:api.test', (row) => sessionKey(row) === 'host:api.test'],
    ['-session:AAAA0001', (row) => !sessionKey(row).startsWith('aaaa0001')],
    ['session:import:1:aaaa0001-0000-4000-8000-000000000000', (row) => sessionKey(row) === 'import:1:aaaa0001-0000-4000-8000-000000000000'],
    ['session:ffff', () => false],
    ['-session:ffff', () => true],
    ['thread:none', ({ threadKey }) => threadKey === null],
    ['turn:2..3', ({ turnNumber }) => turnNumber === 2 || turnNumber === 3],
    ['agent:main', ({ agentName, requestClass, threadKey }) => agentName === null && (requestClass === 'main' || threadKey === 'main')],
    ['agent:explore', ({ agentName }) => agentName === 'Explore'],
    ['model:OPUS', ({ model }) => model === 'claude-opus-4-7'],
    ['model:none', ({ model }) => model === null],
    ['-model:opus', ({ model }) => model !== 'claude-opus-4-7'],
    ['model:%', () => false],
    ['model:_', () => false],
    ["model:\"x' OR 1 --\"", () => false],
    ['status:429,5xx', ({ status }) => status === 429 || status === 500],
    ['-status:200', ({ status }) => status !== 200],
    ['status:none', ({ status }) => status === null],
    ['state:failed', ({ state }) => state === 'failed'],
    ['error:any', ({ error }) => error !== null],
    ['error:dns-error', ({ error }) => error?.code === 'dns-error'],
    ['host:OTHER', ({ host }) => host === 'other.test'],
    ['path:count method:post', ({ path }) => path.includes('count')],
    ['project:depot', ({ projectDirectory }) => projectDirectory === '/home/someone/depot'],
    ['billing:api-key', ({ billing }) => billing === 'api-key'],
    ['cache:miss,none', ({ cacheVerdict }) => cacheVerdict === 'miss' || cacheVerdict === null],
    ['tokens:>500', ({ promptTokens }) => (promptTokens ?? 0) > 500],
    ['-tokens:>500', ({ promptTokens }) => promptTokens === null || promptTokens <= 500],
    ['output:<=3', ({ usage }) => usage?.outputTokens !== undefined && usage.outputTokens !== null && usage.outputTokens <= 3],
    ['cost:$0.01..0.05', ({ costMicroUsd }) => costMicroUsd !== null && costMicroUsd >= 10_000 && costMicroUsd <= 50_000],
    ['duration:>=2s', ({ timing }) => timing.responseDeliveredAtUs !== null && timing.responseDeliveredAtUs - timing.requestStartedAtUs >= 2e6],
    ['first-token:<500ms', ({ timing }) => timing.responseStartedAtUs !== null && timing.responseStartedAtUs - timing.requestStartedAtUs < 5e5],
    ['size:>1kb', ({ requestBytes, responseBytes }) => requestBytes + responseBytes > 1000],
    ['rated:<=2', ({ stars }) => stars !== null && stars <= 2],
    ['-rated:<=2', ({ stars }) => stars === null || stars > 2],
    ['rated:none,5', ({ stars }) => stars === null || stars === 5],
    ['-rated:none,5', ({ stars }) => stars !== null && stars !== 5],
    ['rated:any', ({ stars }) => stars !== null],
    ['pinned:yes', ({ isPinned }) => isPinned],
    ['pinned:no', ({ isPinned }) => !isPinned],
    ['imported:yes', ({ importNumber }) => importNumber !== null],
    ['content:removed', ({ contentRemovedAtUs }) => contentRemovedAtUs !== null],
    ['is:retry', ({ retryOf }) => retryOf !== null],
    ['after:2026-11-27T00:01Z before:2026-11-27T00:02:00Z', ({ timing }) => timing.requestStartedAtUs >= startUs + 60e6 && timing.requestStartedAtUs < startUs + 120e6],
    ['source:mcp:docs', (_, number) => isHeld(number, 3)],
    ['source:mcp:docs/find', (_, number) => isHeld(number, 3)],
    ['source:mcp:docs/else', () => false],
    ['source:mcp:"other/one"/find', (_, number) => isHeld(number, 5)],
    ['source:mcp', (_, number) => isHeld(number, 3) || isHeld(number, 5)],
    ['source:kind:mcp-result,skill:review', (_, number) => isHeld(number, 6) || isHeld(number, 4)],
    ['source:memory:"/home/a b/CLAUDE.md" -source:mcp:docs', (_, number) => isHeld(number, 4) && !isHeld(number, 3)],
    ['source:tool:Bash source:hook:PreToolUse', (_, number) => isHeld(number, 7)],
    ['source:docs', (_, number) => isHeld(number, 3)],
    ['source:nothing', () => false],
    ['-source:nothing', () => true],
    ['nobody-said-that', () => false],
    ['source:mcp:docs model:opus status:>=400 tokens:>50 after:2026-11-27', (row, number) => isHeld(number, 3) && row.model === 'claude-opus-4-7' && (row.status ?? 0) >= 400 && (row.promptTokens ?? 0) > 50],
  ])('finds all that it says, and nothing else: %s', (text, holds) => {
    const all = reads.listRows({ limit: 999 }).rows;
    const expected = all.filter((row) => holds(row, numberOf(row))).map(({ id }) => id);
    const found = list(text, { limit: 999 });
    expect(idsOf(found)).toEqual(expected);
    expect(found.total).toBe(expected.length);
    // Of some rows only, those that it finds.
    const some = all.map(({ id }) => id).filter((_, index) => index % 7 < 3);
    expect(idsOf(list(text, { ids: [...some, 'nope'], limit: 999 }))).toEqual(expected.filter((id) => some.includes(id)));
    // The same page by page, in every order.
    for (const by of rowOrders) expect(idsOf(list(text, { limit: 999, sort: { by, descending: true } })).toSorted()).toEqual(expected.toSorted());
    const [first, last] = [list(text, { limit: 7 }), list(text, { limit: 7, offset: Math.max(0, expected.length - 3) })];
    expect([first.total, last.total, list(text, { limit: 7, offset: 1000 }).total]).toEqual([expected.length, expected.length, expected.length]);
    expect(idsOf(first)).toEqual(expected.slice(0, 7));
  });

  it('goes with a session, a time and a source that are asked for otherwise', () => {
    const session = 'aaaa0001-0000-4000-8000-000000000000';
    const found = list('model:opus', { limit: 999, sessionId: session, fromUs: startUs + 20e6, contextSource: 'docs' });
    expect(found.rows.length).toBeGreaterThan(0);
    expect(found.rows.every((row) => row.sessionId === session && row.model === 'claude-opus-4-7' && row.timing.requestStartedAtUs >= startUs + 20e6)).toBe(true);
    // There, the beginning of an id is no id.
    expect(list('', { limit: 9, sessionId: 'aaaa' }).total).toBe(0);
  });
});

describe('pages', () => {
  it.each(rowOrders.flatMap((by) => [{ by, descending: true }, { by, descending: false }]))('follow one another without a gap, by $by, descending: $descending', (sort) => {
    const all = list('', { limit: 999, sort });
    expect(all.rows.map((row) => valueOf(row, sort))).toEqual(inOrder(all.rows, sort).map((row) => valueOf(row, sort)));
    expect(idsOf(all)).toEqual(idsOf({ rows: inOrder(all.rows, sort) }));
    expect(pagesOf('', { limit: 7, sort })).toEqual(idsOf(all));
    expect(pagesOf('source:mcp:docs -model:none', { limit: 7, sort })).toEqual(idsOf(list('source:mcp:docs -model:none', { limit: 999, sort })));
  });

  it('stay as they were when rows come in between', () => {
    fc.assert(
      fc.property(fc.constantFrom(...rowOrders), fc.boolean(), fc.integer({ min: 1, max: 40 }), (by, descending, limit) => {
        const sort: RowSort = { by, descending };
        const before = idsOf(list('', { limit: 999, sort }));
        const first = idsOf(list('', { limit, sort }));
        const added = addMeanwhile();
        const rest = pagesOf('', { limit, sort, before: first.at(-1) ?? '' });
        store.prepare('DELETE FROM exchange WHERE id = ?').run(added);
        expect([...first, ...rest].filter((id) => id !== added)).toEqual(before);
      }),
      { numRuns: 60 },
    );
  });

  it('after a row that is not there are empty, and say how many there are all the same', () => {
    expect(list('model:opus', { limit: 5, before: 'gone' })).toEqual({ rows: [], total: list('model:opus', { limit: 1 }).total });
  });
});

describe('sources', () => {
  const endings: (() => void)[] = [];
  afterEach(() => {
    for (const end of endings.splice(0).toReversed()) end();
  });

  it('are those of the last analysis, and none of an exchange that is deleted', () => {
    const fresh = filled(endings);
    const writes = openAnalysisWrites(fresh.file);
    endings.push(() => writes.close());
    const held = (text: string) => idsOf(fresh.reads.listRows({ limit: 999, filter: filterOf(text) }));
    const before = held('source:mcp:docs');
    expect(before).toContain('id-12');
    writes.saveAnalyses([{ id: 'id-12', analysis: analysisOf([{ kind: 'skill-body', name: 'new' }]) }]);
    expect(held('source:mcp:docs')).toEqual(before.filter((id) => id !== 'id-12'));
    expect(held('source:skill:new')).toEqual(['id-12']);
    fresh.store.exec('DELETE FROM exchange WHERE number = 12');
    expect(held('source:skill:new')).toEqual([]);
    expect(fresh.store.prepare('SELECT count(*) FROM source_block WHERE bits = 0').pluck().get()).toBe(0);
    fresh.store.exec('DELETE FROM exchange');
    expect(fresh.store.prepare('SELECT count(*) FROM source_block').pluck().get()).toBe(0);
  });

  it('are known by name, for completing', () => {
    expect(reads.readKnownNames()).toMatchObject({
      models: expect.arrayContaining(['claude-opus-4-7', 'claude-sonnet-4-6']),
      agents: ['Explore'],
      projects: ['/home/someone/depot'],
      errors: ['dns-error'],
      hosts: ['api.test', 'other.test'],
      servers: expect.arrayContaining(['docs', 'other/one']),
      serverTools: expect.arrayContaining([{ server: 'other/one', tool: 'find' }]),
      skills: ['review'],
      memoryFiles: ['/home/a b/CLAUDE.md'],
      tools: ['Bash'],
      hookEvents: ['PreToolUse'],
    });
    expect(reads.readKnownNames().sessions.map(({ id }) => id)).toContain('aaaa0001-0000-4000-8000-000000000000');
  });
});

function filled(endings = kept.endings): { readonly store: Store; readonly reads: StoreReads; readonly file: string } {
  const folder = mkdtempSync(join(tmpdir(), 'filters-'));
  if (kept.folder === '') kept.folder = folder;
  else endings.push(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'whence.db');
  const opening = openStore(file, new Date(0));
  if (!opening.opened) throw new Error(opening.message);
  const analyses = openAnalysisWrites(file);
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  opening.store.exec("INSERT INTO import (number, file_name, imported_at_us) VALUES (1, 'a.har', 0)");
  exchangeWrites(opening.store).write(numbers.map(exchangeOf));
  analyses.saveAnalyses(numbers.filter(isAnalysed).map((number) => ({ id: `id-${number}`, analysis: foundIn(number) })));
  const last = openStoreReads(file);
  endings.push(() => opening.store.close(), () => analyses.close(), () => last.close());
  opening.store.exec(`
    INSERT INTO rating (exchange_number, stars, rated_at_us) SELECT number, 1 + number % 5, 0 FROM exchange WHERE number % 8 = 0;
    UPDATE exchange SET is_pinned = 1 WHERE number % 11 = 0;
    UPDATE exchange SET content_removed_at_us = 5 WHERE number % 13 = 0;
    UPDATE exchange SET import_number = 1 WHERE number % 17 = 0;`);
  return { store: opening.store, reads: last, file };
}

function exchangeOf(number: number) {
  // Some begin at the same time.
  const at = startUs + Math.floor(number / 2) * 2e6;
  const isFailed = number % 9 === 0;
  return exchangeWrite(number, {
    state: isFailed ? 'failed' : 'complete',
    error: isFailed ? { code: 'dns-error', message: 'No such host.' } : null,
    sessionId: number % 4 === 3 ? null : `aaaa000${number % 4}-0000-4000-8000-000000000000`,
    requestClass: number % 6 === 1 ? 'subagent' : number % 6 === 2 ? 'auxiliary' : 'main',
    host: number % 7 === 3 ? 'other.test' : 'api.test',
    path: number % 5 === 0 ? '/v1/messages/count_tokens' : '/v1/messages',
    status: statuses[number % statuses.length] ?? null,
    timing: {
      requestStartedAtUs: at,
      requestReceivedAtUs: at + 1,
      requestForwardedAtUs: at + 2,
      responseStartedAtUs: isFailed ? null : at + (number % 10) * 100_000,
      responseDeliveredAtUs: number % 5 === 0 ? null : at + (number % 40) * 100_000,
    },
    requestBytes: number * 10,
    responseBytes: number,
  });
}

function foundIn(number: number) {
  return analysisOf(sourcesOf(number), {
    sessionId: number % 4 === 3 ? null : `aaaa000${number % 4}-0000-4000-8000-000000000000`,
    model: models[number % 3] ?? null,
    usage: { inputTokens: 1, cacheReadTokens: 1, cacheWrite5mTokens: 0, cacheWrite1hTokens: 0, outputTokens: number % 20 },
    promptTokens: (number * 37) % 1000,
    costMicroUsd: number % 5 === 0 ? null : (number * 977) % 90_000,
    billing: number % 2 === 0 ? 'api-key' : 'subscription',
    projectDirectory: number % 3 === 0 ? '/home/someone/depot' : null,
    auxiliaryPurpose: number % 6 === 2 ? 'title' : null,
    threadKey: number % 6 === 1 ? 'agent:1' : 'main',
    turnNumber: number % 6,
    agentName: number % 6 === 1 ? 'Explore' : null,
    retryOf: number % 19 === 0 ? 'id-1' : null,
    cacheVerdict: number % 4 === 0 ? null : { verdict: 'read-as-expected', readTokens: 1 },
  });
}

function addMeanwhile(): string {
  const number = exchangeWrites(store).nextNumber();
  exchangeWrites(store).write([exchangeOf(number)]);
  return `id-${number}`;
}

/** What was imported is in no session of what was captured. */
function sessionKey({ sessionId, host, importNumber }: ExchangeRow): string {
  return `${importNumber === null ? '' : `import:${importNumber}:`}${sessionId ?? `host:${host}`}`;
}

function filterOf(text: string) {
  const parse = parseFilter(text, { nowMs: startUs / 1000, localMs: (year, month, ...rest) => Date.UTC(year, month - 1, ...rest) });
  if (!parse.parsed) throw new Error(parse.mistakes.map(({ message }) => message).join(' '));
  return parse.filter;
}

function list(text: string, query: RowQuery) {
  return reads.listRows({ ...query, filter: filterOf(text) });
}

/** All pages, one after the other. */
function pagesOf(text: string, query: RowQuery): readonly string[] {
  const found: string[] = [];
  for (let page = idsOf(list(text, query)); page.length > 0; page = idsOf(list(text, { ...query, before: found.at(-1) ?? '' }))) found.push(...page);
  return found;
}

function idsOf({ rows }: { readonly rows: readonly { readonly id: string }[] }): string[] {
  return rows.map(({ id }) => id);
}

function valueOf(row: ExchangeRow, { by }: RowSort): string | number | null {
  const { timing } = row;
  const since = (at: number | null): number | null => (at === null ? null : at - timing.requestStartedAtUs);
  const values: Record<RowSort['by'], string | number | null> = {
    time: timing.requestStartedAtUs,
    tokens: row.promptTokens,
    output: row.usage?.outputTokens ?? null,
    cost: row.costMicroUsd,
    duration: since(timing.responseDeliveredAtUs),
    'first-token': since(timing.responseStartedAtUs),
    size: row.requestBytes + row.responseBytes,
    status: row.status,
    stars: row.stars,
    model: row.model,
    agent: row.agentName,
  };
  return values[by];
}

/** By the value, what has none last; equals newest first, but for time alone. */
function inOrder(rows: readonly ExchangeRow[], sort: RowSort): readonly ExchangeRow[] {
  return rows.toSorted((one, other) => {
    if (sort.by === 'time') return sort.descending ? newest(one, other) : newest(other, one);
    const [a, b] = [valueOf(one, sort), valueOf(other, sort)];
    if (a === b) return newest(one, other);
    if (a === null || b === null) return a === null ? 1 : -1;
    return (a < b ? -1 : 1) * (sort.descending ? -1 : 1);
  });
}

function newest(one: ExchangeRow, other: ExchangeRow): number {
  return other.timing.requestStartedAtUs - one.timing.requestStartedAtUs || numberOf(other) - numberOf(one);
}

function numberOf({ id }: ExchangeRow): number {
  return Number(id.slice(3));
}
