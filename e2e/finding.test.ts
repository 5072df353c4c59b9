import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claudeRequest } from '../test-support/claude-request.ts';
import { proxiedRequest } from '../test-support/proxied-request.ts';
import { startScriptedUpstream, type ScriptedUpstream } from '../test-support/scripted-upstream.ts';
import { expectNoViolationsInThemes } from './axe.ts';
import { keepFailureScreenshots } from './failure-screenshots.ts';
import { launchApp, type RunningApp } from './launch-app.ts';
import { Finding } from './pages/finding.ts';

interface Told {
  readonly session: string;
  readonly project?: string;
  /** The subagent that asks, and what it is called. */
  readonly agent?: { readonly id: string; readonly type: string };
  /** What the upstream answers instead of a message. */
  readonly status?: number;
}

describe('finding requests', () => {
  let dataDir: string;
  let upstream: ScriptedUpstream;
  let app: RunningApp;
  let finding: Finding;

  keepFailureScreenshots(() => app);
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'whence-finding-'));
    upstream = await startScriptedUpstream();
    app = await launchApp({ upstream, dataDir });
    finding = new Finding(app.window.page);
  });
  afterAll(async () => {
    await app?.close();
    await upstream?.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  /** Sends a prompt and waits until its row is there and whole. */
  async function tell(prompt: string, { session, project, agent, status }: Told): Promise<void> {
    const { proxy, caFile } = await app.window.status();
    const asked = claudeRequest(prompt, session);
    if (status !== undefined) await upstream.script({ kind: 'body', status, contentType: 'application/json', body: '{"type":"error"}' });
    const place = `# Environment\\nYou have been invoked in the following environment: \\n - Primary working directory: ${project ?? '/home/someone/depot'}\\n`;
    const headers = agent === undefined ? asked.headers : { ...asked.headers, 'x-claude-code-request-class': 'subagent', 'x-claude-code-agent-id': agent.id, 'x-claude-code-agent-type': agent.type };
    const known = (await app.window.rows()).length;
    const body = asked.body.replace('Answer about this repository and nothing else.', place);
    await text(await proxiedRequest({ proxyUrl: proxy.url, ca: await readFile(caFile, 'utf8'), path: '/v1/messages', headers, body }));
    await expect.poll(async () => (await app.window.rows()).filter(({ state }) => state === 'complete').length).toBe(known + 1);
  }

  const place = async () => Object.fromEntries(new URLSearchParams((await app.window.page.evaluate(() => window.location.hash)).split('?')[1]));

  test('sessions stand below their projects, those of the same name told apart by their paths', async () => {
    await tell('Mend the lighthouse.', { session: 'aaaa-1', project: '/home/someone/depot' });
    await tell('Which lamps are broken?', { session: 'aaaa-1', project: '/home/someone/depot', agent: { id: 'a1', type: 'Explore' } });
    await tell('Paint the boat.', { session: 'bbbb-2', project: '/home/other/depot' });
    await expect.poll(async () => (await app.window.status()).analysisBacklog).toBe(0);
    await finding.line('Mend the lighthouse.').filter({ hasText: '2 requests' }).waitFor();
    for (const words of ['All requests 3', 'someone/depot 1 session', 'other/depot 1 session', 'Paint the boat.']) await finding.line(words).waitFor();
    await expectNoViolationsInThemes(app.window.page, 'the tree of sessions', { within: '.sidebar' });
  });

  test('a subagent that is chosen by key leaves its rows only', async () => {
    await finding.tree().focus();
    await finding.press('Home');
    // Down to the session of the lighthouse, unfolded, and on to its main thread and the subagent below.
    await expect.poll(async () => {
      await finding.press('ArrowDown');
      return finding.page.evaluate(() => document.querySelector(`#${CSS.escape(document.activeElement?.getAttribute('aria-activedescendant') ?? '')}`)?.textContent);
    }).toContain('Mend the lighthouse.');
    await finding.press('ArrowRight');
    await finding.line('Explore · 1 turn').waitFor();
    await finding.press('ArrowDown', 'ArrowDown', 'Enter');
    await expect.poll(() => finding.chosen().innerText()).toContain('Explore · 1 turn');
    await expect.poll(() => app.window.row('turn').count()).toBe(1);
    await app.window.row('Explore').waitFor();
    expect(await place()).toMatchObject({ session: 'aaaa-1', thread: 'agent:a1' });
    await app.window.page.screenshot({ path: 'test-results/session-tree.png' });
  });

  test('with the mouse a session is chosen, and its menu has what can be done with it', async () => {
    await finding.line('Paint the boat.').click();
    await expect.poll(() => app.window.row('turn').count()).toBe(1);
    await finding.line('Mend the lighthouse.').click({ button: 'right' });
    await app.window.page.getByRole('menuitem', { name: 'Copy session id' }).click();
    await expect.poll(() => app.electron.evaluate(({ clipboard }) => clipboard.readText())).toBe('aaaa-1');
    await finding.line('Mend the lighthouse.').click({ button: 'right' });
    await app.window.page.getByRole('menuitem', { name: 'Export…' }).click();
    await app.window.page.getByRole('dialog', { name: 'Export' }).getByRole('radio', { name: /^The session/, checked: true }).waitFor();
    await finding.press('Escape');
    await finding.line('All requests').click();
    await expect.poll(() => app.window.row('turn').count()).toBe(3);
    await finding.line('other/depot').click({ button: 'right' });
    await app.window.page.getByRole('menuitem', { name: 'Show only this project' }).click();
    await expect.poll(() => app.window.row('turn').count()).toBe(1);
    expect(await place()).toEqual({ filter: 'project:/home/other/depot' });
    await app.window.button('Clear the filter').click();
    await expect.poll(() => app.window.row('turn').count()).toBe(3);
  });

  test('a filter is completed by key, and lets the rows in that pass, live', async () => {
    await app.window.page.getByRole('grid', { name: 'Requests' }).focus();
    await finding.press('/');
    await app.window.page.keyboard.type('stat');
    await finding.options().filter({ hasText: 'status:' }).waitFor();
    await finding.press('ArrowDown', 'Enter');
    expect(await finding.filter().inputValue()).toBe('status:');
    await app.window.page.keyboard.type('>=400');
    await finding.press('Enter');
    await app.window.page.getByText('No request passes this filter').waitFor();
    await expectNoViolationsInThemes(app.window.page, 'a filter that nothing passes', { within: '.traffic-list' });
    await tell('This is refused.', { session: 'cccc-3', status: 429 });
    await app.window.row('429').waitFor();
    await tell('This is not.', { session: 'cccc-3' });
    await finding.line('All requests 5').waitFor();
    await app.window.page.getByText('1 of 5').waitFor();
    expect(await app.window.row('turn').count()).toBe(1);
  });

  test('a mistake is shown where it is, and put right with a press', async () => {
    await finding.filter().fill('stats:>=400 agent:main');
    await app.window.page.getByText('There is no field "stats".').waitFor();
    expect(await finding.filter().getAttribute('aria-invalid')).toBe('true');
    await app.window.page.screenshot({ path: 'test-results/filter-mistake.png' });
    await expectNoViolationsInThemes(app.window.page, 'a filter with a mistake', { within: '.header' });
    await app.window.button('Write status').click();
    await expect.poll(place).toEqual({ filter: 'status:>=400 agent:main' });
    await app.window.row('429').waitFor();
  });

  test('a filter is saved under a name, and is there after a restart', async () => {
    await app.window.button('Save the filter…').click();
    await app.window.page.getByRole('textbox', { name: 'Name of the filter' }).fill('Refused');
    await finding.press('Enter');
    await finding.saved('Refused').waitFor();
    await app.close();
    app = await launchApp({ upstream, dataDir });
    finding = new Finding(app.window.page);
    await finding.saved('Refused').click();
    await app.window.row('429').waitFor();
    await finding.saved('Refused').filter({ hasText: '1' }).waitFor();
    expect(await place()).toEqual({ filter: 'status:>=400 agent:main' });
    await finding.saved('Refused').focus();
    await finding.press('F2');
    await app.window.page.getByRole('textbox', { name: 'Name of the filter' }).fill('Turned away');
    await finding.press('Enter');
    await finding.saved('Turned away').click();
    await expect.poll(place).toEqual({});
  });

  test('what was said is found with the words around it, and opened', async () => {
    await finding.press('Control+Shift+F');
    await finding.search().fill('lighthouse');
    // A text is found once its body is packed, some moments after it came.
    await expect.poll(async () => {
      await app.window.page.evaluate(() => window.dispatchEvent(new Event('focus')));
      return finding.hits().count();
    }).toBe(1);
    expect(await finding.hits().first().innerText()).toContain('Mend the lighthouse.');
    await expectNoViolationsInThemes(app.window.page, 'the search of all texts', { within: '.traffic-list' });
    await finding.search().press('ArrowDown');
    await finding.press('Enter');
    await app.window.page.getByRole('tab', { name: 'Raw', selected: true }).waitFor();
    expect(await place()).toMatchObject({ tab: 'raw', find: 'lighthouse', search: 'lighthouse' });
    await app.window.page.screenshot({ path: 'test-results/text-search.png' });
    await finding.press('Escape');
    await app.window.page.getByRole('grid', { name: 'Requests' }).and(app.window.page.locator(':focus')).waitFor();
    expect(await finding.search().count()).toBe(0);
  });

  test('all requests that hold it are shown by a filter', async () => {
    await finding.press('Control+Shift+F');
    await finding.search().fill('boat');
    await app.window.button('Show all requests that hold it').click();
    await expect.poll(() => app.window.row('turn').count()).toBe(1);
    expect((await place())['filter']).toBe('"boat*"');
    await app.window.button('Clear the filter').click();
  });

  test('where letters are large the sidebar folds to a button, and comes by key', async () => {
    await app.electron.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(1200, 760);
      BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(1.7);
    });
    await app.window.button('Show the sessions').waitFor();
    expect(await finding.tree().count()).toBe(0);
    await finding.press('Control+b');
    await finding.line('Paint the boat.').click();
    await expect.poll(() => app.window.row('turn').count()).toBe(1);
    await expectNoViolationsInThemes(app.window.page, 'the sidebar over the list', { within: '.sidebar-frame' });
    await finding.press('Escape');
    await expect.poll(() => finding.tree().count()).toBe(0);
  });

  test('in a low window a request that is opened lies over the list, and gives the keys back', async () => {
    const { page } = app.window;
    await page.setViewportSize({ width: 900, height: 450 });
    await page.getByRole('grid', { name: 'Requests' }).focus();
    await finding.press('Home', 'Enter');
    await page.getByRole('tab', { selected: true }).waitFor();
    // The list is below it, and nothing of it takes a key or the pointer.
    await page.locator('.traffic-detail:focus').waitFor();
    await expectNoViolationsInThemes(page, 'a request over the list', { within: '.traffic-list' });
    await finding.press('Escape');
    await page.getByRole('grid', { name: 'Requests' }).and(page.locator(':focus')).waitFor();
    expect(await page.locator('.traffic-detail').count()).toBe(0);
  });
});
