import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assistant, call, result, user } from '../test-support/recorded-request.ts';
import { startScriptedUpstream, type ScriptedUpstream } from '../test-support/scripted-upstream.ts';
import { StoredTraffic } from '../test-support/stored-traffic.ts';
import { expectNoViolationsInThemes } from './axe.ts';
import { keepFailureScreenshots } from './failure-screenshots.ts';
import { launchApp, type RunningApp } from './launch-app.ts';
import { WhatIfScreen } from './pages/what-if-screen.ts';

let folder: string;
let upstream: ScriptedUpstream;
let app: RunningApp | undefined;
const running = (): RunningApp => {
  if (app === undefined) throw new Error('The app is there from the first test on.');
  return app;
};
const screen = () => new WhatIfScreen(running().window.page);
keepFailureScreenshots(() => app);

const tool = (name: string, times: number) => ({ name, description: 'Looks things up in the depot. '.repeat(times), input_schema: { type: 'object' } });
const used = [tool('Read', 40), tool('WebFetch', 30), tool('mcp__depot__lookup', 30)];
const attic = [tool('mcp__attic__open', 120), tool('mcp__attic__close', 60)];
/** When the attic was removed: the first turn without it. */
const removedAtUs = new Date(2026, 9, 4, 12).getTime() * 1000;

/** What all requests had and cost of a kind of source, request by request. */
const had = { all: 0, allMicroUsd: 0, attic: 0, atticMicroUsd: 0, depotOwn: 0, depotUse: 0 };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'e2e-what-if-'));
  const traffic = new StoredTraffic(join(folder, 'whence.db'));
  for (let index = 0; index < 24; index += 1) {
    const isBefore = index < 12;
    const input = (isBefore ? 9_000 : 5_000) + ((index * 37) % 11) * 60;
    traffic.add({
      id: `id-${index}`,
      at: removedAtUs + (index - 12) * 3_600_000_000 * 5,
      sessionId: `session-${index}`,
      billing: 'cc_prompt_id=p1; cc_turn_index=1;',
      fields: { model: 'claude-sonnet-4-5', tools: isBefore ? [...used, ...attic] : used },
      messages: [user('Look at the depot.'), assistant(call('toolu_1', 'mcp__depot__lookup', { what: 'boxes' })), result('toolu_1', 'Boxes of nails. '.repeat(20)), user('And then?')],
      answer: [{ type: 'text', text: 'Done.' }, ...(index % 2 === 0 ? [call('toolu_2', 'mcp__depot__lookup', {})] : [])],
      usage: { input_tokens: 9, cache_read_input_tokens: input, cache_creation_input_tokens: 400, output_tokens: 80 },
    });
  }
  await traffic.analyse();
  for (const row of traffic.reads.listRows({ limit: 100 }).rows) {
    had.all += row.promptTokens ?? 0;
    had.allMicroUsd += row.costMicroUsd ?? 0;
    for (const { kind, key, tokens, costMicroUsd } of traffic.reads.readAnalysis(row.id)?.sources ?? []) {
      if (key.includes('server=attic')) {
        had.attic += tokens ?? 0;
        had.atticMicroUsd += costMicroUsd ?? 0;
      } else if (kind === 'mcp-tool-definition') had.depotOwn += tokens ?? 0;
      else if (kind === 'mcp-result' || key.includes('mcp__depot')) had.depotUse += tokens ?? 0;
    }
  }
  traffic.close();
  upstream = await startScriptedUpstream();
  app = await launchApp({ upstream, dataDir: folder, further: ['--retention-days=36500'] });
  await screen().open('what-if');
}, 120_000);
afterAll(async () => {
  await app?.close();
  await upstream.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('what if', () => {
  test('comes to the bill, and without what was never used to what an independent sum says', async () => {
    expect(await screen().tokens()).toEqual([had.all]);
    expect(await screen().costs()).toEqual([had.allMicroUsd]);
    await running().window.page.getByText(/^Without what was never used: \d+\s% fewer tokens, \$\S+ less a day\.$/).waitFor();
    await running().window.button('All that was never used').click();
    // WebFetch was never called either: it goes first.
    await screen().line('WebFetch').click();
    await expect.poll(() => screen().tokens()).toEqual([had.all, had.all - had.attic]);
    expect(await screen().costs()).toEqual([had.allMicroUsd, had.allMicroUsd - had.atticMicroUsd]);
    await running().window.page.getByText(/was read from the cache, where a token costs a tenth/).waitFor();
  });

  test('tells what the use of a server brought apart from the server itself', async () => {
    await screen().line('depot').click();
    await expect.poll(() => screen().tokens()).toEqual([had.all, had.all - had.attic - had.depotOwn, had.all - had.attic - had.depotOwn - had.depotUse]);
    await running().window.page.getByText(/12 calls would be gone too.*the model may have done something else instead/).waitFor();
    await expectNoViolationsInThemes(running().window.page, 'what if', { within: '.what-if' });
  });

  test('keeps what is switched off while another part is looked at', async () => {
    const { page } = running().window;
    const before = await screen().tokens();
    await page.getByRole('radio', { name: 'Findings' }).check({ force: true });
    await screen().open('what-if');
    expect(await screen().tokens()).toEqual(before);
  });
});

describe('before and after', () => {
  test('a point is marked from a request in Traffic, and the turns on either side are compared', async () => {
    await screen().open('before-after');
    await running().window.page.getByText('No point is marked yet').waitFor();
    await screen().markRequest('id-12', 'Removed the attic');
    await running().window.page.getByRole('heading', { name: 'Removed the attic' }).waitFor();
    await running().window.page.getByText(/Turn against turn, those after take \S+ less/).waitFor();
    expect(await screen().figure('Turns')).toEqual(['12', '12']);
    await running().window.page.getByRole('row', { name: /^attic/ }).waitFor();
    await expectNoViolationsInThemes(running().window.page, 'before and after', { within: '.before-after' });
  });

  test('a marker is named otherwise, and removed', async () => {
    const { page, button } = { page: running().window.page, button: (name: string) => running().window.button(name) };
    await button('Rename').click();
    await page.getByRole('textbox', { name: 'What changed' }).fill('Removed the attic for good');
    await button('Save').click();
    await page.getByRole('heading', { name: 'Removed the attic for good' }).waitFor();
    await button('Remove…').click();
    await button('Remove this marker').click();
    await page.getByText('No point is marked yet').waitFor();
    expect(await page.evaluate(() => window.whence.call('listMarkers', {}))).toEqual([]);
  });
});
