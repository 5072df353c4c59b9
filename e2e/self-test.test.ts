import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listenRaw, type RawListener } from '../test-support/raw-tls.ts';
import { startScriptedProxy, type ScriptedProxy } from '../test-support/scripted-proxy.ts';
import { startScriptedUpstream, type ScriptedUpstream } from '../test-support/scripted-upstream.ts';
import { expectNoViolationsInThemes } from './axe.ts';
import { keepFailureScreenshots } from './failure-screenshots.ts';
import { launchApp, type RunningApp } from './launch-app.ts';
import { SelfTestPart } from './pages/self-test.ts';
import { SetUpPage } from './pages/set-up.ts';

/** Listed first, so that the test goes by it. No rule says where it is: it is reached through the proxy of the environment. */
const host = 'proxied.test';
let folder: string;
let upstream: ScriptedUpstream;
let stranger: ScriptedUpstream;
let proxy: ScriptedProxy;
let app: RunningApp;
let selfTest: SelfTestPart;

keepFailureScreenshots(() => app);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whence-self-test-'));
  [upstream, stranger] = await Promise.all([startScriptedUpstream(), startScriptedUpstream()]);
  proxy = await startScriptedProxy({ behaviour: { does: 'connect', toPort: upstream.port } });
});
afterAll(async () => {
  await app?.close();
  await Promise.all([proxy?.close(), upstream?.close(), stranger?.close()]);
  await rm(folder, { recursive: true, force: true });
});

async function launch(environment: Record<string, string>, further: readonly string[] = []): Promise<void> {
  app = await launchApp({ upstream, environment: { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`, CLAUDE_CONFIG_DIR: folder, ...environment }, further: [`--intercept=${host}`, ...further] });
  await app.window.goTo('Set-up');
  await new SetUpPage(app.window).open('When nothing arrives');
  selfTest = new SelfTestPart(app.window.page);
}

const says = async (name: string): Promise<string> => (await selfTest.line(name).innerText()).replaceAll(/\s+/g, ' ').replaceAll(' : ', ': ');

describe('the test of the connection', () => {
  beforeAll(() => launch({}));

  test('finds nothing in the way where nothing is, and leaves no trace', async () => {
    expect(await selfTest.run()).toMatch(/^The connection works\. Tested at/);
    for (const name of ['Port', 'Certificate, at a client', 'Environment', 'Settings of Claude Code', 'Running Claude Code', 'Way to the server', 'Recording']) {
      expect(await says(name)).toContain(`${name}: passed`);
    }
    expect(await says('Certificate, in the system')).toContain('not needed');
    expect(await says('Way to the server')).toContain(`${host} answers through your proxy 127.0.0.1:${proxy.port}`);
    expect(proxy.asked.map((head) => head.split('\r\n')[0])).toEqual([`CONNECT ${host}:443 HTTP/1.1`]);
    expect(upstream.received).toEqual([]);
    expect(await app.window.rows()).toEqual([]);
    expect(await app.window.status()).toMatchObject({ clients: 0, tunnelled: 0, unseen: 0, distrusting: [], accounts: { connections: 0, bytes: 0 } });
    await expectNoViolationsInThemes(app.window.page, 'a test that found nothing', { within: '.connect-stack' });
  });

  test('says that the file of certificates cannot be read, holds another, or holds none', async () => {
    const { caBundleFile } = await app.window.status();
    const bundle = await readFile(caBundleFile, 'utf8');
    await rm(caBundleFile);
    expect(await selfTest.run()).toMatch(/^1 thing is in the way/);
    expect(await says('Certificate, at a client')).toMatch(/failed Not trusted: .*bundle\.pem, which NODE_EXTRA_CA_CERTS names, cannot be read \(ENOENT.*\)\. Quit Whence and start it again/);
    expect(await says('Port')).toContain('passed');
    await writeFile(caBundleFile, await readFile(stranger.caFile));
    await selfTest.run();
    expect(await says('Certificate, at a client')).toContain('does not hold the certificate that Whence signs with');
    await writeFile(caBundleFile, bundle);
    expect(await selfTest.run()).toMatch(/^The connection works/);
  });

  test('says what the proxy on the way says, and who opens TLS there', async () => {
    proxy.behaviour = { does: 'connect', toPort: stranger.port };
    expect(await selfTest.run()).toMatch(/^1 thing is in the way/);
    expect(await says('Way to the server')).toMatch(/failed Something between here and proxied\.test opens TLS: .* a certificate of “.+” that this machine does not trust/);
    proxy.behaviour = { does: 'answer', text: 'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="test"\r\nContent-Length: 0\r\n\r\n', finish: 'fin' };
    await selfTest.run();
    expect(await says('Way to the server')).toMatch(/failed The upstream proxy 127\.0\.0\.1 wants a user name and password\. Put them into its address/);
    await proxy.close();
    expect(await selfTest.run()).toMatch(/^1 thing is in the way/);
    expect(await says('Way to the server')).toMatch(/failed The upstream proxy 127\.0\.0\.1 refused the connection on port \d+\. Is it running/);
    await expectNoViolationsInThemes(app.window.page, 'a test that found something', { within: '.connect-stack' });
  });

  test('says when Claude Code’s own settings lead past here', async () => {
    const file = join(folder, 'settings.json');
    await writeFile(file, JSON.stringify({ env: { NO_PROXY: `localhost,${host}` } }));
    await selfTest.run();
    expect(await says('Settings of Claude Code')).toContain(`NO_PROXY in ${file} exempts ${host}: Claude Code goes past Whence.`);
    await writeFile(file, '{ "env": ');
    await selfTest.run();
    expect(await says('Settings of Claude Code')).toContain('it is not JSON');
    await rm(file);
  });

  test('is broken off by leaving', async () => {
    await app.window.page.evaluate(() => window.whence.call('startSelfTest', {}));
    await app.window.button('Cancel').waitFor();
    await app.window.goTo('Traffic');
    await expect.poll(() => app.window.page.evaluate(() => window.whence.call('readSelfTest', {}))).toBeNull();
  });
});

describe('the test of the connection, where the environment leads past and the port was taken', () => {
  let other: RawListener;

  beforeAll(async () => {
    await app.close();
    other = await listenRaw(null, ({ stream }) => stream.end('220 mail.test ready\r\n'));
    await launch({ NO_PROXY: `localhost, ${host}` }, [`--port=${other.port}`]);
  });
  afterAll(() => other?.close());

  test('names both, and the line that takes the host out', async () => {
    expect(await selfTest.run()).toMatch(/is in the way|are in the way/);
    expect(await says('Environment')).toMatch(new RegExp(`failed NO_PROXY exempts ${host} where Whence was started.*export NO_PROXY=localhost`));
    // Who has the port is this very test.
    expect(await says('Port')).toMatch(new RegExp(`wants attention Port ${other.port}, which was asked for, is taken by .+ \\(process ${process.pid}\\)`));
  });
});
