import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runClient, type ClientResult } from '../test-support/real-client/run-client.ts';
import { startScriptedUpstream, type ScriptedUpstream } from '../test-support/scripted-upstream.ts';
import { keepFailureScreenshots } from './failure-screenshots.ts';
import { launchApp, type RunningApp } from './launch-app.ts';
import { ClaudeSettingsPart } from './pages/claude-settings.ts';
import { realClientBinary, whyNoRealClient } from './private-machine.ts';

const missing = whyNoRealClient();
if (missing !== null) console.warn(`Skipped: the real Claude Code, pointed by its settings: ${missing}.`);

const before = '{\n\t"includeCoAuthoredBy": false\n}\n';

describe.skipIf(missing !== null)('the real Claude Code, pointed by its own settings alone', () => {
  let upstream: ScriptedUpstream;
  let app: RunningApp;
  let folder: string;
  let file: string;
  let part: ClaudeSettingsPart;

  keepFailureScreenshots(() => app);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'whence-client-settings-'));
    file = join(folder, 'home', '.claude', 'settings.json');
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, before);
    upstream = await startScriptedUpstream();
    app = await launchApp({ upstream, environment: { HOME: join(folder, 'home') } });
    part = new ClaudeSettingsPart(app.window);
  });
  afterAll(async () => {
    await app?.close();
    await upstream?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Runs it in a shell that names no proxy and no certificates, but for these variables. */
  async function run(prompt: string, environment: Readonly<Record<string, string>>): Promise<ClientResult> {
    const answer = 'The lantern is green.';
    await upstream.script({ kind: 'stream', message: { content: [{ type: 'text', text: answer }], usage: { input_tokens: 14_000 } } });
    const result = await runClient({ binary: realClientBinary() ?? '', prompt, proxyUrl: null, caFile: '', folder, environment, timeLimitMs: 45_000 });
    expect(result).toMatchObject({ code: 0, stdout: expect.stringContaining(answer) });
    return result;
  }

  const prompts = (): readonly string[] => upstream.received.filter(({ path }) => path.startsWith('/v1/messages')).map(({ body }) => body.toString());

  test('is captured, whatever proxy its shell names', async () => {
    await part.open();
    await part.ask('Set for all of Claude Code…');
    await part.confirm('Write it');
    await part.stands('Set for all of Claude Code');

    await run('What colour is the first lantern?', {});
    const nowhere = 'http://127.0.0.1:9';
    await run('What colour is the second lantern?', { https_proxy: nowhere, HTTPS_PROXY: nowhere, HTTP_PROXY: nowhere, NODE_EXTRA_CA_CERTS: '/nowhere.pem' });

    expect(prompts().some((body) => body.includes('first lantern'))).toBe(true);
    expect(prompts().some((body) => body.includes('second lantern'))).toBe(true);
    await app.window.goTo('Traffic');
    await expect.poll(async () => (await app.window.rows()).filter(({ state, path }) => state === 'complete' && path.startsWith('/v1/messages')).length).toBe(2);
  });

  test('is pointed nowhere any more once it is undone', async () => {
    await part.open();
    await part.ask('Undo…');
    await part.confirm('Take it out');
    expect(await readFile(file, 'utf8')).toBe(before);
  });
});
