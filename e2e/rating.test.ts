import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { claudeRequest } from '../test-support/claude-request.ts';
import { proxiedRequest } from '../test-support/proxied-request.ts';
import { startScriptedUpstream, type ScriptedUpstream } from '../test-support/scripted-upstream.ts';
import { expectNoViolationsInThemes } from './axe.ts';
import { keepFailureScreenshots } from './failure-screenshots.ts';
import { launchApp, type RunningApp } from './launch-app.ts';
import { Rating } from './pages/rating.ts';
import { SourcesPage } from './pages/sources-page.ts';
import { TimelineTable } from './pages/timeline.ts';

describe('a rating', () => {
  let upstream: ScriptedUpstream;
  let app: RunningApp;
  let rating: Rating;
  let table: TimelineTable;

  keepFailureScreenshots(() => app);
  beforeAll(async () => {
    upstream = await startScriptedUpstream();
    app = await launchApp({ upstream, further: ['--api-port=0'] });
    rating = new Rating(app.window.page);
    table = new TimelineTable(app.window.page);
    const { proxy, caFile } = await app.window.status();
    const ca = await readFile(caFile, 'utf8');
    for (const [index, messages] of conversation().entries()) {
      await upstream.script({ kind: 'stream', message: { id: `msg_${index}`, content: [{ type: 'text', text: 'In the depot.' }], usage: { input_tokens: 900 + index } } });
      const { headers, body } = claudeRequest();
      const asked: object = JSON.parse(body);
      await text(await proxiedRequest({ proxyUrl: proxy.url, ca, path: '/v1/messages?beta=true', headers, body: JSON.stringify({ ...asked, messages }) }));
    }
    await vi.waitUntil(async () => (await app.window.rows()).filter(({ costMicroUsd }) => costMicroUsd !== null).length === 3, { timeout: 20_000 });
    await app.window.row('turn 1').first().click();
    await rating.starsOfRequest().waitFor();
  }, 60_000);
  afterAll(async () => {
    await app?.close();
    await upstream?.close();
  });

  test('of a request is given by mouse with a comment, changed and withdrawn, and says what became of it', async () => {
    await rating.starsOfRequest().getByRole('radio', { name: '4 stars' }).click();
    await expect.poll(() => rating.chosen(rating.starsOfRequest())).toBe('4 stars');
    await rating.open();
    await rating.comment('This request').fill('It asked the wrong shelf.');
    await app.window.page.keyboard.press('Enter');
    await expect.poll(() => rating.state('This request').innerText()).toBe('Saved.');
    await rating.stars('This request').getByRole('radio', { name: '2 stars' }).click();
    await expect.poll(() => rating.chosen(rating.starsOfRequest())).toBe('2 stars');
    expect(await rating.comment('This request').inputValue()).toBe('It asked the wrong shelf.');
    // The stars that are chosen take themselves back; what was written stays for the next.
    await rating.stars('This request').getByRole('radio', { name: '2 stars' }).click();
    await expect.poll(() => rating.chosen(rating.starsOfRequest())).toBeNull();
    expect(await rating.comment('This request').inputValue()).toBe('It asked the wrong shelf.');
    await rating.stars('This request').getByRole('radio', { name: '3 stars' }).click();
    await expect.poll(() => rating.chosen(rating.starsOfRequest())).toBe('3 stars');
    await rating.close();
    await app.window.page.getByText('It asked the wrong shelf.').waitFor();
  });

  test('has its comment half written where it is closed, and says what is not saved', async () => {
    const { page } = app.window;
    await rating.open();
    await rating.comment('This request').fill('It asked the wrong shelf, twice.');
    await expect.poll(() => rating.state('This request').innerText()).toMatch('Not saved yet.');
    await rating.comment('Turn 1').fill('Half of a thou');
    await expect.poll(() => rating.state('Turn 1').innerText()).toMatch('Choose stars');
    await rating.close();
    await rating.open();
    expect(await rating.comment('Turn 1').inputValue()).toBe('Half of a thou');
    await rating.comment('Turn 1').fill('');
    await rating.comment('This request').fill('It asked the wrong shelf.');
    await page.keyboard.press('Enter');
    await expect.poll(() => rating.state('This request').innerText()).toBe('Saved.');
    await rating.close();
  });

  test('of a turn and of a session is dim in the rows that have none of their own', async () => {
    await rating.open();
    await rating.stars('Turn 1').getByRole('radio', { name: '5 stars' }).click();
    await rating.stars('Its session').getByRole('radio', { name: '1 star', exact: true }).click();
    await expect.poll(() => rating.column()).toEqual(['1 star of its session', '3 stars', '5 stars of its turn']);
    await expectNoViolationsInThemes(app.window.page, 'the ratings of a request');
    await rating.close();
    expect(await app.window.session('Which port').getByText('1 star').count()).toBe(1);
  });

  test('is given by keys, with a comment, and taken back', async () => {
    await table.line('turn 2').click();
    await table.press('5');
    await expect.poll(() => rating.column()).toEqual(['5 stars', '3 stars', '5 stars of its turn']);
    await table.press('c');
    await rating.popover.waitFor();
    await app.window.page.keyboard.type('Short and good.');
    await app.window.page.keyboard.press('Enter');
    await expect.poll(() => rating.state('This request').innerText()).toBe('Saved.');
    await rating.close();
    await table.press('0');
    await expect.poll(() => rating.column()).toEqual(['1 star of its session', '3 stars', '5 stars of its turn']);
  });

  test('is given from the menu of a row', async () => {
    await table.line('turn 2').click({ button: 'right' });
    await app.window.page.getByRole('menuitem', { name: 'Rate its turn' }).click();
    await rating.stars('Turn 2').getByRole('radio', { name: '2 stars' }).click();
    await expect.poll(() => rating.column()).toEqual(['2 stars of its turn', '3 stars', '5 stars of its turn']);
    await rating.close();
  });

  test('is given from the menu of a row by keys alone', async () => {
    const { page } = app.window;
    await table.press('Shift+F10');
    await page.getByRole('menu', { name: 'Request' }).waitFor();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    await rating.of('Its session').waitFor();
    await rating.stars('Its session').locator('input:focus').waitFor();
    await page.keyboard.press('4');
    await expect.poll(() => rating.state('Its session').innerText()).toBe('Saved.');
    await page.keyboard.press('1');
    await expect.poll(() => rating.chosen(rating.stars('Its session'))).toBe('1 star');
    await rating.close();
  });

  test('is found by a filter, whosever it is', async () => {
    const filter = app.window.page.getByRole('combobox', { name: 'Filter' });
    await filter.fill('rated:5');
    await filter.press('Enter');
    await expect.poll(() => rating.column()).toEqual(['5 stars of its turn']);
  });

  test('is in the average of its sources at once, and in what the API says', async () => {
    const { page } = app.window;
    await page.keyboard.press('Control+2');
    const sources = new SourcesPage(page);
    // 3 stars for one request, 5 for the rest of its turn, 2 for the next turn, each by its tokens. The session's is in force for none.
    await expect.poll(async () => (await sources.cells('depot'))['Rating']).toMatch(/3\.\d \(3\)/);
    await rateSession(2);
    const { api } = await app.window.status();
    const token = await page.evaluate(async () => (await window.whence.call('readApiToken', {})).token);
    const address = api.state === 'listening' ? api.url : '';
    const listed: unknown = await (await fetch(`${address}/api/claude/feedback`, { headers: { authorization: `Bearer ${token}` } })).json();
    expect(listed).toMatchObject({ total: 4, feedback: [{ scope: 'session', rating: 2 }, { scope: 'turn', rating: 2 }, { scope: 'turn', rating: 5 }, { scope: 'request', rating: 3, comment: 'It asked the wrong shelf.' }] });
    expect((await fetch(`${address}/api/claude/sessions/${claudeRequest().sessionId}/feedback`, { method: 'DELETE', headers: { authorization: `Bearer ${token}` } })).status).toBe(204);
  });

  async function rateSession(stars: number): Promise<void> {
    const { sessionId } = claudeRequest();
    await app.window.page.evaluate(([id, given]) => window.whence.call('rate', { rated: { of: 'session', sessionId: id }, stars: given }), [sessionId, stars] as const);
  }
});

/** Two round trips of one turn, and the first of the next. */
function conversation(): readonly (readonly object[])[] {
  const first: readonly object[] = [{ role: 'user', content: [{ type: 'text', text: 'Which port does the depot listen on?' }] }];
  const second = [...first, { role: 'assistant', content: [{ type: 'tool_use', id: 'toolu_1', name: 'mcp__depot__lookup', input: { word: 'port' } }] }, { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: 'It listens on 7070.' }] }];
  const third = [...second, { role: 'assistant', content: [{ type: 'text', text: 'In the depot.' }] }, { role: 'user', content: [{ type: 'text', text: 'And which shelf is it on?' }] }];
  return [first, second, third];
}
