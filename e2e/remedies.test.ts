import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assistant, user } from '../test-support/recorded-request.ts';
import { RemedyHome } from '../test-support/remedy-home.ts';
import { startScriptedUpstream, type ScriptedUpstream } from '../test-support/scripted-upstream.ts';
import { StoredTraffic } from '../test-support/stored-traffic.ts';
import { expectNoViolationsInThemes } from './axe.ts';
import { keepFailureScreenshots } from './failure-screenshots.ts';
import { launchApp, type RunningApp } from './launch-app.ts';
import { InsightsScreen } from './pages/insights-screen.ts';
import { RemediesPart } from './pages/remedies.ts';

const planted = 'planted-key-of-a-test-4711';
// Tabs, line ends of Windows, an order of its own, no newline at the end.
const before = `{\r\n\t"zeal": "opus – 你好",\r\n\t"env": {\r\n\t\t"ANTHROPIC_API_KEY": "${planted}"\r\n\t},\r\n\t"deniedMcpServers": []\r\n}`;
const tool = (name: string, words: string) => ({ name, description: words.repeat(12), input_schema: { type: 'object' } });

describe('what can be done about a finding', () => {
  const home = new RemedyHome();
  let upstream: ScriptedUpstream;
  let app: RunningApp | undefined;
  const page = () => {
    if (app === undefined) throw new Error('The app is there from the first test on.');
    return app.window.page;
  };
  const part = () => new RemediesPart(page());
  const insights = () => new InsightsScreen(page());

  keepFailureScreenshots(() => app);
  beforeAll(async () => {
    const traffic = new StoredTraffic(join(home.dataDir, 'whence.db'));
    for (let index = 0; index < 24; index += 1) {
      traffic.add({
        id: `id-${index}`,
        at: new Date(2026, 9, 1 + (index % 2), 12, index).getTime() * 1000,
        sessionId: `session-${index % 4}`,
        fields: { tools: [tool('Read', 'Reads a file. '), tool('mcp__shelf__look_up', 'Looks up where a thing lies on the shelf. '), tool('mcp__shelf__put_back', 'Puts a thing back where it lay. ')] },
        messages: [user('Count the boxes in the depot.'), assistant('There are nine.'), user(`And on shelf ${index}?`)],
        answer: [{ type: 'text', text: 'One.' }],
        usage: { input_tokens: 1200, cache_read_input_tokens: 0, cache_creation_input_tokens: 0, output_tokens: 20 },
      });
    }
    await traffic.analyse();
    traffic.close();
    home.put(join(home.folder, '.claude.json'), JSON.stringify({ mcpServers: { shelf: { command: 'node', env: { TOKEN: planted } } } }));
    mkdirSync(dirname(home.file), { recursive: true });
    writeFileSync(home.file, before);
    upstream = await startScriptedUpstream();
    app = await launchApp({ upstream, dataDir: home.dataDir, environment: { HOME: home.folder }, further: ['--retention-days=36500'] });
    await insights().open('2026-10-01..2026-10-03');
    await insights().openByKey('shelf');
    await part().section().waitFor();
  }, 60_000);
  afterAll(async () => {
    await app?.close();
    await upstream?.close();
    home.remove();
  });

  test('is a change of settings first, then the command', async () => {
    await part().remedy('does not connect to this server').getByRole('button', { name: /^Apply/ }).waitFor();
    await part().section().getByText('claude mcp remove shelf -s user', { exact: true }).waitFor();
    await expectNoViolationsInThemes(page(), 'what can be done', { within: '.remedies' });
  });

  test('is shown before anything is written, without a key of the user’s', async () => {
    await part().remedy('does not connect').getByRole('button', { name: /^Apply/ }).click();
    await part().dialog().getByText(home.file).waitFor();
    expect(await part().lines('Added')).toEqual(['"deniedMcpServers": [', '{ "serverName": "shelf" }', ']']);
    expect(await part().lines('Removed')).toEqual(['"deniedMcpServers": []']);
    expect(await page().content()).not.toContain(planted);
    expect(home.text()).toBe(before);
    await expectNoViolationsInThemes(page(), 'the difference of a remedy', { within: '[role="dialog"]' });
  });

  test('is written on the click, marked as a point in time, and undone byte for byte', async () => {
    await part().confirm('Write it');
    expect(JSON.parse(home.text())).toEqual({ ...JSON.parse(before), deniedMcpServers: [{ serverName: 'shelf' }] });
    expect(home.text()).toContain('\r\n\t"env"');
    await page().getByRole('button', { name: 'Mark this point' }).click();
    await page().getByText(/^Marked/).waitFor();
    expect(await page().evaluate(() => window.whence.call('listMarkers', {}))).toMatchObject([{ label: 'denied MCP server shelf' }]);
    await part().remedy('does not connect').getByRole('button', { name: /^Undo/ }).click();
    await part().confirm('Take it out');
    expect(home.text()).toBe(before);
    expect(readFileSync(join(home.folder, '.claude.json'), 'utf8')).toContain(planted);
  });

  test('is refused for a file that is no JSON, which stays as it is', async () => {
    const broken = '{\n  // mine\n  "model": "opus"\n  "hooks": {}\n}\n';
    writeFileSync(home.file, broken);
    await part().remedy('does not connect').getByRole('button', { name: /^Apply/ }).click();
    await part().dialog().getByText('is not JSON at line 4').waitFor();
    expect(await part().dialog().getByRole('button', { name: 'Write it' }).count()).toBe(0);
    await part().dialog().getByRole('button', { name: 'Cancel' }).click();
    expect(home.text()).toBe(broken);
  });

  test('is listed once it is applied, and undone from there', async () => {
    writeFileSync(home.file, before);
    await part().remedy('does not connect').getByRole('button', { name: /^Apply/ }).click();
    await part().confirm('Write it');
    await page().getByRole('radio', { name: 'Changes made' }).click();
    const applied = part().section('Applied');
    await applied.getByText('Denied MCP server shelf').waitFor();
    await applied.getByText(home.file).waitFor();
    await expectNoViolationsInThemes(page(), 'what was applied', { within: '.remedies' });
    await applied.getByRole('button', { name: /^Undo/ }).click();
    await part().confirm('Take it out');
    expect(home.text()).toBe(before);
  });
});
