import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claudeRequest } from '../test-support/claude-request.ts';
import { proxiedRequest } from '../test-support/proxied-request.ts';
import { startScriptedUpstream, type ScriptedUpstream } from '../test-support/scripted-upstream.ts';
import { expectNoViolations, expectNoViolationsInThemes } from './axe.ts';
import { keepFailureScreenshots } from './failure-screenshots.ts';
import { launchApp, type RunningApp } from './launch-app.ts';
import { TimelineTable } from './pages/timeline.ts';

describe('the table of requests', () => {
  let dataDir: string;
  let upstream: ScriptedUpstream;
  let app: RunningApp;
  let table: TimelineTable;

  keepFailureScreenshots(() => app);
  const launch = async () => {
    app = await launchApp({ upstream, dataDir });
    table = new TimelineTable(app.window.page);
  };
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'whence-timeline-'));
    upstream = await startScriptedUpstream();
    await launch();
  });
  afterAll(async () => {
    await app?.close();
    await upstream?.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  async function send({ path, body }: { readonly path: string; readonly body: string }): Promise<void> {
    const { proxy, caFile } = await app.window.status();
    const headers = { ...claudeRequest().headers, ...(path.endsWith('count_tokens') ? { 'x-claude-code-request-class': 'auxiliary' } : {}) };
    const response = await proxiedRequest({ proxyUrl: proxy.url, ca: await readFile(caFile, 'utf8'), path, headers, body });
    await response.resume().toArray();
  }

  test('requests come in as they are sent', async () => {
    await send(conversation('One?'));
    for (const text of ['a', 'b', 'c']) await send(tokenCount(text));
    await upstream.script({ kind: 'body', status: 529, contentType: 'application/json', body: '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}' });
    await send(conversation('One?', 'Two?'));
    await send(conversation('One?', 'Two?'));
    await upstream.script({ kind: 'body', status: 400, contentType: 'application/json', body: '{"type":"error","error":{"type":"invalid_request_error","message":"No"}}' });
    await send(conversation('One?', 'Two?', 'Three?'));
    await send(conversation('One?', 'Two?', 'Three?', 'Four?'));
    await expect.poll(async () => (await app.window.rows()).filter((row) => row.turnNumber !== null).length, { timeout: 10_000 }).toBe(8);
  });

  test('noise and attempts are folded, and unfold by key', async () => {
    await expect.poll(() => table.kinds()).toEqual(['turn 4', 'turn 3', 'turn 22 tries', '3 × token count', 'turn 1']);
    await table.press('Home', 'ArrowDown', 'ArrowDown', 'ArrowRight');
    await expect.poll(() => table.lines().count()).toBe(6);
    await table.press('ArrowDown');
    await expect.poll(() => table.current().innerText()).toContain('529');
    await table.press('ArrowLeft', 'ArrowLeft', 'ArrowDown', 'Enter');
    await expect.poll(() => table.lines().count()).toBe(8);
    await table.press('ArrowLeft');
    await expect.poll(() => table.lines().count()).toBe(5);
    await table.turn('Fold noise and retries');
    await expect.poll(() => table.lines().count()).toBe(8);
    await table.turn('Fold noise and retries');
  });

  test('keys lead to errors and turns, wherever the focus is', async () => {
    await table.press('Home');
    await app.window.button('Columns').focus();
    await app.window.page.keyboard.press('e');
    await expect.poll(() => table.current().innerText()).toContain('400');
    await app.window.page.keyboard.press('e');
    await expect.poll(() => table.current().innerText()).toContain('2 tries');
    await app.window.page.keyboard.press('Shift+E');
    await app.window.page.keyboard.press(']');
    await expect.poll(() => table.current().innerText()).toContain('turn 4');
    await app.window.page.keyboard.press('[');
    await app.window.page.keyboard.press('j');
    await app.window.page.keyboard.press('[');
    await expect.poll(() => table.current().innerText()).toContain('turn 1');
  });

  test('stars and pins are given by key, and taken back by the same', async () => {
    await table.press('Home', '4', 'p');
    await table.line('turn 4').getByText('4 stars').waitFor();
    await table.line('turn 4').getByText('pinned').waitFor();
    await table.press('4');
    await expect.poll(() => table.line('turn 4').getByText('4 stars').count()).toBe(0);
  });

  test('two that are chosen are compared', async () => {
    await table.press('Home', 'Shift+ArrowDown');
    await table.choiceBar.getByText('2 requests chosen').waitFor();
    await table.press('Control+a');
    await table.choiceBar.getByText('8 requests chosen').waitFor();
    await expectNoViolationsInThemes(app.window.page, 'requests chosen', { within: '.traffic-timeline' });
    await table.press('Escape', 'End', 'x', 'Home', 'x');
    await table.choiceBar.getByRole('button', { name: 'Compare' }).click();
    await expect.poll(() => app.window.page.getByRole('tab', { name: 'Compare', exact: true }).getAttribute('aria-selected')).toBe('true');
    const rows = await app.window.rows();
    expect(await app.window.page.evaluate(() => window.location.hash)).toContain(`exchange=${rows.at(-1)?.id ?? ''}&tab=compare&other=${rows[0]?.id ?? ''}`);
    await table.press('Escape', 'Escape');
  });

  test('it is sorted by any column, either way', async () => {
    await table.headButton('Status').click();
    await expect.poll(() => table.head('Status').getAttribute('aria-sort')).toBe('descending');
    await expect.poll(async () => (await table.kinds())[0]).toBe('turn 2');
    await table.headButton('Status').click();
    await expect.poll(async () => (await table.kinds()).at(-1)).toBe('turn 2');
    await table.headButton('Time').click();
  });

  test('new rows do not move the one that is read', async () => {
    // Small enough that there is something to scroll.
    await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(900, 600));
    await table.turn('Fold noise and retries');
    for (const text of ['d', 'e', 'f', 'g', 'h']) await send(tokenCount(text));
    await expect.poll(() => table.grid.getAttribute('aria-rowcount')).toBe('14');
    const line = table.line('turn 1');
    await line.click();
    await app.window.page.getByRole('tab', { name: 'Context', exact: true }).waitFor();
    const top = async () => (await line.boundingBox())?.y;
    const before = await top();
    await send(conversation('One?', 'Two?', 'Three?', 'Four?', 'Five?'));
    await app.window.page.getByRole('button', { name: /^↑ \d new$/ }).waitFor();
    expect(await top()).toBe(before);
    await table.turn('Fold noise and retries');
    await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1440, 900));
    await app.window.page.keyboard.press('Escape');
  });

  test('columns are chosen, moved and sized by key, and kept', async () => {
    await table.turn('Size');
    await table.turn('Output');
    await table.headButton('Model').focus();
    for (const key of ['Alt+ArrowLeft', 'Shift+ArrowRight', 'Shift+ArrowRight']) await app.window.page.keyboard.press(key);
    const wanted = ['Time', 'Agent', 'Model', 'Kind', 'Status', 'Input', 'Cached', 'Cost'];
    await expect.poll(async () => (await table.columns()).slice(0, 8)).toEqual(wanted);
    expect(await table.widthOf('Model')).toBe(84 + 32);
    await table.headButton('Model').click({ button: 'right' });
    // The keys beside a name describe it; they are no part of it.
    await expectNoViolations(app.window.page, 'the menu of a column', { within: '.menu', without: ['label-content-name-mismatch'] });
    await app.window.page.keyboard.press('Escape');

    await app.close();
    await launch();
    await expect.poll(async () => (await table.columns()).slice(0, 8), { timeout: 10_000 }).toEqual(wanted);
    expect(await table.columns()).toContain('Size');
    expect(await table.widthOf('Model')).toBe(84 + 32);
  });

  test('columns are moved and sized with the mouse, and put back', async () => {
    const { mouse } = app.window.page;
    const middle = async (name: string) => {
      const box = await table.head(name).boundingBox();
      if (box === null) throw new Error('A head has a place.');
      return { x: box.x + box.width / 2, y: box.y + box.height / 2, right: box.x + box.width };
    };
    const [cost, agent] = [await middle('Cost'), await middle('Agent')];
    await mouse.move(cost.x, cost.y);
    await mouse.down();
    await mouse.move(agent.x - 8, agent.y, { steps: 5 });
    await mouse.up();
    await expect.poll(async () => (await table.columns()).slice(0, 3)).toEqual(['Time', 'Cost', 'Agent']);
    const kind = await middle('Kind');
    await mouse.move(kind.right, kind.y);
    await mouse.down();
    await mouse.move(kind.right + 30, kind.y, { steps: 5 });
    await mouse.up();
    await expect.poll(() => table.widthOf('Kind')).toBe(158);
    await table.headButton('Kind').click({ button: 'right' });
    await app.window.page.getByRole('menuitem', { name: 'Reset columns' }).click();
    await expect.poll(async () => (await table.columns()).slice(0, 4)).toEqual(['Time', 'Agent', 'Kind', 'Model']);
  });
});

/** A request of a conversation with these prompts, each answered but the last. */
function conversation(...prompts: readonly string[]) {
  const whole: object = JSON.parse(claudeRequest().body);
  const messages = prompts.flatMap((prompt, index) => [
    ...(index === 0 ? [] : [{ role: 'assistant', content: [{ type: 'text', text: 'Done.' }] }]),
    { role: 'user', content: [{ type: 'text', text: prompt }] },
  ]);
  return { path: '/v1/messages?beta=true', body: JSON.stringify({ ...whole, messages }) };
}

function tokenCount(text: string) {
  return { path: '/v1/messages/count_tokens', body: JSON.stringify({ model: 'claude-sonnet-4-5', messages: [{ role: 'user', content: text }] }) };
}
