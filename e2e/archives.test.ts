import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Har } from 'har-format';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claudeRequest } from '../test-support/claude-request.ts';
import { harProblems } from '../test-support/har-problems.ts';
import { messageEvents } from '../test-support/message-stream.ts';
import { proxiedRequest } from '../test-support/proxied-request.ts';
import { oneApp } from './one-app.ts';
import { openPlainBrowser, type PlainBrowser } from './plain-browser.ts';

describe('traffic that is taken along and brought back', () => {
  const origin = 'https://api.anthropic.com';
  const asked = claudeRequest('Where are the keys?');
  const key = 'made-up-key-of-nobody';
  const answers = {
    stream: { path: '/v1/messages?beta=true', status: 200, type: 'text/event-stream', octets: Buffer.from(messageEvents({ content: [{ type: 'text', text: 'In the drawer, naturally: ü.' }], usage: { input_tokens: 100 }, outputTokens: 9 }).join('')) },
    picture: { path: '/v1/messages?of=picture', status: 201, type: 'image/png', octets: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0xff, 0xfe, 1]) },
    packed: { path: '/v1/messages?of=packed', status: 429, type: 'application/json', octets: Buffer.from(JSON.stringify({ data: 'again and again '.repeat(50) })) },
  };
  const running = oneApp();
  let file: string;
  let har: Har;
  let browser: PlainBrowser | undefined;

  const send = async (path: string) => {
    const { proxy, caFile } = await running.app.window.status();
    const response = await proxiedRequest({ proxyUrl: proxy.url, ca: await readFile(caFile, 'utf8'), path, headers: { ...asked.headers, 'x-api-key': key }, body: asked.body });
    await response.resume().toArray();
  };

  beforeAll(async () => {
    file = join(running.app.dataDir, '..', 'taken.har');
    const { stream, picture, packed } = answers;
    for (const { path, status, type, octets } of [stream, picture]) {
      await running.upstream.script({ kind: 'body', status, contentType: type, body: octets });
      await send(path);
    }
    await running.upstream.script({ kind: 'body', status: packed.status, contentType: packed.type, body: gzipSync(packed.octets), contentEncoding: 'gzip' });
    await send(packed.path);
  });
  afterAll(async () => {
    await browser?.close();
  });

  test('the dialog says what is in the file and what of it is masked, before it is written', async () => {
    const { window, electron } = running.app;
    await window.row('429').waitFor();
    const dialog = window.page.getByRole('dialog', { name: 'Export' });
    await window.fromMenu('Export…');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => window.page.evaluate(() => document.activeElement?.ariaLabel)).toBe('More');
    await window.fromMenu('Export…');
    // What is masked is in sight, however small the window.
    await window.page.setViewportSize({ width: 900, height: 600 });
    expect(await dialog.getByText('Masked:').evaluate((element) => element.getBoundingClientRect().bottom < (element.closest('[role="dialog"]')?.querySelector('.dialog-actions')?.getBoundingClientRect().top ?? 0))).toBe(true);
    const summary = dialog.getByRole('status');
    await dialog.getByRole('radio', { name: 'What a filter finds' }).check();
    await dialog.getByRole('textbox', { name: 'Filter' }).fill('status:>=400');
    await dialog.getByRole('textbox', { name: 'Filter' }).press('Enter');
    await summary.getByText('1 request', { exact: true }).waitFor();
    await dialog.getByRole('textbox', { name: 'Filter' }).fill('stauts:>=400');
    await dialog.getByRole('textbox', { name: 'Filter' }).press('Enter');
    await summary.getByText('The filter cannot be read.').waitFor();
    await dialog.getByRole('radio', { name: 'All that is stored' }).check();
    await summary.getByText('3 requests').waitFor();
    expect(await summary.innerText()).toMatch(/Masked: \d credentials in headers \(x-api-key.*\)\./);
    await window.page.screenshot({ path: 'test-results/export-dialog.png' });
    await electron.evaluate(({ dialog: dialogs }, filePath) => {
      dialogs.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, file);
    await dialog.getByRole('button', { name: 'Save as…' }).click();
    await window.page.getByText('3 requests were written to taken.har.').first().waitFor();
    har = JSON.parse(await readFile(file, 'utf8'));
    expect(harProblems(har)).toEqual([]);
    expect(await readFile(file, 'utf8')).not.toContain(key);
  });

  test("Chromium's developer tools import it: each request with its status, times, sizes and octets", async () => {
    browser = await openPlainBrowser();
    const requests = await browser.importIntoDevTools(await readFile(file, 'utf8'));
    expect(requests).toHaveLength(3);
    for (const [index, { path, status, type, octets }] of Object.values(answers).entries()) {
      const entry = har.log.entries[index];
      const request = requests.find(({ url }) => url === origin + path);
      expect(request).toMatchObject({ method: 'POST', status, requestBody: asked.body, content: octets.toString('latin1'), resourceBytes: octets.length });
      expect(type).toContain(request?.mimeType ?? 'none');
      expect(request?.durationMs).toBeCloseTo(entry?.time ?? -1, 1);
      expect(request?.startedAtMs).toBeCloseTo(Date.parse(entry?.startedDateTime ?? ''), 1);
      expect(request?.transferredBytes).toBe((entry?.response.headersSize ?? 0) + (entry?.response.bodySize ?? 0));
    }
  });

  test('Playwright serves the captured answers out of it: status, headers and octets', async () => {
    const { page } = browser ?? (await openPlainBrowser());
    await page.context().routeFromHAR(file, { notFound: 'abort' });
    await page.route(`${origin}/start`, (route) => route.fulfill({ contentType: 'text/html', body: '<p>start</p>' }));
    await page.goto(`${origin}/start`);
    for (const { path, status, type, octets } of Object.values(answers)) {
      const served = await page.evaluate(
        async ({ path: to, body }) => {
          const response = await fetch(to, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
          return { status: response.status, type: response.headers.get('content-type'), octets: [...new Uint8Array(await response.arrayBuffer())] };
        },
        { path, body: asked.body },
      );
      expect(served.status).toBe(status);
      expect(served.type).toContain(type);
      expect(Buffer.from(served.octets)).toEqual(octets);
    }
  });

  test('it is imported as a session of its own, and a foreign file with its key masked', async () => {
    const { window, electron } = running.app;
    const foreign = join(running.app.dataDir, '..', 'foreign.har');
    const [first] = har.log.entries;
    await writeFile(foreign, JSON.stringify({ log: { creator: { name: 'Other', version: '1' }, entries: [{ ...first, _whence: undefined, request: { ...first?.request, headers: [{ name: 'X-Api-Key', value: key }] } }] } }));
    for (const [path, sentence] of [[file, '3 requests were imported from taken.har.'], [foreign, '1 request was imported from foreign.har.']] as const) {
      await electron.evaluate(({ dialog }, filePath) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
      }, path);
      await window.fromMenu('Import…');
      await window.page.getByRole('dialog', { name: 'Import' }).getByRole('button', { name: 'Choose a HAR file…' }).click();
      await window.page.getByText(sentence).first().waitFor();
    }
    await window.session('Imported').first().waitFor();
    const rows = await window.rows();
    await window.row('imported').first().waitFor();
    expect(rows.map(({ importNumber }) => importNumber).toSorted()).toEqual([1, 1, 1, 2, null, null, null].toSorted());
    const details = await Promise.all(rows.map(({ id }) => running.app.window.page.evaluate((wanted) => globalThis.window.whence.call('readExchange', { id: wanted }), id)));
    expect(JSON.stringify(details)).not.toContain(key);

    await window.fromMenu('Import…');
    await window.page.screenshot({ path: 'test-results/import-dialog.png' });
    // Not without being asked, in a dialog of the system.
    await running.app.electron.evaluate(({ dialog }) => {
      dialog.showMessageBox = ((...of: { message: string }[]) => Promise.resolve({ response: of.at(-1)?.message === 'Remove what was imported from foreign.har, with one request?' ? 0 : 1, checkboxChecked: false })) as unknown as typeof dialog.showMessageBox;
    });
    const listed = await window.row(/turn/).count();
    await window.page.getByRole('button', { name: 'Remove foreign.har' }).click();
    await expect.poll(async () => (await window.rows()).length).toBe(6);
    // The list forgets them too.
    await expect.poll(() => window.row(/turn/).count()).toBe(listed - 1);
    await window.page.keyboard.press('Escape');
  });

  test('a request is copied as a command for curl, its key as a variable', async () => {
    const { window, electron } = running.app;
    await window.row('429').first().click();
    await window.openTab('Raw');
    await window.button('Copy as curl').click();
    await window.page.getByText('Copied as curl. Set $ANTHROPIC_API_KEY').waitFor();
    await window.page.screenshot({ path: 'test-results/copy-as-curl.png' });
    const copied = await electron.evaluate(({ clipboard }) => clipboard.readText());
    expect(copied).toContain('-H "x-api-key: $ANTHROPIC_API_KEY"');
    expect(copied).toContain(asked.body.slice(0, 40));
  });
});
