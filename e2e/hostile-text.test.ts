import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { claudeRequest } from '../test-support/claude-request.ts';
import { proxiedRequest } from '../test-support/proxied-request.ts';
import { oneApp } from './one-app.ts';

const running = oneApp();
const tabs = ['context', 'conversation', 'response', 'compare', 'raw', 'headers', 'timing'] as const;
const trouble: string[] = [];
const ids: string[] = [];

const names = ['__proto__', 'constructor', '<img src=x onerror=alert(1)>', 'a" OR x', 'gnp.\u202Eexe', 'zero\u200Bwidth', '\uD800', 'x'.repeat(5000)];
/** What once held the window up: a line of marks with spaces between, and a table whose rows are nearly empty. */
const slowMarkdown = [`${`-${' '.repeat(9)}`.repeat(23)}x`, `${'a|'.repeat(2000)}\n${'-|'.repeat(2000)}\n${'a\n'.repeat(4000)}`, `[a]: x:${'y'.repeat(15_000)}\n\n${'[a] '.repeat(100)}`];

const bodies: readonly string[] = [
  ...slowMarkdown.map((text) => bodyWith([{ role: 'user', content: text }])),
  bodyWith(
    names.flatMap((name, index) => [
      { role: 'assistant', content: [{ type: 'tool_use', id: `t${index}`, name, input: { [name]: { [name]: 1 } } }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: `t${index}`, content: [{ type: 'text', text: name }, { type: name }] }] },
      { role: name, content: [{ type: 'image', source: { type: 'base64', media_type: 'image/svg+xml', data: 'PHN2Zz4=' } }, { type: 'image', source: { type: 'base64', media_type: 'image/png', data: hugeImage() } }] },
    ]),
    { tools: names.map((name) => ({ name: `mcp__${name}__${name}`, description: name, input_schema: { type: 'object', properties: { [name]: {} } } })) },
  ),
  `{"messages":[{"role":"user","content":${'['.repeat(20_000)}`,
  'a\u200B'.repeat(15_000),
];

function bodyWith(messages: readonly unknown[], more: object = {}): string {
  const request: object = JSON.parse(claudeRequest('Hello').body);
  return JSON.stringify({ ...request, messages, ...more });
}

/** Says that it has gigabytes of pixels. */
function hugeImage(): string {
  const head = Buffer.from('89504e470d0a1a0a0000000d49484452000080000000800008060000', 'hex');
  return head.toString('base64');
}

const answers = ['event: __proto__\ndata: {"type":"constructor","index":0,"delta":{"__proto__":1}}\n\ndata: nonsense\n\n', `data: {}\r`.repeat(500), `data: {"type":"message_start","message":{"id":"m","model":"<b>\u202E","content":[]}}\n\n`];

beforeAll(async () => {
  const { page } = running.app.window;
  page.on('pageerror', (error) => trouble.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') trouble.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    if (!/^(?:file|data|blob):/.test(request.url())) trouble.push(`request: ${request.url().slice(0, 100)}`);
  });
  const { proxy, caFile } = await running.app.window.status();
  const ca = await readFile(caFile, 'utf8');
  for (const [index, body] of bodies.entries()) {
    await running.upstream.script({ kind: 'body', status: 200, contentType: 'text/event-stream', body: answers[index % answers.length] ?? '' });
    for await (const _ of await proxiedRequest({ proxyUrl: proxy.url, ca, path: '/v1/messages?beta=true', headers: claudeRequest().headers, body }));
  }
  await vi.waitUntil(async () => (await running.app.window.rows()).filter(({ state }) => state === 'complete').length === bodies.length, { timeout: 10_000 });
  ids.push(...(await running.app.window.rows()).map(({ id }) => id));
});

async function goTo(hash: string): Promise<void> {
  const { page } = running.app.window;
  await page.evaluate((place) => void (location.hash = place), hash);
  // Two frames: it has been drawn, and the window still answers.
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn(null)))));
}

describe('text that was made to harm', () => {
  test.each(tabs)('is shown under %s by a window that goes on', async (tab) => {
    const { page } = running.app.window;
    for (const id of ids) {
      await goTo(`#/traffic?exchange=${id}&tab=${tab}`);
      await expect.poll(() => page.getByText(/^(?:Reading|Loading)/).count()).toBe(0);
      expect(await page.getByRole('grid', { name: 'Requests' }).count()).toBe(1);
    }
    expect(await page.locator('img:not([src^="data:image/"], .cm-widgetBuffer), script:not([src]), iframe, object, embed').count()).toBe(0);
    expect(trouble).toEqual([]);
  });

  test('in the address of a place opens nothing', async () => {
    const { page } = running.app.window;
    for (const place of ['exchange=<img src=x onerror=alert(1)>', `exchange=${ids[0]}&tab=raw&at=-1--5`, `exchange=${ids[0]}&tab=raw&at=0-99999999999999999999`, `exchange=${ids[0]}&tab=context&at=9007199254740991-9007199254740993&find=(((`, 'session=__proto__&thread=constructor&filter="', `search=${'x '.repeat(5000)}`, 'other=__proto__&tab=compare&exchange=__proto__', 'filter=%']) {
      await goTo(`#/traffic?${place}`);
      expect(await page.getByRole('navigation').count()).toBeGreaterThan(0);
    }
    expect(trouble).toEqual([]);
  });

  test('in what the window keeps for itself does not keep it from starting', async () => {
    const { page } = running.app.window;
    await goTo('#/traffic');
    const keys = await page.evaluate(() => Object.keys(localStorage));
    for (const value of ['{"__proto__":{"order":1},"order":[null,{}],"widths":{"time":1e400},"sort":7}', '[[["x"]]]', 'x'.repeat(500_000)]) {
      await page.evaluate(
        ([all, kept]) => {
          for (const key of all) localStorage.setItem(key, kept);
        },
        [[...keys, 'timeline', 'recent-filters', 'recent-commands'], value] as const,
      );
      await page.reload();
      await page.getByRole('grid', { name: 'Requests' }).waitFor();
    }
    await page.evaluate(() => localStorage.clear());
    expect(trouble).toEqual([]);
  });

  test('leads the window nowhere, by whatever way', async () => {
    const { page } = running.app.window;
    const before = page.url();
    await page.evaluate(() => {
      for (const url of ['https://evil.test/', 'file:///etc/passwd', 'javascript:document.title="hit"', 'data:text/html,hit']) {
        const link = Object.assign(document.createElement('a'), { href: url });
        document.body.append(link);
        link.click();
        link.target = '_blank';
        link.click();
        link.remove();
        window.open(url);
      }
      const form = Object.assign(document.createElement('form'), { action: 'https://evil.test/', method: 'post' });
      document.body.append(form);
      form.submit();
      const dropped = new DataTransfer();
      dropped.setData('text/uri-list', 'file:///etc/passwd');
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: dropped, bubbles: true, cancelable: true }));
    });
    await goTo('#/traffic');
    expect(page.url().split('#')[0]).toBe(before.split('#')[0]);
    expect(await page.getByRole('grid', { name: 'Requests' }).count()).toBe(1);
    expect(page.context().pages()).toHaveLength(1);
  });
});
