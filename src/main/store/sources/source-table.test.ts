import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assistant, call, user } from '../../../../test-support/recorded-request.ts';
import { StoredTraffic } from '../../../../test-support/stored-traffic.ts';
import type { UseFigures } from '../../../contract/source-view.ts';
import { averageRating } from '../../../domain/rating/average-rating.ts';
import type { SourceFigures } from '../reads.ts';
import { sourceKey } from '../../../domain/attribution/source-key.ts';
import { sourceName } from '../../../domain/attribution/source-name.ts';
import { ownerKey } from '../../../domain/cost/cost-by-owner.ts';
import { decodeBody } from '../bodies/decoded-body.ts';
import { readSourceTexts } from '../../answers/source-texts/read-source-texts.ts';

let folder: string;
let traffic: StoredTraffic;
const dayUs = 86_400_000_000;
const startUs = Date.UTC(2026, 9, 1) * 1000;
const tool = (name: string, description: string) => ({ name, description, input_schema: { type: 'object' } });
const toolsAt = (index: number) => [
  tool('Read', 'Reads a file from the disk of this machine.'),
  ...(index % 3 === 0 ? [] : [tool('mcp__depot__lookup', index < 12 ? 'Looks a thing up in the depot.' : 'Looks things up in the depot,\nand in the yard.')]),
  tool('mcp__depot__unused', 'Nobody calls it.'),
];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'source-table-'));
  traffic = new StoredTraffic(join(folder, 'whence.db'));
  for (let index = 0; index < 24; index += 1) {
    const calls = Array.from({ length: index % 3 }, (_, at) => call(`toolu_${at}`, at === 0 ? 'mcp__depot__lookup' : 'Read', {}));
    traffic.add({
      id: `id-${index}`,
      at: startUs + index * 0.4 * dayUs,
      fields: { model: index === 7 ? 'claude-of-tomorrow-99' : 'claude-sonnet-4-5', tools: toolsAt(index) },
      messages: [user('Look at the depot.'), assistant('Well, '.repeat(index)), user('And then? '.repeat(index + 1))],
      answer: [{ type: 'text', text: 'It is in the depot.' }, ...calls],
      usage: { input_tokens: 7 + index, cache_read_input_tokens: index * 131, cache_creation_input_tokens: 977 - index * 13, output_tokens: 83 + index * 7 },
    });
  }
  traffic.add({ id: 'unbilled', at: startUs, fields: { tools: toolsAt(1) }, answer: null, state: 'failed' });
  await traffic.analyse();
}, 60_000);
afterAll(() => {
  traffic.close();
  rmSync(folder, { recursive: true, force: true });
});

const ranges = [{}, { fromUs: startUs + 1.3 * dayUs, untilUs: startUs + 4.7 * dayUs }, { fromUs: startUs + 2 * dayUs }, { fromUs: startUs + 1.1 * dayUs, untilUs: startUs + 1.9 * dayUs }, { untilUs: startUs }];

async function answerOf(id: string): Promise<string> {
  const body = traffic.reads.readBody(id, 'response');
  return body === null ? '' : Buffer.from((await decodeBody(body)).octets).toString();
}

interface Sum {
  requests: number;
  tokens: number;
  costMicroUsd: number;
  definitions: number;
  calls: number;
}

/** Added up another way: from the segments of each request, and from the answers as they are on the wire. */
async function sumsOf(range: { readonly fromUs?: number; readonly untilUs?: number }): Promise<{ readonly owners: Map<string, Sum>; readonly output: number; readonly total: number }> {
  const owners = new Map<string, Sum>();
  let [output, total] = [0, 0];
  for (const row of traffic.reads.listRows({ limit: 100, ...range }).rows) {
    const analysis = traffic.reads.readAnalysis(row.id);
    if (analysis === null || analysis.usage === null) continue;
    total += analysis.costMicroUsd ?? 0;
    output += analysis.outputMicroUsd ?? 0;
    const answer = await answerOf(row.id);
    const called = [...answer.matchAll(/"name":"(\w+)"/g)].map(([, name]) => name);
    const seen = new Map<string, Set<string>>();
    for (const { source, tokens, costMicroUsd } of analysis.segments) {
      const key = ownerKey(source.kind, sourceName(source));
      const sum = owners.get(key) ?? { requests: 0, tokens: 0, costMicroUsd: 0, definitions: 0, calls: 0 };
      sum.tokens += tokens ?? 0;
      sum.costMicroUsd += costMicroUsd ?? 0;
      owners.set(key, sum);
      const kinds = seen.get(key) ?? new Set();
      if (kinds.size === 0) sum.requests += 1;
      if ((source.kind === 'tool-definition' || source.kind === 'mcp-tool-definition') && !kinds.has(sourceKey(source))) {
        if (![...kinds].some((other) => other.includes('definition'))) sum.definitions += 1;
        const wire = source.kind === 'tool-definition' ? source.tool : `mcp__${source.server}__${source.tool}`;
        sum.calls += called.filter((name) => name === wire).length;
      }
      seen.set(key, kinds.add(sourceKey(source)));
    }
  }
  return { owners, output, total };
}

function asSum({ requests, tokens, costMicroUsd, definitions, calls }: UseFigures): Sum {
  return { requests, tokens: tokens ?? 0, costMicroUsd: costMicroUsd ?? 0, definitions: definitions ?? 0, calls: calls ?? 0 };
}

describe('the table of sources', () => {
  it.each(ranges)('has what the requests of %j had, and sums to their bill', async (range) => {
    const table = traffic.reads.readSourceTable(range);
    const { owners, output, total } = await sumsOf(range);
    expect(Object.fromEntries(table.owners.map((owner) => [owner.key, asSum(owner)]))).toEqual(Object.fromEntries(owners));
    for (const owner of table.owners) {
      for (const figure of ['tokens', 'costMicroUsd', 'calls'] as const) {
        expect(owner.sources.reduce((sum, source) => sum + (source[figure] ?? 0), 0)).toBe(owner[figure] ?? 0);
      }
    }
    const sources = table.owners.reduce((sum, { costMicroUsd }) => sum + (costMicroUsd ?? 0), 0);
    expect([sources + output, table.bill.totalMicroUsd ?? 0]).toEqual([total, total]);
    expect(table.bill).toMatchObject({ outputMicroUsd: table.billed === 0 ? null : output, unattributedMicroUsd: null });
  });

  it('says which requests are in none of its figures', () => {
    expect(traffic.reads.readSourceTable({})).toMatchObject({ billed: 24, unbilled: 1, imported: 0, bill: { withoutPrice: 1 } });
  });

  it('has what was in no request with a bill, with the requests that held it, and nothing that is not known', async () => {
    const failed = { fields: { tools: [...toolsAt(1), tool('mcp__quarry__dig', 'Digs.'), tool('mcp__depot__weigh', 'Weighs.')] }, answer: null, state: 'failed' } as const;
    traffic.add({ id: 'failed-1', at: startUs + 2 * dayUs, ...failed }, { id: 'failed-2', at: startUs + 3 * dayUs, ...failed });
    await traffic.analyse();
    const unknown = { requests: 2, tokens: null, costMicroUsd: null, definitions: 2, answered: 0, calls: null };
    for (const range of [{}, { fromUs: startUs + 1.5 * dayUs }, { fromUs: startUs + dayUs, untilUs: startUs + 3.5 * dayUs }]) {
      const { owners } = traffic.reads.readSourceTable(range);
      expect(owners.find(({ key }) => key === 'mcp/quarry')).toMatchObject(unknown);
      expect(owners.find(({ key }) => key === 'mcp/depot')?.sources.find(({ key }) => key.endsWith('weigh'))).toMatchObject(unknown);
    }
    const depot = traffic.reads.readSourceTable({}).owners.find(({ key }) => key === 'mcp/depot');
    expect(depot).toMatchObject({ requests: 24, definitions: 24 });
    expect(traffic.reads.readSourceTable({ fromUs: startUs + 3.5 * dayUs }).owners.find(({ key }) => key === 'mcp/quarry')).toBeUndefined();
    expect(traffic.reads.readSourcePage({ key: 'mcp/quarry' })).toMatchObject({ owner: unknown, days: [] });
    expect(traffic.reads.listSources({ order: 'cost', ascending: false, offset: 0, limit: 100 }).sources.map(({ key }) => key)).toContain('mcp-tool-definition/server=quarry/tool=dig');
    traffic.store.exec("DELETE FROM exchange WHERE id IN ('failed-1', 'failed-2')");
    expect(traffic.reads.readSourceTable({}).owners.some(({ key }) => key === 'mcp/quarry')).toBe(false);
  });

  it('tells what was offered in vain from what was called', () => {
    const depot = traffic.reads.readSourceTable({}).owners.find(({ key }) => key === 'mcp/depot');
    expect(depot).toMatchObject({ name: 'depot', group: 'mcp', definitions: 24, answered: 24, calls: 16 });
    expect(depot?.sources.map(({ key, definitions, calls }) => [key, definitions, calls])).toEqual(
      expect.arrayContaining([
        ['mcp-tool-definition/server=depot/tool=lookup', 16, 16],
        ['mcp-tool-definition/server=depot/tool=unused', 24, 0],
      ]),
    );
  });

  it('is the same when exchanges were analysed again, and has nothing left of those that are deleted', async () => {
    const before = traffic.reads.readSourceTable({});
    await traffic.analyseOne('id-5');
    expect(traffic.reads.readSourceTable({})).toEqual(before);
    traffic.store.exec('SAVEPOINT before');
    traffic.store.exec('DELETE FROM exchange');
    expect(traffic.store.prepare('SELECT sum(abs(defined) + abs(answered) + abs(calls)) FROM cost_day').pluck().get()).toBe(0);
    traffic.store.exec('ROLLBACK TO before; RELEASE before');
  });

  it('says nothing of calls that are not known', () => {
    traffic.store.exec("CREATE TEMP TABLE kept AS SELECT * FROM cost_day; UPDATE cost_day SET answered = 0, calls = 0 WHERE grouped = 'o:mcp/depot'");
    expect(traffic.reads.readSourceTable({}).owners.find(({ key }) => key === 'mcp/depot')).toMatchObject({ definitions: 24, answered: 0, calls: null });
    traffic.store.exec('DELETE FROM cost_day; INSERT INTO cost_day SELECT * FROM kept; DROP TABLE kept');
  });
});

function ratingOf(key: string, range = {}): UseFigures | undefined {
  const { owners } = traffic.reads.readSourceTable(range);
  return owners.find((owner) => owner.key === key) ?? owners.flatMap(({ sources }) => sources).find((source) => source.key === key);
}

function ratingFigures({ ratings, averageStars, interval, ratedShare }: UseFigures | SourceFigures) {
  return { ratings, averageStars, interval, ratedShare };
}

describe('the ratings of sources', () => {
  const keyOfLookup = 'mcp-tool-definition/server=depot/tool=lookup';

  beforeAll(() => {
    // A request without the tool, one with it, and a turn of which half held it.
    traffic.store.exec(`
      INSERT INTO rated (key, scope, stars, at_us, requests, counted, prompt_tokens) VALUES
        ('x:1', 'request', 5, ${startUs}, 1, 1, 1000), ('x:2', 'request', 1, ${startUs + 0.4 * dayUs}, 1, 1, 1000), ('g:1', 'turn', 2, ${startUs + 4 * dayUs}, 2, 2, 4000)`);
    const add = traffic.store.prepare('INSERT INTO rated_source (key, source_number, requests, counted, tokens) SELECT @key, number, @requests, @requests, @tokens FROM source WHERE key = @source');
    for (const [key, requests, tokens] of [['x:2', 1, 300], ['g:1', 1, 100]] as const) add.run({ key, requests, tokens, source: keyOfLookup });
    add.run({ key: 'x:1', requests: 1, tokens: 50, source: 'mcp-tool-definition/server=depot/tool=unused' });
  });
  afterAll(() => {
    traffic.store.exec('DELETE FROM rated; DELETE FROM rated_source');
  });

  it('count by what it had in each, with the interval, its share of the prompts, and how it differs from what was rated without it', () => {
    const lookup = ratingOf(keyOfLookup);
    const expected = averageRating([{ stars: 1, tokens: 300 }, { stars: 2, tokens: 100 }]);
    expect(lookup).toMatchObject({ ratings: 2, averageStars: expected.averageStars, ratedShare: (0.3 + 0.025) / 2, difference: { stars: 1.5 - 5 } });
    expect(lookup?.interval?.low).toBeCloseTo(expected.interval?.low ?? 0, 9);
    expect(lookup?.interval?.high).toBeCloseTo(expected.interval?.high ?? 0, 9);
    // The server is in all three: nothing tells what would be without it.
    expect(ratingOf('mcp/depot')).toMatchObject({ ratings: 3, difference: null });
    expect(ratingOf('user-input')).toMatchObject({ ratings: 0, averageStars: null, interval: null, ratedShare: null, difference: null });
    expect(traffic.reads.readSourceTable({}).rated).toBe(3);
    expect(ratingOf(keyOfLookup, { fromUs: startUs + dayUs })).toMatchObject({ ratings: 1, averageStars: 2, difference: null });
  });

  it('are the same in the lists of the API, which have the best first by the lower end, and the worst by the upper', () => {
    const list = (ascending: boolean) => traffic.reads.listSources({ order: 'rating', ascending, offset: 0, limit: 100 }).sources.filter(({ ratings }) => ratings > 0);
    const table = traffic.reads.readSourceTable({}).owners.flatMap(({ sources }) => sources);
    for (const source of list(false)) expect(ratingFigures(source)).toEqual(ratingFigures(table.find(({ key, kind }) => key === source.key && kind === source.kind) ?? source));
    expect(list(false).map(({ interval }) => interval?.low)).toEqual(list(false).map(({ interval }) => interval?.low ?? 0).toSorted((one, other) => other - one));
    expect(list(true).map(({ interval }) => interval?.high)).toEqual(list(true).map(({ interval }) => interval?.high ?? 0).toSorted((one, other) => one - other));
    expect(list(false).length).toBe(2);
  });

  it('are on the page by the day on which what was rated began', () => {
    const days = traffic.reads.readSourcePage({ key: keyOfLookup })?.days ?? [];
    expect(days.filter(({ ratings }) => ratings > 0).map(({ ratings, averageStars }) => [ratings, averageStars])).toEqual([[1, 1], [1, 2]]);
  });

  it('with it and without it stand beside what requests and turns took', () => {
    const both = traffic.reads.readWithAndWithout({ key: keyOfLookup });
    expect(both).toMatchObject({ with: { requests: 16, rating: { ratings: 2, averageStars: 1.5 } }, without: { requests: 8, rating: { ratings: 1, averageStars: 5 } }, difference: { stars: -3.5 } });
    const { bill } = traffic.reads.readSourceTable({});
    expect((both?.with.costMicroUsd ?? 0) + (both?.without.costMicroUsd ?? 0)).toBe(bill.totalMicroUsd);
    expect(both?.with.withoutPrice).toBe(1);
    const turns = traffic.store.prepare('SELECT count(DISTINCT turn_key) FROM bill').pluck().get();
    expect((both?.with.turns ?? 0) + (both?.without.turns ?? 0)).toBe(turns);
    expect(traffic.reads.readWithAndWithout({ key: 'mcp/depot' })).toMatchObject({ without: { requests: 0, costMicroUsd: null, turns: 0 }, difference: null });
    expect(traffic.reads.readWithAndWithout({ key: keyOfLookup, fromUs: startUs + 9 * dayUs })).toMatchObject({ with: { rating: { ratings: 0 } } });
    expect(traffic.reads.readWithAndWithout({ key: 'mcp/nobody' })).toBeNull();
  });
});

describe('the page of a source', () => {
  it.each(['UTC', 'Asia/Kolkata', 'America/Los_Angeles', 'Pacific/Kiritimati'])('has local days in %s, each with what its own range has', (zone) => {
    const before = process.env['TZ'];
    process.env['TZ'] = zone;
    for (const key of ['mcp/depot', 'mcp-tool-definition/server=depot/tool=lookup', 'user-input']) {
      const asked = [{}, { fromUs: new Date(2026, 9, 3).getTime() * 1000, untilUs: new Date(2026, 9, 8).getTime() * 1000 }];
      for (const range of asked) {
        const days = traffic.reads.readSourcePage({ key, ...range })?.days ?? [];
        expect(days.length).toBeGreaterThan(4);
        for (const { day, ...figures } of days) {
          const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
          const page = traffic.reads.readSourcePage({ key, fromUs: new Date(year, month - 1, date).getTime() * 1000, untilUs: new Date(year, month - 1, date + 1).getTime() * 1000 });
          expect([day, page?.source ?? page?.owner]).toMatchObject([day, figures]);
        }
      }
    }
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  });

  it('has its days, which sum to its figures', () => {
    for (const key of ['mcp/depot', 'mcp-tool-definition/server=depot/tool=lookup', 'user-input']) {
      const page = traffic.reads.readSourcePage({ key });
      const figures = page?.source ?? page?.owner;
      for (const figure of ['requests', 'tokens', 'costMicroUsd', 'definitions'] as const) {
        expect([key, page?.days.reduce((sum, day) => sum + (day[figure] ?? 0), 0)]).toEqual([key, figures?.[figure] ?? 0]);
      }
    }
    expect(traffic.reads.readSourcePage({ key: 'mcp/nobody' })).toBeNull();
  });

  it('has the requests that held it, the latest first, with what it had in each', () => {
    const lookup = traffic.reads.listSourceHolders('mcp-tool-definition/server=depot/tool=lookup', 100);
    expect(lookup.map(({ id }) => id)).toEqual(['unbilled', ...Array.from({ length: 24 }, (_, at) => 23 - at).filter((index) => index % 3 !== 0).map((index) => `id-${index}`)]);
    expect(traffic.reads.listSourceHolders('mcp/depot', 3).map(({ id }) => id)).toEqual(['unbilled', 'id-23', 'id-22']);
    expect(lookup.every(({ tokens, isContentRemoved }) => (tokens ?? 0) > 0 && !isContentRemoved)).toBe(true);
  });

  it('has its texts over time, and says what was looked at', async () => {
    const texts = await readSourceTexts(traffic.reads, 'mcp-tool-definition/server=depot/tool=lookup');
    expect(texts).toMatchObject({ state: 'versions', requests: 17, lookedAt: 17, withoutContent: 0 });
    // The failed request was stored last.
    expect(texts.texts.map(({ firstId, lastId }) => [firstId, lastId])).toEqual([['id-1', 'unbilled'], ['id-13', 'id-23']]);
    const words = await readSourceTexts(traffic.reads, 'user-input');
    expect([words.state, words.texts.length, words.lookedAt <= 48]).toEqual(['samples', 12, true]);
    traffic.store.exec("UPDATE exchange SET content_removed_at_us = 1 WHERE id <> 'id-23'");
    expect(await readSourceTexts(traffic.reads, 'mcp-tool-definition/server=depot/tool=lookup')).toMatchObject({ texts: [{ firstId: 'id-23' }], withoutContent: 16, lookedAt: 1 });
  });
});
