import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { assistant, user } from '../../../../test-support/recorded-request.ts';
import { StoredTraffic } from '../../../../test-support/stored-traffic.ts';
import { markerWrites, type MarkerWrites } from '../markers/marker-writes.ts';
import { ratingWrites } from '../ratings/rating-writes.ts';

let folder: string;
let traffic: StoredTraffic;
let markers: MarkerWrites;
let close: () => void;
const hourUs = 3_600_000_000;
const atUs = Date.UTC(2026, 9, 8, 12) * 1000;
const tool = (name: string, times: number) => ({ name, description: 'Looks things up in the depot. '.repeat(times), input_schema: { type: 'object' } });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'before-after-'));
  traffic = new StoredTraffic(join(folder, 'whence.db'));
  // A turn of two requests each 10 hours; the one at 0 begins before the marker and ends after it.
  for (let turn = -7; turn <= 7; turn += 1) {
    for (const step of [0, 1]) {
      const isAfter = turn > 0 || (turn === 0 && step === 1);
      traffic.add({
        id: `id-${turn}-${step}`,
        at: atUs + turn * 10 * hourUs + (step - (turn === 0 ? 0.5 : 0)) * hourUs,
        sessionId: `session-${turn}`,
        billing: 'cc_prompt_id=p1; cc_turn_index=1;',
        fields: { model: 'claude-sonnet-4-5', tools: [tool('Read', 9), ...(isAfter ? [] : [tool('mcp__attic__open', 40)])] },
        messages: [user('Look.'), ...(step === 1 ? [assistant('Well.'), user('And?')] : [])],
        answer: [{ type: 'text', text: 'Well.' }],
        usage: { input_tokens: (isAfter ? 2000 : 5000) + turn, output_tokens: 20 },
      });
    }
  }
  await traffic.analyse();
  const ratings = ratingWrites(traffic.file);
  markers = markerWrites(ratings);
  close = () => ratings.close();
  await markers.add({ atUs, label: 'Removed the attic' });
}, 120_000);
afterAll(() => {
  close();
  traffic.close();
  rmSync(folder, { recursive: true, force: true });
});

const read = (given: object = {}) => traffic.reads.readBeforeAfter({ number: 1, days: 7, nowUs: atUs + 300 * hourUs, ...given });
const measure = (view: ReturnType<typeof read>, name: string) => view?.measures.find(({ by, of }) => `${by} ${of}` === name);

it('turns lie on the side on which all of them lies', () => {
  const view = read();
  expect([view?.before.turns, view?.after.turns, view?.acrossTurns, view?.before.requests, view?.after.requests]).toEqual([7, 7, 1, 15, 15]);
  expect(measure(view, 'turn tokens')).toMatchObject({ before: { count: 7, median: 2 * 4996 }, after: { count: 7, median: 2 * 2004 }, verdict: 'less', shift: { shift: -2 * 2992 } });
  expect(measure(view, 'turn cost')).toMatchObject({ verdict: 'less', before: { count: 7 } });
  expect(measure(view, 'request tokens')).toMatchObject({ before: { count: 15 }, after: { count: 15 } });
  expect(view?.before.tokens).toBe(2 * (7 * 5000 - 28) + 5000);
});

it('what got shorter is said by group and by owner, in tokens a request', () => {
  const view = read();
  const mcp = view?.groups.find(({ group }) => group === 'mcp');
  expect([Number(mcp?.before) > 100, mcp?.after]).toEqual([true, 0]);
  expect(view?.owners.find(({ key }) => key === 'mcp/attic')).toMatchObject({ group: 'mcp', name: 'attic', before: mcp?.before, after: 0 });
});

it('a span ends at its days, at a neighbour, and at now', async () => {
  expect(read({ days: 1 })?.before).toMatchObject({ fromUs: atUs - 24 * hourUs, untilUs: atUs, isCut: false, turns: 2 });
  const added = await markers.add({ atUs: atUs - 25 * hourUs, label: 'Earlier' });
  expect(read()?.before).toMatchObject({ fromUs: atUs - 25 * hourUs, isCut: true, turns: 2 });
  await markers.remove(added?.number ?? -1);
  expect(read({ nowUs: atUs + 11 * hourUs })?.after).toMatchObject({ untilUs: atUs + 11 * hourUs, isCut: false, turns: 0 });
  expect(measure(read({ nowUs: atUs + 12 * hourUs }), 'turn tokens')).toMatchObject({ after: { count: 1 }, verdict: 'too-little' });
});

it('is of one project, where one is asked for, and of no marker that there is not', () => {
  expect(read()?.projects).toEqual([{ project: '', before: 15, after: 15 }]);
  expect(read({ project: '/elsewhere' })).toMatchObject({ before: { requests: 0 }, after: { turns: 0 }, groups: [], owners: [] });
  expect(read({ project: '' })?.before.requests).toBe(15);
  expect(read({ project: '' })).toMatchObject({ owners: read()?.owners, sampled: null });
  expect(read({ number: 99 })).toBeNull();
});
