import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { claudeRequest } from '../test-support/claude-request.ts';
import { proxiedRequest } from '../test-support/proxied-request.ts';
import { expectNoViolationsInThemes } from './axe.ts';
import { oneApp } from './one-app.ts';
import { SourcesPage } from './pages/sources-page.ts';

const hostile = 'gnp.\u202Eexe<img src=x onerror=alert(1)>';
const requests = 8;

describe('the screen of sources', () => {
  const running = oneApp();
  const sources = () => new SourcesPage(running.app.window.page);

  beforeAll(async () => {
    const { proxy, caFile } = await running.app.window.status();
    const ca = await readFile(caFile, 'utf8');
    for (let index = 0; index < requests; index += 1) {
      const calls = index === 3 ? [lookUp('toolu_1'), lookUp('toolu_2')] : [];
      await running.upstream.script({ kind: 'stream', message: { id: `msg_${index}`, content: [{ type: 'text', text: 'In the depot.' }, ...calls], usage: { input_tokens: 900 + index } } });
      const { headers, body } = claudeRequest('Hello');
      const asked: object = JSON.parse(body);
      const response = await proxiedRequest({ proxyUrl: proxy.url, ca, path: '/v1/messages?beta=true', headers, body: JSON.stringify({ ...asked, tools: toolsOf(index) }) });
      await response.resume().toArray();
    }
    await vi.waitUntil(async () => (await running.app.window.rows()).filter(({ costMicroUsd }) => costMicroUsd !== null).length === requests, { timeout: 10_000 });
    const [latest] = await running.app.window.rows();
    await running.app.window.page.evaluate((id) => window.whence.call('rate', { rated: { of: 'request', id }, stars: 2, comment: 'It looked in the wrong depot.' }), latest?.id ?? '');
    await running.app.window.page.keyboard.press('Control+2');
  });

  test('says of a server what offering it cost, and how seldom it was called', async () => {
    await expect.poll(() => sources().cells('depot')).toMatchObject({ Requests: '8', 'Definitions sent': '8', 'Calls made': '2' });
    expect(await sources().cells('depot')).toMatchObject({ 'Definitions cost': expect.stringMatching(/^\$0\.\d+$/), Rating: expect.stringMatching(/2\.0 \(1\)/) });
  });

  test('the sum of its lines and of what is beside them is the bill', async () => {
    const words = await sources().bill().innerText();
    const [total = '', ...parts] = [...words.matchAll(/\$([\d.]+)/g)].map(([, figure]) => figure ?? '').toReversed();
    expect(words).toContain('the bill of 8 requests');
    expect(parts.reduce((sum, part) => sum + Math.round(Number(part) * 1e6), 0)).toBe(Math.round(Number(total) * 1e6));
  });

  test('says how far a rating can be trusted, and is sorted by that', async () => {
    await sources().sortBy('Rating');
    await expect.poll(async () => (await sources().column('Rating'))[0]).toMatch(/2\.0 of 5 stars on average, of 1 rating: with 95 % certainty between 1\.1 and 4\.5/);
    await sources().sortBy('Rating');
    await sources().sortBy('Cost');
  });

  test('saves the table where the user says, as CSV without a formula and as JSON', async () => {
    const { electron, dataDir } = running.app;
    const file = join(dirname(dataDir), 'sources.csv');
    await electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, file);
    await sources().export('Save as CSV…');
    await running.app.window.page.getByText(`Saved as ${file}.`).first().waitFor();
    const [head = '', ...lines] = (await readFile(file, 'utf8')).split('\r\n');
    expect(head).toContain('Rating,Key,What it is,Ratings,Rating at least (95 %)');
    expect(lines.filter((line) => line.startsWith('depot,'))).toHaveLength(1);
    await running.app.window.page.getByRole('button', { name: 'Dismiss' }).click();
    await sources().export('Save as JSON…');
    await vi.waitUntil(async () => (await readFile(file, 'utf8')).startsWith('['));
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(expect.arrayContaining([expect.objectContaining({ name: 'depot', rating: 2, ratings: 1, difference: null })]));
    await running.app.window.page.getByRole('button', { name: 'Dismiss' }).click();
  });

  test('shows the preference list before it is saved or copied, hostile names as code', async () => {
    const { page } = running.app.window;
    await page.getByRole('button', { name: 'Preference list…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Preference list' });
    await dialog.getByText('The ratings do not tell yet which to use first or last.').waitFor();
    await expect.poll(() => dialog.getByRole('region', { name: 'The list' }).innerText()).toContain('MCP server `gnp.\\u{202e}exe<img src=x onerror=alert(1)>`: 2.0 of 5 (1.1 to 4.5, 1 rating)');
    await expectNoViolationsInThemes(page, 'Preference list', { within: '[role="dialog"]' });
    await dialog.getByRole('button', { name: 'Copy the list as Markdown' }).click();
    await expect.poll(() => running.app.electron.evaluate(({ clipboard }) => clipboard.readText())).toContain('# Sources by rating');
    await page.keyboard.press('Escape');
  });

  test('sorts by any column, either way', async () => {
    await sources().sortBy('Tokens');
    const tokens = (await sources().column('Tokens')).map((figure) => Number(figure.replaceAll(',', '')));
    expect(tokens).toEqual(tokens.toSorted((one, other) => other - one));
    await sources().sortBy('Tokens');
    expect((await sources().column('Tokens')).map((figure) => Number(figure.replaceAll(',', '')))).toEqual(tokens.toReversed());
  });

  test('unfolds a server by key, finds by name, and shows what was offered in vain', async () => {
    const { page } = running.app.window;
    await sources().find('depot');
    await sources().table().focus();
    await page.keyboard.press('Home');
    const server = sources().row('depot').first();
    for (let step = 0; step < 10 && (await server.getAttribute('aria-selected')) !== 'true'; step += 1) await page.keyboard.press('ArrowDown');
    await expect.poll(() => server.getAttribute('aria-expanded')).toBe('false');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => sources().cells('unused')).toMatchObject({ 'Calls made': 'never' });
    // Of few lines: all are made alike, and each takes the checker its time.
    await expectNoViolationsInThemes(page, 'Sources', { within: 'main' });
    await sources().find('');
    await sources().neverCalled().click();
    await expect.poll(() => sources().names()).toEqual(expect.arrayContaining([expect.stringContaining('unused')]));
    expect((await sources().names()).join(' ')).not.toContain('look_up');
    await sources().neverCalled().click();
  });

  test('shows a name that was made to mislead as what it is', async () => {
    await sources().find('exe');
    await expect.poll(() => sources().table().locator('.hidden-run').count()).toBeGreaterThan(0);
    expect(await running.app.window.page.locator('main img').count()).toBe(0);
    await sources().find('');
  });

  test('has a page for each, with its days, and a table of them beside the chart', async () => {
    const { page } = running.app.window;
    await sources().open('depot');
    await expect.poll(() => page.getByRole('heading', { name: 'depot' }).count()).toBe(1);
    await page.getByText('Sent with 8 requests, called twice.').waitFor();
    const days = page.getByRole('grid', { name: 'Figures by day' });
    await expect.poll(() => days.getByRole('row').nth(1).innerText()).toMatch(/8\s+[\d,]+\s+\$0\.\d+\s+8\s+2/);
    await expect.poll(() => page.getByRole('slider', { name: 'Tokens by day' }).count()).toBe(1);
    await expectNoViolationsInThemes(page, 'A source', { within: 'main' });
  });

  test('what was with it beside what was without it, and that nothing can be told of that', async () => {
    const { page } = running.app.window;
    await sources().tab('With and without');
    await page.getByText('Nothing was rated without it, so that it cannot be told whether answers are better or worse with it.').waitFor();
    await expect.poll(() => page.getByRole('row', { name: /^Requests/ }).innerText()).toMatch(/Requests\s+8\s+0/);
    await expectNoViolationsInThemes(page, 'With and without', { within: '[role="tabpanel"]' });
  });

  test('what it says over time, with the difference between two texts', async () => {
    const { page } = running.app.window;
    await sources().tab('Text over time');
    await page.getByRole('button', { name: 'Which of its sources' }).click();
    await page.getByRole('option', { name: /look_up/ }).first().click();
    await page.getByText('2 texts in 8 requests; all of them were looked at.').waitFor();
    await page.getByRole('radiogroup', { name: 'How the text is shown' }).locator('label').filter({ hasText: 'Difference' }).click();
    await expect.poll(() => page.locator('.difference ins mark').allInnerTexts()).toEqual(['yard']);
    expect(await page.locator('.difference del mark').allInnerTexts()).toEqual(['depot']);
    await expectNoViolationsInThemes(page, 'The texts of a source', { within: '[role="tabpanel"]' });
  });

  test('its ratings, its requests, and from there into Traffic and back', async () => {
    const { page } = running.app.window;
    await sources().tab('Ratings');
    await page.getByText('It looked in the wrong depot.').waitFor();
    await sources().tab('Requests');
    const held = page.getByRole('grid', { name: 'Its requests' });
    await expect.poll(() => held.getByRole('row').count()).toBe(requests + 1);
    await held.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByRole('combobox', { name: 'Filter', exact: true }).inputValue()).toBe('source:mcp:depot');
    await expect.poll(() => page.getByRole('tab', { name: 'Context' }).count()).toBe(1);
    await page.getByRole('button', { name: 'The page of this source' }).click();
    await expect.poll(() => page.getByRole('heading', { name: 'depot' }).count()).toBe(1);
    await page.keyboard.press('Escape');
    await expect.poll(() => sources().table().count()).toBe(1);
  });

  test('days without a request say so, and lead to all', async () => {
    const { page } = running.app.window;
    await page.evaluate(() => void (window.location.hash = '#/sources?source=mcp%2Fnobody'));
    await page.getByText('No request of these days held it').waitFor();
    // The days of Costs, by the words that they have there.
    await page.evaluate(() => void (window.location.hash = '#/sources?range=2026-01-03..2026-01-05'));
    await expect.poll(() => page.getByLabel('from', { exact: true }).inputValue()).toBe('2026-01-03');
    await page.getByText('No request in these days').waitFor();
    await page.evaluate(() => void (window.location.hash = '#/sources?source=mcp%2Fnobody'));
    await page.getByText('No request of these days held it').waitFor();
    await page.getByRole('link', { name: 'All sources' }).click();
    await expect.poll(() => sources().cells('depot')).toMatchObject({ Requests: '8' });
  });
});

function lookUp(id: string) {
  return { type: 'tool_use', id, name: 'mcp__depot__look_up', input: {} } as const;
}

function tool(name: string, description: string): object {
  return { name, description, input_schema: { type: 'object' } };
}

function toolsOf(index: number): readonly object[] {
  return [
    tool('Read', 'Reads a file from the disk of this machine.'),
    tool('mcp__depot__look_up', `Looks a thing up in the ${index < 4 ? 'depot' : 'yard'}, and says on which shelf it lies.`),
    tool('mcp__depot__unused', 'Nobody calls it.'),
    tool(`mcp__${hostile}__run`, 'Runs.'),
  ];
}
