import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calcPrice } from '@pydantic/genai-prices';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assistant, user } from '../../../../test-support/recorded-request.ts';
import { StoredTraffic } from '../../../../test-support/stored-traffic.ts';
import { keepFiguresOfRemoved } from './removed-costs.ts';
import { costDimensions, costGroupings, type CostRange, type CostTrendView } from '../../../contract/cost-view.ts';

/** What was sent, as another implementation adds it up: from the bills themselves, with the price list and nothing of ours. */
interface Sent {
  readonly atUs: number;
  readonly model: string;
  readonly project: string;
  readonly session: string;
  readonly costMicroUsd: number | null;
  readonly savedMicroUsd: number | null;
  readonly extraMicroUsd: number | null;
  readonly tokens: number;
}

let folder: string;
let traffic: StoredTraffic;
const sent: Sent[] = [];
const zone = process.env['TZ'];
const us = (text: string) => Date.parse(text) * 1000;
// Summer time ends in Berlin on the 25th of October: that day has 25 hours, two of them called two o'clock.
const startUs = us('2026-10-23T22:10:00Z');
const everyUs = 97 * 60_000_000;

beforeAll(async () => {
  process.env['TZ'] = 'Europe/Berlin';
  folder = mkdtempSync(join(tmpdir(), 'cost-sums-'));
  traffic = new StoredTraffic(join(folder, 'whence.db'));
  const models = ['claude-sonnet-4-5', 'claude-haiku-4-5', 'claude-opus-4-5', 'claude-of-tomorrow-99'];
  for (let index = 0; index < 60; index += 1) {
    const model = models[index % 7 === 3 ? 3 : index % 3] ?? '';
    const [session, project] = [`session-${index % 4}`, `/home/dev/project-${index % 3}`];
    const atUs = startUs + index * everyUs;
    const [input, read, write, output] = [11 + index * 3, index % 5 === 0 ? 0 : 1500 + index * 17, 640 - index * 7, 50 + index];
    traffic.add({
      id: `id-${index}`,
      at: atUs,
      sessionId: session,
      headers: index % 2 === 0 ? { authorization: 'Bearer *****', 'anthropic-beta': 'oauth-2025-04-20' } : { 'x-api-key': '****' },
      billing: `cc_prompt_id=p${index % 6};`,
      fields: { model, system: [{ type: 'text', text: `# Environment\nYou have been invoked in the following environment: \n - Primary working directory: ${project}` }] },
      messages: [user('Count it. '.repeat(index + 1)), assistant('Well. '.repeat(index)), user('And again?')],
      answer: [{ type: 'text', text: 'Counted.' }],
      usage: { input_tokens: input, cache_read_input_tokens: read, cache_creation_input_tokens: write, output_tokens: output },
    });
    sent.push({ atUs, model, project, session, tokens: input + read + write + output, ...pricedElsewhere(model, atUs, input, read, write, output) });
  }
  await traffic.analyse();
}, 120_000);
afterAll(() => {
  traffic.close();
  rmSync(folder, { recursive: true, force: true });
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

function pricedElsewhere(model: string, atUs: number, input: number, read: number, write: number, output: number): Pick<Sent, 'costMicroUsd' | 'savedMicroUsd' | 'extraMicroUsd'> {
  const price = (of: Readonly<Record<string, number>>) => calcPrice({ output_tokens: 0, ...of }, model, { providerId: 'anthropic', timestamp: new Date(atUs / 1000) });
  const all = price({ input_tokens: input + read + write, cache_read_tokens: read, cache_write_tokens: write, output_tokens: output });
  if (all === null) return { costMicroUsd: null, savedMicroUsd: null, extraMicroUsd: null };
  // The prices of a token of a prompt that is not long, in micro-dollars.
  const plain = Number(((price({ input_tokens: 1000 })?.input_price ?? NaN) * 1000).toPrecision(9));
  const reading = Number(((price({ input_tokens: 1000, cache_read_tokens: 1000 })?.input_price ?? NaN) * 1000).toPrecision(9));
  const writing = Number(((price({ input_tokens: 1000, cache_write_tokens: 1000 })?.input_price ?? NaN) * 1000).toPrecision(9));
  return { costMicroUsd: Math.round(all.total_price * 1e6), savedMicroUsd: Math.round(read * Number((plain - reading).toPrecision(9))), extraMicroUsd: Math.round(write * Number((writing - plain).toPrecision(9))) };
}

const sum = (values: readonly (number | null)[]) => values.reduce<number>((all, value) => all + (value ?? 0), 0);
const berlin = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin', dateStyle: 'short' });
const dayOf = (atUs: number) => berlin.format(atUs / 1000);

function sumsBy(list: readonly Sent[], key: (each: Sent) => string): Readonly<Record<string, number | null>> {
  const sums: Record<string, number | null> = {};
  for (const each of list) sums[key(each)] = each.costMicroUsd === null ? (sums[key(each)] ?? null) : (sums[key(each)] ?? 0) + each.costMicroUsd;
  return sums;
}

const ranges: readonly (readonly [string, CostRange])[] = [
  ['all days', {}],
  ['the day of 25 hours', { fromUs: us('2026-10-25T00:00+02:00'), untilUs: us('2026-10-26T00:00+01:00') }],
  ['some days', { fromUs: us('2026-10-24T00:00+02:00'), untilUs: us('2026-10-27T00:00+01:00') }],
  ['from a moment on', { fromUs: startUs + 7.3 * everyUs }],
];

function within({ fromUs = 0, untilUs = Infinity }: CostRange): readonly Sent[] {
  return sent.filter(({ atUs }) => atUs >= fromUs && atUs < untilUs);
}

function expectWhole({ slots, series }: CostTrendView): void {
  for (const slot of slots) {
    expect(slot.costsMicroUsd).toHaveLength(series.length);
    expect([slot.key, sum(slot.costsMicroUsd), sum(slot.tokens)]).toEqual([slot.key, slot.costMicroUsd ?? 0, slot.promptTokens + slot.outputTokens]);
  }
}

describe('costs, added up elsewhere', () => {
  it.each(ranges)('are the same by day, model, project and session: %s', (_name, range) => {
    const list = within(range);
    const read = (by: 'day' | 'model' | 'session' | 'project') => Object.fromEntries(traffic.reads.readCosts({ by, limit: 500, ...range }).entries.map(({ key, costMicroUsd }) => [key, costMicroUsd]));
    expect(read('day')).toEqual(sumsBy(list, ({ atUs }) => dayOf(atUs)));
    expect(read('model')).toEqual(sumsBy(list, ({ model }) => model));
    expect(read('session')).toEqual(sumsBy(list, ({ session }) => session));
    expect(read('project')).toEqual(sumsBy(list, ({ project }) => project));
  });

  it.each(ranges)('say what the cache saved, in all and by day: %s', (_name, range) => {
    const list = within(range);
    const { total, unpriced } = traffic.reads.readCostSummary(range);
    expect([total.costMicroUsd, total.readSavedMicroUsd, total.writeExtraMicroUsd]).toEqual([sum(list.map((each) => each.costMicroUsd)), sum(list.map((each) => each.savedMicroUsd)), sum(list.map((each) => each.extraMicroUsd))]);
    const { slots } = traffic.reads.readCostTrend({ by: 'model', per: 'day', top: 5, ...range });
    for (const slot of slots) {
      const ofDay = list.filter(({ atUs }) => dayOf(atUs) === slot.key);
      expect([slot.key, slot.readSavedMicroUsd ?? 0, slot.writeExtraMicroUsd ?? 0, slot.exchanges]).toEqual([slot.key, sum(ofDay.map((each) => each.savedMicroUsd)), sum(ofDay.map((each) => each.extraMicroUsd)), ofDay.length]);
    }
    const without = list.filter(({ costMicroUsd }) => costMicroUsd === null);
    expect(unpriced).toEqual(without.length === 0 ? [] : [{ model: 'claude-of-tomorrow-99', exchanges: without.length }]);
    expect(total.withoutPrice).toBe(without.length);
  });

  it.each(ranges)('are whole in every day and hour, whatever they are told apart by: %s', (_name, range) => {
    const list = within(range);
    for (const by of costDimensions) {
      for (const per of ['day', 'hour'] as const) {
        for (const top of [1, 5]) {
          const trend = traffic.reads.readCostTrend({ by, per, top, ...range });
          expectWhole(trend);
          expect([by, per, sum(trend.slots.map(({ costMicroUsd }) => costMicroUsd)), sum(trend.slots.map(({ promptTokens, outputTokens }) => promptTokens + outputTokens))]).toEqual([by, per, sum(list.map((each) => each.costMicroUsd)), sum(list.map(({ tokens }) => tokens))]);
        }
      }
      const days = traffic.reads.readCostTrend({ by, per: 'day', top: 5, ...range }).slots;
      expect(Object.fromEntries(days.map(({ key, costMicroUsd }) => [key, costMicroUsd]))).toEqual(sumsBy(list, ({ atUs }) => dayOf(atUs)));
    }
  });

  it('have two hours of one name where summer time ends', () => {
    const { slots } = traffic.reads.readCostTrend({ by: 'model', per: 'hour', top: 5, fromUs: us('2026-10-25T02:00+02:00'), untilUs: us('2026-10-25T03:00+01:00') });
    const list = within({ fromUs: us('2026-10-25T02:00+02:00'), untilUs: us('2026-10-25T03:00+01:00') });
    expect(slots.map(({ key }) => key)).toEqual(list.map(({ atUs }) => (atUs < us('2026-10-25T02:00+01:00') ? '2026-10-25T02+02:00' : '2026-10-25T02+01:00')));
    expect(slots.length).toBeGreaterThan(0);
  });

  it('of owners by day are those of the exchanges, where midnight cuts the days that sums are kept of', () => {
    const days = traffic.reads.readCostTrend({ by: 'owner', per: 'day', top: 50 });
    for (const { key, costsMicroUsd } of days.slots) {
      const fromUs = new Date(`${key}T00:00`).getTime() * 1000;
      const untilUs = new Date(new Date(`${key}T12:00`).setHours(24, 0, 0, 0)).getTime() * 1000;
      const entries = new Map(traffic.reads.readCosts({ by: 'owner', limit: 500, fromUs, untilUs }).entries.map((entry) => [entry.key, entry.costMicroUsd]));
      days.series.forEach((series, index) => expect([key, series.key, costsMicroUsd[index] ?? 0]).toEqual([key, series.key, entries.get(series.key) ?? 0]));
    }
  });
});

describe('costs with something switched off', () => {
  it.each(['model', 'project', 'group'] as const)('and those with that alone are all of them: %s', (by) => {
    const whole = traffic.reads.readCostSummary({}).total;
    const { series } = traffic.reads.readCostTrend({ by, per: 'day', top: 50 });
    for (const { key } of series) {
      for (const grouping of costGroupings) {
        const [away, alone] = [false, true].map((isOnly) => traffic.reads.readCosts({ by: grouping, limit: 500, filter: { by, keys: [key], isOnly } }));
        expect([grouping, key, sum([away?.total.costMicroUsd ?? 0, alone?.total.costMicroUsd ?? 0])]).toEqual([grouping, key, whole.costMicroUsd]);
        for (const view of [away, alone]) expect([grouping, key, sum(view?.entries.map(({ costMicroUsd }) => costMicroUsd) ?? [])]).toEqual([grouping, key, view?.total.costMicroUsd ?? 0]);
      }
    }
  });
});

describe('costs of what is no longer stored', () => {
  it('stay in their days, and in every sum', () => {
    const before = traffic.reads.readCostSummary({}).total;
    const removed = traffic.reads.readRows(['id-3', 'id-4', 'id-5', 'id-30']);
    traffic.store.exec('SAVEPOINT before');
    traffic.store.exec(`UPDATE exchange SET is_summed = 0 WHERE id IN ('id-3', 'id-4', 'id-5', 'id-30')`);
    traffic.store
      .prepare(keepFiguresOfRemoved)
      .run(JSON.stringify(traffic.store.prepare("SELECT number FROM exchange WHERE id IN ('id-3', 'id-4', 'id-5', 'id-30')").pluck().all()));
    traffic.store.exec(`DELETE FROM exchange WHERE id IN ('id-3', 'id-4', 'id-5', 'id-30'); RELEASE before`);
    const after = traffic.reads.readCostSummary({});
    expect(after.total).toEqual(before);
    expect(after.removed).toEqual({ exchanges: 4, costMicroUsd: sum(removed.map(({ costMicroUsd }) => costMicroUsd)) });
    for (const by of costGroupings) expect([by, sum(traffic.reads.readCosts({ by, limit: 500 }).entries.map(({ costMicroUsd }) => costMicroUsd))]).toEqual([by, before.costMicroUsd]);
    for (const by of costDimensions) {
      const trend = traffic.reads.readCostTrend({ by, per: 'day', top: 3 });
      expectWhole(trend);
      expect([by, sum(trend.slots.map(({ costMicroUsd }) => costMicroUsd))]).toEqual([by, before.costMicroUsd]);
      expect([by, trend.series.at(-1)?.kind, sum(trend.slots.map((slot) => slot.removed))]).toEqual([by, 'removed', 4]);
    }
  });
});
