import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { unpackSegments } from '../src/contract/packed-segments.ts';
import { claudeRequest } from '../test-support/claude-request.ts';
import { proxiedRequest } from '../test-support/proxied-request.ts';
import { expectNoViolationsInThemes } from './axe.ts';
import { oneApp } from './one-app.ts';
import { RawBody } from './pages/raw-body.ts';

/** What is around is looked at with the screen itself. */
const ofTab = { within: '[role=tabpanel]' };

describe('raw bodies, headers and timing', () => {
  const asked = claudeRequest();
  const bytes = Buffer.from(asked.body);
  const running = oneApp();
  const raw = () => new RawBody(running.app.window.page);

  test('a body is shown indented, with the segment under the caret in words', async () => {
    const { window } = running.app;
    await running.upstream.script({ kind: 'stream', message: { content: [{ type: 'text', text: 'On 7070.' }], usage: { input_tokens: 600 } } });
    const { proxy, caFile } = await window.status();
    const headers = { ...asked.headers, 'x-api-key': 'sk-made-up-key-of-a-test-0123456789' };
    const response = await proxiedRequest({ proxyUrl: proxy.url, ca: await readFile(caFile, 'utf8'), path: '/v1/messages?beta=true', headers, body: asked.body });
    await response.resume().toArray();
    await window.row('turn 1').click();
    await window.openTab('Raw');
    await raw().text('Request').getByText('"model": "claude-sonnet-4-5"').waitFor();
    // What sets parameters is no part of the prompt, and not of no tokens.
    await expect.poll(() => raw().caretLine().innerText()).toMatch(/request parameters[^]*no part of the prompt/);
    await raw().find('Żółw – 亀');
    await expect.poll(() => raw().caretLine().innerText()).toMatch(/CLAUDE\.md[^]*messages\[0\]\.content\[0\][^]*bytes [\d,]+–[\d,]+[^]*tokens/);
  });

  test('the bytes under each colour are those of its segment', async () => {
    const { page } = running.app.window;
    const [row] = await running.app.window.rows();
    const context = await page.evaluate((id) => window.whence.call('readContext', { id }), row?.id ?? '');
    const expected = unpackSegments(context?.packedSegments ?? '').filter(({ start, end }) => start < end).map(({ start, end }) => bytes.subarray(start, end).toString());
    expect(expected.join('')).toBe(asked.body);
    await raw().showFace('As sent');
    await expect.poll(() => raw().tintedRuns()).toEqual(expected);
    await raw().showFace('Indented');
    // What is in sight of it: the last run may go on below.
    await expect.poll(async () => (await raw().tintedRuns()).map(squeezed).filter((text) => text !== '').slice(0, 4)).toEqual(expected.slice(0, 4).map(squeezed));
  });

  test('text is found and folded by keyboard', async () => {
    const { page } = running.app.window;
    await raw().text('Request').focus();
    await page.keyboard.press('Control+f');
    await page.keyboard.type('depot');
    const found = asked.body.split(/depot/i).length - 1;
    await expect.poll(() => raw().search().locator('output').innerText()).toBe(`${found} matches`);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await expect.poll(() => raw().search().locator('output').innerText()).toBe(`2 of ${found}`);
    await expectNoViolationsInThemes(page, 'Raw, searching', ofTab);
    await page.keyboard.press('Escape');
    await raw().search().waitFor({ state: 'detached' });

    await page.keyboard.press('Control+Alt+[');
    await expect.poll(() => raw().folded().allInnerTexts()).toContainEqual(expect.stringMatching(/role: assistant · \d+ lines/));
    await page.keyboard.press('Control+Alt+]');
    await expect.poll(() => raw().folded().count()).toBe(0);
  });

  test('a place leads to its bytes, and back to the context', async () => {
    const { page } = running.app.window;
    const start = bytes.indexOf('Żółw');
    const end = start + Buffer.byteLength('Żółw – 亀');
    await page.evaluate((at) => {
      window.location.hash = `${window.location.hash}&at=${at}`;
    }, `${start}-${end}`);
    await expect.poll(() => raw().marked()).toBe('Żółw – 亀');
    await raw().caretLine().getByRole('button', { name: 'Show in Context' }).click();
    await page.getByRole('tree', { name: 'Context sources' }).waitFor();
  });

  test('what a search in all texts looked for is found in the body', async () => {
    const { page } = running.app.window;
    await running.app.window.openTab('Raw');
    await page.evaluate(() => {
      window.location.hash = `${window.location.hash}&find=${encodeURIComponent('Speak plainly. Żółw')}`;
    });
    await expect.poll(() => raw().search().locator('output').innerText()).toBe('1 of 1');
  });

  test('the response is shown as it came', async () => {
    await raw().show('Response');
    await expect.poll(() => raw().text('Response').innerText()).toContain('event: message_start');
  });

  test('headers are told in order, explained, masked and found', async () => {
    const { window } = running.app;
    await window.openTab('Headers');
    const request = window.page.getByRole('region', { name: 'Request headers' });
    const names = await request.getByRole('rowheader').allInnerTexts();
    expect(names.indexOf('X-Claude-Code-Session-Id')).toBeLessThan(names.indexOf('anthropic-version'));
    expect(await request.getByRole('row', { name: 'x-api-key' }).innerText()).toMatch(/masked, \d+ characters[^]*Never stored/);
    expect(await request.getByRole('row', { name: 'x-claude-code-request-class' }).innerText()).toContain('main, subagent, auxiliary or compaction');
    await expectNoViolationsInThemes(window.page, 'Headers', ofTab);
  });

  test('the five timestamps are a bar and a table with the same figures', async () => {
    const { window } = running.app;
    await window.openTab('Timing');
    const parts = window.page.getByRole('table', { name: 'Parts' });
    expect(await parts.getByRole('rowheader').allInnerTexts()).toEqual(['Request in', 'Forwarded', 'Waiting for the first byte', 'Streaming'].map((name) => expect.stringContaining(name)));
    expect(await window.page.getByRole('table', { name: 'Timestamps' }).getByRole('row').count()).toBe(6);
    await expectNoViolationsInThemes(window.page, 'Timing', ofTab);
  });

  test('a view that cannot be drawn says so, and the rest of the window goes on', async () => {
    const { window } = running.app;
    await window.openTab('Headers');
    await window.page.evaluate(() => {
      const { findLast } = Array.prototype;
      Object.assign(globalThis, { mend: () => Object.assign(Array.prototype, { findLast }) });
      Object.assign(Array.prototype, {
        findLast() {
          throw new Error('made to fail');
        },
      });
    });
    await window.openTab('Timing');
    await window.page.getByRole('alert').filter({ hasText: 'Timing could not be shown' }).waitFor();
    expect(await window.row('turn').count()).toBeGreaterThan(0);
    await window.page.evaluate(() => Reflect.get(globalThis, 'mend')());
    await window.button('Try again').click();
    await window.page.getByRole('table', { name: 'Parts' }).waitFor();
  });
});

/** Without white space, of which indenting has its own. */
function squeezed(text: string): string {
  return text.replaceAll(/\s/g, '');
}
