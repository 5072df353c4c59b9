import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { claudeRequest } from '../test-support/claude-request.ts';
import { proxiedRequest } from '../test-support/proxied-request.ts';
import { expectNoViolationsInThemes } from './axe.ts';
import { oneApp } from './one-app.ts';

describe('two requests compared', () => {
  const running = oneApp();
  const first = cachedTurn('Speak plainly. Żółw – 亀.', []);
  const second = cachedTurn('Speak kindly. Żółw – 亀.', [
    { role: 'assistant', content: [{ type: 'text', text: 'On port 7070.' }] },
    { role: 'user', content: 'And the lamp?' },
  ]);

  test('with its predecessor: the verdict of the cache in a sentence', async () => {
    const { window } = running.app;
    await send(first, { input_tokens: 3, cache_creation_input_tokens: 5000 }, 'msg_first');
    await send(second, { input_tokens: 3, cache_creation_input_tokens: 5040 }, 'msg_second');
    await window.row('miss').click();
    await window.openTab('Compare');
    const sentence = window.page.getByText(/CLAUDE\.md changed: [\d,]+ tokens were written again, \$0\.\d+\./);
    await expect.poll(() => sentence.count()).toBe(1);
  });

  test('what was gained, and what changed, with tokens and cost', async () => {
    const { page } = running.app.window;
    const sources = page.getByRole('region', { name: 'Sources that changed' });
    await expect.poll(() => sources.getByRole('row', { name: /assistant text/ }).innerText()).toMatch(/gained[^]*\+[\d,]+[^]*\+\$0\.\d+/);
    expect(await sources.getByRole('row', { name: /CLAUDE\.md/ }).innerText()).toMatch(/changed|grown|shrunk/);
    expect(await sources.innerText()).toMatch(/The prompt grew by 40 tokens to 5,043\.\s+[\d,]+ tokens new \(\d+ parts\), [\d,]+ tokens gone \(\d+ parts?\); \d+ parts as before/);
    expect(await page.getByRole('region', { name: 'Usage and cost of both' }).getByRole('row', { name: /Written, 5 min/ }).innerText()).toMatch(/5,000[^]*5,040[^]*\+40/);
    expect(await page.getByRole('region', { name: 'Request headers that differ' }).innerText()).toMatch(/content-length/i);
  });

  test('the words that changed, in one column or in two, by keyboard', async () => {
    const { page } = running.app.window;
    const sources = page.getByRole('region', { name: 'Sources that changed' });
    const texts = page.getByRole('region', { name: 'How its texts differ' });
    await sources.getByRole('button', { pressed: true }).focus();
    for (let step = 0; step < 10 && !(await texts.innerText()).includes('CLAUDE.md'); step += 1) await page.keyboard.press('ArrowDown');
    await expect.poll(() => texts.locator('del mark').allInnerTexts()).toEqual(['plainly']);
    expect(await texts.locator('ins mark').allInnerTexts()).toEqual(['kindly']);
    await texts.getByRole('radiogroup').locator('label').filter({ hasText: 'Side by side' }).click();
    await expect.poll(() => texts.locator('.difference-pair ins mark').allInnerTexts()).toEqual(['kindly']);
    await expectNoViolationsInThemes(page, 'Compare', { within: '[role=tabpanel]' });
  });

  test('the other way round, nothing is claimed of the cache', async () => {
    const { page } = running.app.window;
    await page.getByRole('button', { name: 'Swap' }).click();
    await page.getByText('what differs says nothing about the cache').waitFor();
    await expect.poll(() => page.getByRole('region', { name: 'Sources that changed' }).getByRole('row', { name: /assistant text/ }).innerText()).toContain('lost');
  });

  test('who comes to the one that others are compared with sees what it goes on from', async () => {
    const { page } = running.app.window;
    const later = (await running.app.window.rows()).find(({ predecessorId }) => predecessorId !== null)?.id ?? '';
    const before = page.url();
    await page.evaluate((id) => {
      window.location.hash = `#/traffic?exchange=${id}&tab=compare&other=${id}`;
    }, later);
    await expect.poll(() => page.getByText('CLAUDE.md changed:').count()).toBe(1);
    await expect.poll(() => page.getByRole('region', { name: 'Sources that changed' }).getByRole('row', { name: /assistant text/ }).innerText()).toContain('gained');
    await page.evaluate((url) => {
      window.location.hash = new URL(url).hash;
    }, before);
  });

  test('the first of a conversation has nothing before it, until another is chosen', async () => {
    const { page } = running.app.window;
    await page.evaluate(() => {
      window.location.hash = window.location.hash.replace(/&other=[^&]*/, '');
    });
    await page.getByText('Nothing before it').waitFor();
    await page.getByRole('button', { name: /Compared with/ }).click();
    await page.getByRole('option', { name: /turn/ }).first().click();
    await expect.poll(() => page.getByRole('region', { name: 'Sources that changed' }).count()).toBe(1);
  });

  async function send({ headers, body }: { readonly headers: Readonly<Record<string, string>>; readonly body: string }, usage: object, id: string): Promise<void> {
    await running.upstream.script({ kind: 'stream', message: { id, content: [{ type: 'text', text: 'On port 7070.' }], usage } });
    const { proxy, caFile } = await running.app.window.status();
    const response = await proxiedRequest({ proxyUrl: proxy.url, ca: await readFile(caFile, 'utf8'), path: '/v1/messages?beta=true', headers, body });
    await response.resume().toArray();
  }
});

/** A request with this project memory that has its whole prompt cached; behind it stand further messages. */
function cachedTurn(memory: string, further: readonly object[]) {
  const { headers, body } = claudeRequest();
  const request = JSON.parse(body);
  delete request.system[2].cache_control;
  request.messages[0].content[0].text = request.messages[0].content[0].text.replace('Speak plainly. Żółw – 亀.', memory);
  request.messages.push(...further);
  const last = request.messages.at(-1);
  if (typeof last.content === 'string') last.content = [{ type: 'text', text: last.content }];
  last.content.at(-1).cache_control = { type: 'ephemeral' };
  if (further.length > 0) request.diagnostics = { previous_message_id: 'msg_first' };
  return { headers, body: JSON.stringify(request) };
}
