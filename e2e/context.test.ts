import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { claudeRequest } from '../test-support/claude-request.ts';
import { proxiedRequest } from '../test-support/proxied-request.ts';
import { expectNoViolationsInThemes } from './axe.ts';
import { oneApp } from './one-app.ts';
import { ContextTab } from './pages/context-tab.ts';

describe('the context of a request', () => {
  const running = oneApp();
  const first = claudeRequest();
  const second = nextTurn(first.body);
  const tab = () => new ContextTab(running.app.window.page);

  beforeAll(async () => {
    const { window } = running.app;
    const { proxy, caFile } = await window.status();
    const ca = await readFile(caFile, 'utf8');
    const turns = [
      { body: first.body, usage: { input_tokens: 100, cache_creation_input_tokens: 500 } },
      { body: second, usage: { input_tokens: 30, cache_read_input_tokens: 500, cache_creation_input_tokens: 170 } },
    ];
    for (const { body, usage } of turns) {
      await running.upstream.script({ kind: 'stream', message: { content: [{ type: 'text', text: 'It listens on port 7070.' }], usage } });
      const response = await proxiedRequest({ proxyUrl: proxy.url, ca, path: '/v1/messages?beta=true', headers: first.headers, body });
      await response.resume().toArray();
    }
    await window.row('turn 2').click();
    await tab().map().getByRole('treeitem').first().waitFor();
  });

  test('opens on what is new', async () => {
    await expect.poll(() => tab().text().innerText()).toContain('At night it listens on 7071');
  });

  test('is a tree and a map that sum to the bill, in either order', async () => {
    await expect.poll(() => tab().tokensOfTree()).toBe(700);
    expect(await tab().tokensOfMap()).toBe(700);
    await tab().orderMap('By size');
    expect(await tab().tokensOfMap()).toBe(700);
    await tab().orderMap('In prompt order');
  });

  test('marks what is chosen in the tree on the map, and what is chosen on the map in the tree', async () => {
    await tab().line('depot').click();
    await expect.poll(() => tab().chosenParts().first().getAttribute('aria-label')).toMatch(/^depot, MCP servers, [\d,]+ tokens, \d+\s%/);
    await tab().part('CLAUDE.md').first().click();
    await expect.poll(() => tab().chosenLine().innerText()).toContain('CLAUDE.md');
    await expect.poll(() => tab().text().innerText()).toContain('Speak plainly. Żółw – 亀.');
  });

  test('is gone into and out of again by key', async () => {
    const { page } = running.app.window;
    await tab().map().locator('[aria-level="1"]').first().click();
    await page.keyboard.press('Enter');
    await expect.poll(() => tab().trail().innerText()).toContain('Whole prompt');
    const inside = await tab().tokensOfMap();
    expect(inside).toBeGreaterThan(0);
    expect(inside).toBeLessThan(700);
    await page.keyboard.press('ArrowDown');
    expect(await tab().map().locator(':focus').getAttribute('aria-level')).toBe('2');
    await page.keyboard.press('Escape');
    await expect.poll(() => tab().trail().count()).toBe(0);
    expect(await tab().tokensOfMap()).toBe(700);
    expect(await tab().map().locator(':focus').count()).toBe(1);
  });

  test('shows only what is new since the turn before, and the line above says who brought it', async () => {
    const { page } = running.app.window;
    const said = page.getByRole('link', { name: /\d+ new since turn 1: / });
    await said.waitFor();
    await tab().showOnlyNew(true);
    await expect.poll(() => tab().tokensOfTree()).toBeLessThan(700);
    const isNew = await tab().tokensOfTree();
    expect(await tab().tokensOfMap()).toBe(isNew);
    expect(await said.textContent()).toContain(`${isNew} new since turn 1: MCP result depot · lookup`);
    expect(await tab().tree().getByText('CLAUDE.md').count()).toBe(0);
    await said.click();
    await expect.poll(() => tab().text().innerText()).toContain('At night it listens on 7071');
    await tab().showOnlyNew(false);
    await expect.poll(() => tab().tokensOfTree()).toBe(700);
  });

  test('reads a segment as the bytes that were sent, where they stand', async () => {
    await tab().showText('As sent');
    const [start = 0, end = 0] = ((await tab().place().innerText()).match(/Bytes ([\d,]+)–([\d,]+)/) ?? []).slice(1).map((figure) => Number(figure.replaceAll(',', '')));
    const sent = Buffer.from(second).subarray(start, end).toString();
    expect(sent).toContain('At night it listens on 7071');
    await expect.poll(() => tab().text().locator('pre').innerText()).toBe(sent);
    expect((await tab().place().locator('mark').allInnerTexts()).join('')).toBe(sent);
    await tab().showText('Text');
  });

  test('is found in by typing, walked through by key, and left for the text and back', async () => {
    const { page } = running.app.window;
    const field = page.getByRole('searchbox', { name: 'Find a source' });
    await field.fill('lookup');
    await expect.poll(() => tab().tree().getByRole('treeitem').count()).toBeLessThan(8);
    await field.press('Enter');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    expect(await tab().tree().evaluate((element) => element === document.activeElement)).toBe(false);
    await page.keyboard.press('Backspace');
    expect(await tab().tree().evaluate((element) => element === document.activeElement)).toBe(true);
    await field.fill('');
  });

  test('leads to the requests that have the same source', async () => {
    const { page } = running.app.window;
    await tab().line('depot').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Filter requests by this source' }).click();
    await expect.poll(() => page.evaluate(() => new URLSearchParams(location.hash.split('?')[1]).get('filter'))).toBe('source:mcp:depot');
  });

  test('breaks no rule of accessibility', async () => {
    const { page } = running.app.window;
    await expectNoViolationsInThemes(page, 'Context', { within: '.detail' });
    await tab().orderMap('By size');
    await expectNoViolationsInThemes(page, 'Context, by size', { within: '.map' });
  });
});

/** The same conversation a turn later, with a result of the MCP server that is new. */
function nextTurn(text: string): string {
  const body = JSON.parse(text);
  body.messages.push(
    { role: 'assistant', content: [{ type: 'text', text: 'It listens on port 7070.' }] },
    { role: 'user', content: [{ type: 'text', text: 'And at night?' }] },
    { role: 'assistant', content: [{ type: 'tool_use', id: 'toolu_night', name: 'mcp__depot__lookup', input: { word: 'night' } }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_night', content: `At night it listens on 7071. ${'The gate is shut until the first cart comes. '.repeat(12)}` }] },
  );
  return JSON.stringify(body);
}
