import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { makeAuthority } from '../../proxy/certificates/make-certificates.ts';
import { noCertificate } from '../../proxy/self-test-words.ts';
import { askAsClient, clientEnvironment } from './ask-as-client.ts';
import { checkCertificate, checkPort, type ClientFacts } from './check-client.ts';
import { checkClaudeSettings, checkEnvironment } from './check-environment.ts';
import { checkClients, checkRecording, checkStandby, checkSystemTrust, withWantedPort } from './check-status.ts';
import { checkUpstream } from './check-upstream.ts';
import { decidingOf, readClaudeSettings } from './claude-settings-files.ts';
import { passed } from './finding.ts';

const { certificatePem } = await makeAuthority(['api.test'], new Date());
const { certificatePem: otherPem } = await makeAuthority(['api.test'], new Date());
let folder: string;
let facts: ClientFacts;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'whence-checks-'));
  const caFile = join(folder, 'ca.pem');
  const caBundleFile = join(folder, 'bundle.pem');
  writeFileSync(caFile, certificatePem);
  writeFileSync(caBundleFile, `${otherPem}\n${certificatePem}`);
  facts = { host: 'api.test', proxyUrl: 'http://127.0.0.1:8443', caFile, caBundleFile, answer: 'ours' };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const pointed = () => ({ port: 8443, listedHosts: ['api.test'], caFile: facts.caFile });

describe('what a client found', () => {
  it.each([
    [{ reached: 'answer', text: 'ours' }, 'passed', 'Whence answers at 127.0.0.1:8443.', 'passed', 'takes the certificate for api.test'],
    [{ reached: 'answer', text: 'theirs' }, 'failed', 'Another program, nc (process 7), answers', 'passed', ''],
    [{ reached: 'nothing', code: 'ECONNREFUSED' }, 'failed', 'Nothing answers at 127.0.0.1:8443 (ECONNREFUSED)', 'skipped', 'see above'],
    [{ reached: 'port', answer: 'HTTP 404', text: 'Not here' }, 'failed', '(HTTP 404)', 'skipped', 'see above'],
    [{ reached: 'port', answer: 'HTTP 502', text: `${noCertificate} for api.test (why).` }, 'passed', 'Whence answers', 'failed', 'for api.test (why)'],
    [{ reached: 'tunnel', code: 'SELF_SIGNED_CERT_IN_CHAIN', authority: 'Whence CA 1' }, 'passed', 'opens tunnels', 'failed', 'Not trusted: a client refused the certificate for api.test, signed by Whence CA 1'],
    [{ reached: 'tunnel', code: 'CERT_NOT_YET_VALID', authority: 'Whence CA 1' }, 'passed', '', 'failed', 'is not valid yet by this machine’s clock'],
    [{ reached: 'tunnel', code: 'CERT_HAS_EXPIRED', authority: null }, 'passed', '', 'failed', 'has expired'],
    [{ reached: 'server' }, 'failed', 'passes everything on unseen', 'skipped', 'see above'],
    [null, 'failed', 'could not be started', 'skipped', ''],
  ] as const)('%j: the port %s, the certificate %s', (report, port, portSays, certificate, certificateSays) => {
    expect(checkPort(report, facts, 'nc (process 7)')).toMatchObject({ state: port, sentence: expect.stringContaining(portSays) });
    expect(checkCertificate(report, facts)).toMatchObject({ state: certificate, sentence: expect.stringContaining(certificateSays) });
  });

  it('is no matter where the file it is pointed at is wrong', () => {
    const all = { reached: 'answer', text: 'ours' } as const;
    writeFileSync(facts.caBundleFile, otherPem);
    expect(checkCertificate(all, facts)).toMatchObject({ state: 'failed', sentence: expect.stringContaining('does not hold the certificate that Whence signs with') });
    rmSync(facts.caBundleFile);
    expect(checkCertificate(all, facts)).toMatchObject({ state: 'failed', sentence: expect.stringContaining('cannot be read (ENOENT') });
  });
});

describe('the client', () => {
  it('has the variables of Set-up and all else that the environment has', () => {
    expect(clientEnvironment({ HTTPS_PROXY: 'http://mine', NO_PROXY: 'x', LANG: 'C' }, { proxyUrl: facts.proxyUrl, caBundleFile: '/b.pem' })).toEqual({
      HTTPS_PROXY: facts.proxyUrl,
      https_proxy: facts.proxyUrl,
      NODE_EXTRA_CA_CERTS: '/b.pem',
      NO_PROXY: 'x',
      LANG: 'C',
      ELECTRON_RUN_AS_NODE: '1',
    });
  });

  it('says that nothing listens, and is broken off with the test', async () => {
    const nobody = { proxyUrl: 'http://127.0.0.1:1', caBundleFile: facts.caBundleFile };
    expect(await askAsClient({ host: 'api.test', said: 'x' }, process.env, nobody, new AbortController().signal)).toEqual({ reached: 'nothing', code: 'ECONNREFUSED' });
    expect(await askAsClient({ host: 'api.test', said: 'x' }, process.env, nobody, AbortSignal.abort())).toBeNull();
  });
});

describe('the environment', () => {
  it.each([
    [{ NO_PROXY: 'localhost, api.test', no_proxy: '*' }, 'export NO_PROXY=localhost; unset no_proxy'],
    [{ no_proxy: '.test,a b' }, 'export no_proxy=a,b'],
  ])('%j exempts a host, and the line leaves the rest', (environment, command) => {
    expect(checkEnvironment(environment, pointed(), 'linux')).toMatchObject({ state: 'failed', command });
  });

  it('is mended by PowerShell on Windows', () => {
    expect(checkEnvironment({ NO_PROXY: 'api.test' }, pointed(), 'win32').command).toBe('Remove-Item Env:NO_PROXY');
    expect(checkEnvironment({ NO_PROXY: "o'x,api.test" }, pointed(), 'win32').command).toBe("$env:NO_PROXY = 'o''x'");
  });

  it('may lead to other servers, whose address is not said whole', () => {
    const finding = checkEnvironment({ ANTHROPIC_BASE_URL: 'https://me:planted@gate.test/v1' }, pointed());
    expect(finding).toMatchObject({ state: 'warning', sentence: expect.stringContaining('names gate.test,') });
    expect(JSON.stringify(finding)).not.toContain('planted');
    expect(checkEnvironment({ ANTHROPIC_BASE_URL: 'https://api.test' }, pointed())).toMatchObject({ state: 'passed' });
    expect(checkEnvironment({ CLAUDE_CODE_USE_BEDROCK: '1' }, pointed())).toMatchObject({ state: 'warning' });
    expect(checkEnvironment({ CLAUDE_CODE_USE_BEDROCK: '0' }, pointed())).toMatchObject({ state: 'passed' });
  });

  it.each([
    [{}, 'passed', 'no way past'],
    [{ HTTPS_PROXY: 'http://127.0.0.1:8443' }, 'passed', 'all of Claude Code here'],
    [{ HTTPS_PROXY: 'http://me:planted@proxy.test:3128' }, 'failed', 'another proxy, proxy.test port 3128'],
    [{ no_proxy: 'api.test' }, 'failed', 'exempts api.test'],
    [{ NODE_EXTRA_CA_CERTS: '/nowhere.pem' }, 'failed', 'does not hold the Whence certificate'],
    [{ ANTHROPIC_BASE_URL: 'http://localhost:4000' }, 'warning', 'names localhost'],
  ] as const)('of Claude Code’s settings %j: %s', (variables, state, sentence) => {
    const finding = checkClaudeSettings([{ file: '/s.json', readable: true, variables }], pointed());
    expect(finding).toMatchObject({ state, sentence: expect.stringContaining(sentence) });
    expect(JSON.stringify(finding)).not.toContain('planted');
  });

  it('is read of the settings without the keys in them, and what is no JSON is said', () => {
    const file = join(folder, 'settings.json');
    const environment = { CLAUDE_CONFIG_DIR: folder };
    const ofThisUser = () => readClaudeSettings(environment, 'linux').filter((one) => one.file === file);
    expect(ofThisUser()).toEqual([]);
    writeFileSync(file, '{ "env": { "ANTHROPIC_API_KEY": "planted", "NO_PROXY": "a", "HTTPS_PROXY": 7 }, "model": "x" } // mine\n');
    expect(ofThisUser()).toEqual([{ file, readable: true, variables: { NO_PROXY: 'a' } }]);
    writeFileSync(file, '{');
    expect(ofThisUser()).toEqual([{ file, readable: false, problem: 'it is not JSON' }]);
    expect(decidingOf({ NO_PROXY: ' ', ANTHROPIC_API_KEY: 'planted', https_proxy: 'x' })).toEqual({ https_proxy: 'x' });
  });
});

describe('the way upstream', () => {
  const proxy = { kind: 'proxy', host: 'proxy.test', port: 3128 } as const;

  it.each([
    [{ way: { kind: 'directly' }, state: 'reached', tookMs: 41.6 }, 'passed', 'api.test answers directly, with a certificate of its own, after 42 ms.', null],
    [{ way: proxy, state: 'refused', message: 'The upstream proxy proxy.test refused. Is it running?' }, 'failed', 'The upstream proxy proxy.test refused.', 'Is it running?'],
    [{ way: { kind: 'directly' }, state: 'refused', message: 'The name of api.test could not be resolved (ENOTFOUND). Check the spelling.' }, 'failed', 'The name of api.test could not be resolved (ENOTFOUND).', 'If your network needs a proxy'],
    [{ way: proxy, state: 'unverified', problem: 'SELF_SIGNED_CERT_IN_CHAIN', authority: 'Corp Root' }, 'failed', 'through your proxy proxy.test:3128 it shows a certificate of “Corp Root”', '--upstream-ca'],
    [{ way: { kind: 'directly' }, state: 'unverified', problem: 'ECONNRESET', authority: null }, 'failed', 'did not complete TLS directly (ECONNRESET)', 'firewall'],
    [null, 'failed', 'does not run', 'start it again'],
  ] as const)('%j', (tried, state, sentence, remedy) => {
    const finding = checkUpstream('api.test', tried);
    expect(finding).toMatchObject({ state, sentence: expect.stringContaining(sentence) });
    expect(finding.remedy ?? '').toContain(remedy ?? '');
  });
});

test('the status says the rest', () => {
  const proxy = { url: 'http://127.0.0.1:8444', port: 8444, note: 'Port 8443 is not free; the proxy listens on 8444.' };
  expect(withWantedPort(passed('It answers.'), proxy, 8443, 'nginx (process 12)')).toMatchObject({ state: 'warning', sentence: expect.stringContaining('Port 8443, which was asked for, is taken by nginx (process 12).') });
  expect(withWantedPort(passed('It answers.'), { ...proxy, note: null }, 8444, null)).toMatchObject({ state: 'passed' });
  expect(checkSystemTrust({ state: 'not-trusted', message: 'No.', manualCommand: null })).toMatchObject({ state: 'skipped' });
  expect(checkClients({ runningPast: [], distrusting: [], clients: 0 }, 'line', 'linux')).toMatchObject({ state: 'passed', command: null });
  expect(checkClients({ runningPast: [], distrusting: [], clients: 1 }, 'line', 'darwin').sentence).toContain('only Linux tells');
  expect(checkClients({ runningPast: [{ pid: 4, reason: 'Why. Do this.' }], distrusting: [{ pid: 3, name: 'node' }], clients: 1 }, 'line')).toEqual({
    state: 'warning',
    sentence: 'node (process 3) does not trust the certificate: its connections pass through unseen. And 1 more.',
    remedy: expect.stringContaining('Run the line'),
    command: 'line',
  });
  expect(checkRecording({ capture: false, recordingTrouble: null })).toMatchObject({ state: 'warning' });
  expect(checkRecording({ capture: true, recordingTrouble: 'The disk is full.' })).toMatchObject({ state: 'failed', sentence: 'The disk is full.' });
  expect(checkStandby({ standby: { state: 'failed', message: 'No.' } })).toMatchObject({ state: 'warning' });
});
