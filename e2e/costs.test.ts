import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calcPrice } from '@pydantic/genai-prices';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assistant, user } from '../test-support/recorded-request.ts';
import { startScriptedUpstream, type ScriptedUpstream } from '../test-support/scripted-upstream.ts';
import { StoredTraffic } from '../test-support/stored-traffic.ts';
import { expectNoViolationsInThemes } from './axe.ts';
import { keepFailureScreenshots } from './failure-screenshots.ts';
import { launchApp, type RunningApp } from './launch-app.ts';
import { CostsScreen, microUsd } from './pages/costs-screen.ts';

let folder: string;
let upstream: ScriptedUpstream;
let app: RunningApp | undefined;
const screen = () => new CostsScreen(running().window.page);
const running = (): RunningApp => {
  if (app === undefined) throw new Error('The app is there from the first test on.');
  return app;
};
keepFailureScreenshots(() => app);

/** What each request cost, by the price list alone. */
const sent: { readonly day: string; readonly model: string; readonly microUsd: number; readonly tokens: number }[] = [];
const models = ['claude-sonnet-4-5', 'claude-haiku-4-5'] as const;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'e2e-costs-'));
  const traffic = new StoredTraffic(join(folder, 'whence.db'));
  for (let index = 0; index < 12; index += 1) {
    // At noon of each of six days, two requests of two models; every other day is of the other session.
    const at = new Date(2026, 9, 1 + Math.floor(index / 2), 12, index % 2).getTime();
    const model = models[index % 2] ?? models[0];
    const [input, read, write, output] = [30 + index, 4000 + index * 100, 500, 100 + index];
    const usage = { input_tokens: input + read + write, cache_read_tokens: read, cache_write_tokens: write, output_tokens: output };
    const price = calcPrice(usage, model, { providerId: 'anthropic', timestamp: new Date(at) });
    sent.push({ day: `2026-10-0${1 + Math.floor(index / 2)}`, model, microUsd: Math.round((price?.total_price ?? NaN) * 1e6), tokens: input + read + write + output });
    traffic.add({
      id: `id-${index}`,
      at: at * 1000,
      sessionId: `session-${index % 4 < 2 ? 'one' : 'two'}`,
      headers: { authorization: 'Bearer *****', 'anthropic-beta': 'oauth-2025-04-20' },
      fields: { model },
      messages: [user('Hello.'), assistant('Yes. '.repeat(index)), user(index % 4 < 2 ? 'Count the boxes in the depot.' : 'Paint the door.')],
      answer: [{ type: 'text', text: 'Done.' }],
      usage: { input_tokens: input, cache_read_input_tokens: read, cache_creation_input_tokens: write, output_tokens: output },
    });
  }
  await traffic.analyse();
  traffic.close();
  upstream = await startScriptedUpstream();
  app = await launchApp({ upstream, dataDir: folder, further: ['--retention-days=36500'] });
  await screen().open('2026-10-01..2026-10-06');
}, 120_000);
afterAll(async () => {
  await app?.close();
  await upstream.close();
  rmSync(folder, { recursive: true, force: true });
});

const sum = (list: readonly { readonly microUsd: number }[]) => list.reduce((all, each) => all + each.microUsd, 0);

describe('the screen of costs', () => {
  test('says what it came to, as another sum does, in the line of totals, in every table', async () => {
    expect(microUsd(await screen().fact('Cost'))).toBe(sum(sent));
    for (const name of ['Cost by day', 'Sessions', 'Turns', 'Sources', 'Projects', 'Models']) {
      const rows = screen().table(`${name}, as a table`);
      await rows.waitFor();
    }
    for (const name of ['Sessions', 'Turns', 'Models']) expect([name, await screen().costsOfTable(`${name}, as a table`) - (await savedOf(name))]).toEqual([name, sum(sent)]);
    expect(await running().window.page.getByText('All of it is API-equivalent: a subscription covers it.').count()).toBe(1);
  });

  test('is gone through by key, and says the figures of each day', async () => {
    await screen().chart().focus();
    await running().window.page.keyboard.press('Home');
    const first = await screen().said();
    expect(first).toContain('1 October 2026');
    expect(microUsd(first)).toBe(sum(sent.filter(({ day }) => day === '2026-10-01')));
    await running().window.page.keyboard.press('ArrowRight');
    expect(microUsd(await screen().said())).toBe(sum(sent.filter(({ day }) => day === '2026-10-02')));
  });

  test('switches a model off for all that is shown, and on again', async () => {
    await screen().cutBy('Model');
    await screen().legend('claude-haiku-4-5').click();
    await expect.poll(async () => microUsd(await screen().fact('Cost of what is shown'))).toBe(sum(sent.filter(({ model }) => model === 'claude-sonnet-4-5')));
    await expect.poll(() => screen().table('Models, as a table').locator('[data-line]').count()).toBe(1);
    expect(await screen().legend('claude-haiku-4-5').getAttribute('aria-pressed')).toBe('false');
    await running().window.button('Show all').click();
    await expect.poll(async () => microUsd(await screen().fact('Cost'))).toBe(sum(sent));
    for (const dimension of ['Project', 'Source', 'Group'] as const) {
      await screen().cutBy(dimension);
      await expect.poll(async () => microUsd(await screen().fact('Cost'))).toBe(sum(sent));
    }
  });

  test('shows the days that are dragged over alone, and goes back', async () => {
    const box = await screen().chart().boundingBox();
    if (box === null) throw new Error('The chart is not drawn.');
    const { mouse } = running().window.page;
    await mouse.move(box.x + box.width * 0.24, box.y + 100);
    await mouse.down();
    await mouse.move(box.x + box.width * 0.4, box.y + 100, { steps: 4 });
    await mouse.up();
    await expect.poll(() => running().window.page.evaluate(() => window.location.hash)).toMatch(/range=2026-10-0\d\.\.2026-10-0\d/);
    const [, from = '', until = ''] = /range=([\d-]+)\.\.([\d-]+)/.exec(await running().window.page.evaluate(() => window.location.hash)) ?? [];
    expect(from < until).toBe(true);
    await expect.poll(async () => microUsd(await screen().fact('Cost'))).toBe(sum(sent.filter(({ day }) => day >= from && day <= until)));
    await screen().choose('All');
    await expect.poll(async () => microUsd(await screen().fact('Cost'))).toBe(sum(sent));
  });

  test('takes a range with Shift and the arrows, and a day by its hours', async () => {
    const { page } = running().window;
    await screen().chart().focus();
    for (const key of ['End', 'Shift+ArrowLeft', 'Enter']) await page.keyboard.press(key);
    await expect.poll(async () => microUsd(await screen().fact('Cost'))).toBe(sum(sent.filter(({ day }) => day >= '2026-10-05')));
    await screen().chart().focus();
    for (const key of ['End', 'Enter']) await page.keyboard.press(key);
    await expect.poll(() => screen().chart().getAttribute('aria-label')).toBe('Cost by hour');
    expect(microUsd(await screen().fact('Cost'))).toBe(sum(sent.filter(({ day }) => day === '2026-10-06')));
  });

  test('counts in tokens too', async () => {
    await screen().choose('All');
    await running().window.page.getByRole('radio', { name: 'Tokens', exact: true }).check({ force: true });
    await screen().chart().focus();
    await running().window.page.keyboard.press('Home');
    await expect.poll(() => screen().said()).toContain(`${sent.slice(0, 2).reduce((all, { tokens }) => all + tokens, 0).toLocaleString('en-US')} tokens`);
    await running().window.page.getByRole('radio', { name: 'Dollars', exact: true }).check({ force: true });
  });

  test('breaks no rule of accessibility, in both themes', async () => {
    await expectNoViolationsInThemes(running().window.page, 'the costs', { within: '.costs' });
    expect(await running().window.page.locator('style').count()).toBe(0);
  });

  test('leads to the requests of a session', async () => {
    await screen().table('Sessions, as a table').locator('[data-line]').filter({ hasText: 'Paint the door.' }).click();
    await expect.poll(() => running().window.page.evaluate(() => window.location.hash)).toContain('session=session-two');
    await expect.poll(() => running().window.page.getByRole('grid', { name: 'Requests' }).locator('[data-row], [role="row"]').count()).toBeGreaterThan(6);
    await running().window.page.goBack();
    await screen().chart().waitFor();
  });

  test('says so where nothing was spent', async () => {
    await screen().choose('Today');
    await running().window.page.getByText('Nothing was spent in these days').waitFor();
    expect(await screen().chart().count()).toBe(0);
  });
});

/** What the column of what was saved says, which stands in the same lines. */
async function savedOf(name: string): Promise<number> {
  const cells = await screen().table(`${name}, as a table`).locator('[data-line]').evaluateAll((lines) => lines.map((line) => [...line.querySelectorAll('[title^="$"]')].at(-1)?.getAttribute('title') ?? ''));
  return cells.reduce((all, title) => all + microUsd(title), 0);
}
