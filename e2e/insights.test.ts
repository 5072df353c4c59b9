import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assistant, user } from '../test-support/recorded-request.ts';
import { startScriptedUpstream, type ScriptedUpstream } from '../test-support/scripted-upstream.ts';
import { StoredTraffic } from '../test-support/stored-traffic.ts';
import { expectNoViolationsInThemes } from './axe.ts';
import { keepFailureScreenshots } from './failure-screenshots.ts';
import { launchApp, type RunningApp } from './launch-app.ts';
import { InsightsScreen } from './pages/insights-screen.ts';

let folder: string;
let upstream: ScriptedUpstream;
let app: RunningApp | undefined;
const running = (): RunningApp => {
  if (app === undefined) throw new Error('The app is there from the first test on.');
  return app;
};
const insights = () => new InsightsScreen(running().window.page);
const hash = () => running().window.page.evaluate(() => decodeURIComponent(window.location.hash));
keepFailureScreenshots(() => app);

const said = 'Boxes that come in before noon are put on the lower shelves of the east wall, heavy ones first, and each of them is written down in the book of the day with its weight, its sender and the hour at which it came.';
const other = 'Doors are painted green on the outside and white on the inside, in two coats with a day between them, and nobody walks through them before the evening of the second day.';
const tool = (name: string, words: string) => ({ name, description: words.repeat(12), input_schema: { type: 'object' } });
/** The first of October has a memory that says the same twice; the fifth has one that does not. */
const days = [
  { day: 1, memory: `${said}\n\n${other}\n\n${said}\n\n${said}` },
  { day: 5, memory: other },
];
const perDay = 12;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'e2e-insights-'));
  const traffic = new StoredTraffic(join(folder, 'whence.db'));
  for (const { day, memory } of days) {
    for (let index = 0; index < perDay; index += 1) {
      const reminder = `<system-reminder>\nCodebase and user instructions are shown below.\n\nContents of /home/someone/depot/CLAUDE.md (project instructions, checked into the codebase):\n\n${memory}\n</system-reminder>\n`;
      traffic.add({
        id: `id-${day}-${index}`,
        at: new Date(2026, 9, day, 12, index).getTime() * 1000,
        sessionId: `session-${day}-${index % 2}`,
        fields: { tools: [tool('Read', 'Reads a file. '), tool('mcp__shelf__look_up', 'Looks up where a thing lies on the shelf. '), tool('mcp__shelf__put_back', 'Puts a thing back where it lay. ')] },
        messages: [user(reminder, 'Count the boxes in the depot.'), assistant('There are nine.'), user(`And on shelf ${index}?`)],
        answer: [{ type: 'text', text: 'One.' }],
        usage: { input_tokens: 1200, cache_read_input_tokens: 0, cache_creation_input_tokens: 0, output_tokens: 20 },
      });
    }
  }
  await traffic.analyse();
  traffic.close();
  upstream = await startScriptedUpstream();
  app = await launchApp({ upstream, dataDir: folder, further: ['--retention-days=36500'] });
  await insights().open('2026-10-01..2026-10-06');
}, 120_000);
afterAll(async () => {
  await app?.close();
  await upstream.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the screen of insights', () => {
  test('says what costs more than it has to, and what that comes to against all', async () => {
    await insights().line('shelf').first().waitFor();
    expect(await insights().total('Could be saved a day')).toMatch(/^\$0\.\d+$/);
    expect(await insights().total('Of all tokens')).toMatch(/^\d+\u00a0%$/);
  });

  test('opens a finding by key, which is said in the place, and closes it', async () => {
    const { page } = running().window;
    await insights().openByKey(/shelf/);
    expect(await hash()).toContain('part=unused-server/mcp/shelf');
    await expect.poll(() => insights().sheet().getByRole('table').innerText()).toContain('Calls');
    await expect.poll(() => insights().requests().getAttribute('aria-rowcount')).toBe(String(2 * perDay + 1));
    await expectNoViolationsInThemes(page, 'the insights', { within: '.insights' });
    expect(await page.locator('style').count()).toBe(0);
    await page.keyboard.press('Escape');
    await expect.poll(() => insights().sheet().count()).toBe(0);
    await expect.poll(() => insights().list().evaluate((list) => document.activeElement === list)).toBe(true);
  });

  test('leads to the requests that show it, and to the page of its source', async () => {
    const { page, rows } = withRows();
    await insights().openByKey(/shelf/);
    await insights().sheet().getByRole('link', { name: 'Show them in Traffic' }).click();
    await expect.poll(() => page.getByRole('combobox', { name: 'Filter', exact: true }).inputValue()).toMatch(/source:mcp:shelf.* after:2026-.* before:2026-/);
    await expect.poll(rows).toBe(String(2 * perDay));
    await page.goBack();
    await insights().sheet().getByRole('link', { name: 'All about this source' }).click();
    await page.getByRole('heading', { name: 'shelf', exact: true }).waitFor();
    await page.goBack();
    await insights().requests().focus();
    for (const key of ['Home', 'Enter']) await page.keyboard.press(key);
    await expect.poll(hash).toContain('exchange=id-5-11');
    await page.goBack();
    await insights().sheet().waitFor();
  });

  test('shows other findings of other days', async () => {
    await insights().open('2026-10-05..2026-10-06');
    await insights().line('shelf').first().waitFor();
    await expect.poll(() => insights().line(/says the same|repeats/).count()).toBe(0);
    await insights().open('2026-10-01..2026-10-01');
    await insights().line(/says the same|repeats/).first().waitFor();
    await insights().open('2026-10-03..2026-10-03');
    await running().window.page.getByText('No request in these days').waitFor();
    await running().window.page.getByRole('link', { name: 'Look at all days' }).click();
    await insights().line('shelf').first().waitFor();
  });

  test('leaves out a finding that is hidden, also from the sum, until it is shown again', async () => {
    const { page } = running().window;
    const before = await insights().total('Could be saved a day');
    await insights().openByKey(/shelf/);
    await page.keyboard.press('h');
    await expect.poll(() => insights().line('shelf').count()).toBe(0);
    await expect.poll(() => insights().total('Could be saved a day')).not.toBe(before);
    await page.reload();
    await page.getByRole('button', { name: 'Hidden (1)' }).click();
    await insights().openByKey(/shelf/);
    await insights().sheet().getByRole('button', { name: 'Show it again' }).click();
    await expect.poll(() => insights().total('Could be saved a day')).toBe(before);
  });

  test('goes to its other parts from the palette', async () => {
    const { page } = running().window;
    await page.keyboard.press('Control+K');
    await page.keyboard.type('go to what if');
    await page.keyboard.press('Enter');
    await expect.poll(hash).toContain('part=what-if');
  });
});

/** The list of Traffic, and how many rows it has. */
function withRows() {
  const { page } = running().window;
  return { page, rows: async () => String(Number(await page.getByRole('grid', { name: 'Requests' }).getAttribute('aria-rowcount')) - 1) };
}
