import { chmodSync, existsSync, linkSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { UpstreamProxyChoice } from '../../../contract/settings-view.ts';
import type { ClaudeSettingsChange, ClaudeSettingsPlan } from '../../../contract/claude-settings-view.ts';
import type { SecretKeeper } from '../../settings/secret-keeper.ts';
import { ClaudeSettings, type ClaudeSettingsOptions } from './claude-settings.ts';
import type { NextProxy } from './other-proxy.ts';

let home: string;
let file: string;
let port: number;
let listedHosts: readonly string[];
let further: readonly string[];
let goneOnThrough: NextProxy | null;
let upstreamProxy: UpstreamProxyChoice;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'whence-claude-'));
  file = join(home, '.claude', 'settings.json');
  mkdirSync(join(home, 'data'));
  port = 8443;
  listedHosts = ['api.anthropic.com'];
  further = [];
  goneOnThrough = null;
  upstreamProxy = { from: 'environment' };
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** A keyring that turns texts round. */
const keyring: SecretKeeper = {
  whyNot: () => null,
  seal: (secret) => Buffer.from([...secret].toReversed().join('')).toString('base64'),
  open: (sealed) => [...Buffer.from(sealed, 'base64').toString()].toReversed().join(''),
};

function opened(options: Partial<ClaudeSettingsOptions> = {}): ClaudeSettings {
  return new ClaudeSettings({
    dataDir: join(home, 'data'),
    environment: {},
    home,
    secrets: keyring,
    facts: () => ({ proxyUrl: `http://127.0.0.1:${port}`, caBundleFile: '/data/ca/bundle.pem', listedHosts }),
    upstreamProxy: () => upstreamProxy,
    goOnThrough: (proxy) => {
      goneOnThrough = proxy;
      return { done: true, message: '' };
    },
    trustAlso: (files) => {
      further = files;
      return [];
    },
    ...options,
  });
}

function put(text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function planned(plan: ClaudeSettingsPlan): Extract<ClaudeSettingsPlan, { planned: true }> {
  if (!plan.planned) throw new Error(plan.message);
  return plan;
}

async function change(settings: ClaudeSettings, what: ClaudeSettingsChange, goesOnThrough = false) {
  const plan = planned(await settings.plan(what));
  return settings.change(what, plan.id, goesOnThrough);
}

const kept = (): string => readFileSync(join(home, 'data', 'claude-settings-change.json'), 'utf8');
async function refusal(): Promise<string> {
  const plan = await opened().plan('set');
  return plan.planned ? 'planned' : plan.message;
}
const standing = async (settings: ClaudeSettings) => (await settings.read()).standing;
const env = (): unknown => JSON.parse(readFileSync(file, 'utf8')).env;

describe('setting and undoing', () => {
  const before = '\uFEFF{\r\n\t"env": {\r\n\t\t"ANTHROPIC_API_KEY": "planted-key-of-a-test"\r\n\t},\r\n\t"model": "opus"\r\n}';

  it('shows the difference first, writes nothing, and tells no value of another variable', async () => {
    put(before);
    const settings = opened();
    const plan = planned(await settings.plan('set'));
    expect(plan).toMatchObject({ file, effect: 'change', goOnThrough: null });
    expect(plan.lines.filter(({ kind }) => kind === 'added').map(({ text }) => text.trim())).toEqual([
      '"ANTHROPIC_API_KEY": "••••",',
      '"HTTPS_PROXY": "http://127.0.0.1:8443",',
      '"https_proxy": "http://127.0.0.1:8443",',
      '"NODE_EXTRA_CA_CERTS": "/data/ca/bundle.pem"',
    ]);
    expect(JSON.stringify(plan)).not.toContain('planted-key');
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(await standing(settings)).toEqual({ state: 'not-set' });
  });

  it('leads back to the bytes of before, with the mode of before, over a restart', async () => {
    put(before);
    chmodSync(file, 0o640);
    expect(await change(opened(), 'set')).toMatchObject({ done: true });
    expect(await standing(opened())).toEqual({ state: 'set', isChanged: false });
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(kept()).not.toContain('planted-key');
    expect(statSync(join(home, 'data', 'claude-settings-change.json')).mode & 0o777).toBe(0o600);
    expect(await change(opened(), 'undo')).toMatchObject({ done: true, message: expect.stringContaining('byte for byte') });
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(readdirSync(join(home, 'data'))).toEqual([]);
    expect(readdirSync(dirname(file))).toEqual(['settings.json']);
  });

  it('makes the file and its folder, and takes both away', async () => {
    expect(planned(await opened().plan('set'))).toMatchObject({ effect: 'make' });
    await change(opened(), 'set');
    expect(env()).toEqual({ HTTPS_PROXY: 'http://127.0.0.1:8443', https_proxy: 'http://127.0.0.1:8443', NODE_EXTRA_CA_CERTS: '/data/ca/bundle.pem' });
    expect(planned(await opened().plan('undo'))).toMatchObject({ effect: 'remove' });
    await change(opened(), 'undo');
    expect(existsSync(dirname(file))).toBe(false);
  });

  it('leaves a folder in which there is something else by now', async () => {
    await change(opened(), 'set');
    writeFileSync(join(home, '.claude', 'history'), '');
    await opened().undo();
    expect(readdirSync(join(home, '.claude'))).toEqual(['history']);
  });

  it('leaves what another program wrote in between, and shows that first', async () => {
    put('{}\n');
    await change(opened(), 'set');
    writeFileSync(file, readFileSync(file, 'utf8').replace('{', '{\n  "theme": "dark",'));
    expect(await standing(opened())).toEqual({ state: 'set', isChanged: true });
    const plan = planned(await opened().plan('undo'));
    expect(plan.notes).toEqual([expect.stringContaining('changed since')]);
    expect(plan.lines.some(({ kind, text }) => kind === 'added' && text === '  "theme": "dark"')).toBe(true);
    await change(opened(), 'undo');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ theme: 'dark' });
  });

  it('is callable without a window, also where there is nothing', async () => {
    expect(await opened().undo()).toEqual({ done: true, message: 'There is nothing of Whence in Claude Code’s settings.' });
    put('{}');
    await change(opened(), 'set');
    expect(await opened().undo()).toMatchObject({ done: true });
    expect(readFileSync(file, 'utf8')).toBe('{}');
  });

  it('uses the folder that CLAUDE_CONFIG_DIR names, and finds it again when it names another', async () => {
    const elsewhere = { CLAUDE_CONFIG_DIR: join(home, 'config') };
    await change(opened({ environment: elsewhere }), 'set');
    expect(existsSync(join(home, 'config', 'settings.json'))).toBe(true);
    expect(await opened().undo()).toMatchObject({ done: true });
    expect(existsSync(join(home, 'config'))).toBe(false);
  });

  it('follows a link and keeps it', async () => {
    mkdirSync(join(home, 'dotfiles'));
    mkdirSync(dirname(file));
    writeFileSync(join(home, 'dotfiles', 'claude.json'), '{}');
    symlinkSync('../dotfiles/claude.json', file);
    await change(opened(), 'set');
    expect(lstatSync(file).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(home, 'dotfiles', 'claude.json'), 'utf8')).toContain('HTTPS_PROXY');
    await change(opened(), 'undo');
    expect(readFileSync(join(home, 'dotfiles', 'claude.json'), 'utf8')).toBe('{}');
    expect(readdirSync(join(home, 'dotfiles'))).toEqual(['claude.json']);
  });
});

describe('what is in between', () => {
  it('a file that changed since the plan was shown is not written', async () => {
    put('{}');
    const settings = opened();
    const plan = planned(await settings.plan('set'));
    writeFileSync(file, '{ "model": "opus" }');
    expect(await settings.change('set', plan.id, false)).toMatchObject({ done: false, message: expect.stringContaining('changed since this was shown') });
    expect(readFileSync(file, 'utf8')).toBe('{ "model": "opus" }');
  });

  it('a plan of setting does not serve for undoing', async () => {
    put('{}');
    const settings = opened();
    const { id } = planned(await settings.plan('set'));
    await settings.change('set', id, false);
    expect(await settings.change('undo', id, false)).toMatchObject({ done: false });
  });

  it('two changes at once are one after the other', async () => {
    put('{}');
    const settings = opened();
    const { id } = planned(await settings.plan('set'));
    const [one, other] = await Promise.all([settings.change('set', id, false), settings.change('set', id, false)]);
    expect([one.done, other.done]).toEqual([true, false]);
    await settings.undo();
    expect(readFileSync(file, 'utf8')).toBe('{}');
  });

  it('a crash before the file was written leaves nothing set', async () => {
    put('{ "a": 1 }');
    await change(opened(), 'set');
    writeFileSync(file, '{ "a": 1 }');
    expect(await standing(opened())).toEqual({ state: 'not-set' });
    expect(await change(opened(), 'set')).toMatchObject({ done: true });
    await opened().undo();
    expect(readFileSync(file, 'utf8')).toBe('{ "a": 1 }');
  });
});

describe('a file that is refused', () => {
  it('that does not parse, with its place and what to do', async () => {
    put('{\n  "env": {\n');
    expect(await refusal()).toBe(`${file} is not JSON at line 3 (close brace expected). Whence leaves it alone. Mend it, and try again.`);
    expect(await standing(opened())).toMatchObject({ state: 'cannot-read', why: expect.stringContaining('line 3') });
  });

  it('that is too large, read-only, under two names, a folder, no UTF-8, or a link to nothing', async () => {
    put(`{}${' '.repeat(1024 * 1024)}`);
    expect(await refusal()).toContain('larger than 1 MB');
    put('{}');
    chmodSync(file, 0o444);
    expect(await refusal()).toContain('read-only');
    chmodSync(file, 0o644);
    linkSync(file, join(home, 'other-name'));
    expect(await refusal()).toContain('hard links');
    rmSync(file);
    mkdirSync(file);
    expect(await refusal()).toContain('is no file');
    rmSync(file, { recursive: true });
    writeFileSync(file, Buffer.from([0x7b, 0xff, 0x7d]));
    expect(await refusal()).toContain('UTF-8');
    rmSync(file);
    symlinkSync('nowhere', file);
    expect(await refusal()).toContain('leads to no file');
  });

  it('when the memory of what was changed cannot be read, with the name of that file', async () => {
    writeFileSync(join(home, 'data', 'claude-settings-change.json'), '{');
    expect(await refusal()).toContain('claude-settings-change.json');
    expect(await opened().undo()).toMatchObject({ done: false, message: expect.stringContaining('claude-settings-change.json') });
  });
});

describe('another proxy in the settings', () => {
  const login = 'http://someone:plan%40ted@corp.example:3128';
  const before = `{\n  "env": {\n    "HTTPS_PROXY": "${login}",\n    "NO_PROXY": "localhost"\n  }\n}\n`;

  it('is shown without its login, sealed, gone on through, and put back', async () => {
    put(before);
    const settings = opened();
    expect(await standing(settings)).toEqual({ state: 'other-proxy', name: 'HTTPS_PROXY', proxy: 'http://••••@corp.example:3128' });
    const plan = planned(await settings.plan('set'));
    expect(plan.goOnThrough).toBe('http://••••@corp.example:3128');
    expect(JSON.stringify(plan)).not.toContain('plan%40ted');
    await change(settings, 'set', true);
    expect(goneOnThrough).toEqual({ url: 'http://corp.example:3128', noProxy: 'localhost', login: { user: 'someone', password: 'plan@ted' } });
    expect(kept()).not.toContain('plan%40ted');
    await opened().undo();
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  it('with a login is refused where there is no keyring', async () => {
    put(before);
    const settings = opened({ secrets: { ...keyring, whyNot: () => 'There is no keyring.' } });
    expect(await change(settings, 'set', true)).toMatchObject({ done: false, message: expect.stringContaining('There is no keyring.') });
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(readdirSync(join(home, 'data'))).toEqual([]);
    expect(goneOnThrough).toBeNull();
  });

  it('that a changed keyring does not open keeps the file as it is, and says so', async () => {
    put(before);
    await change(opened(), 'set');
    const written = readFileSync(file, 'utf8');
    expect(await opened({ secrets: { ...keyring, open: () => null } }).undo()).toMatchObject({ done: false, message: expect.stringContaining('Unlock the keyring') });
    expect(readFileSync(file, 'utf8')).toBe(written);
  });

  it('that Whence goes through already is not offered again, and one for SOCKS cannot be', async () => {
    upstreamProxy = { from: 'settings', url: 'http://corp.example:3128', noProxy: '' };
    put('{"env":{"https_proxy":"corp.example:3128"}}');
    expect(planned(await opened().plan('set'))).toMatchObject({ goOnThrough: null, notes: [expect.stringContaining('Whence goes on through it.')] });
    put('{"env":{"ALL_PROXY":"socks5://corp.example:1080"}}');
    expect(planned(await opened().plan('set'))).toMatchObject({ goOnThrough: null, notes: [expect.stringContaining('cannot go on through it')] });
  });
});

describe('what else decides', () => {
  it('certificates that were named before stay trusted, until it is undone', async () => {
    put('{"env":{"NODE_EXTRA_CA_CERTS":"/etc/corp.pem"}}');
    await change(opened(), 'set');
    expect(further).toEqual(['/etc/corp.pem']);
    await opened().undo();
    expect(further).toEqual([]);
    expect(env()).toEqual({ NODE_EXTRA_CA_CERTS: '/etc/corp.pem' });
  });

  it('NO_PROXY loses what exempts a listed host, of the settings and of the shell, in either spelling', async () => {
    put('{"env":{"NO_PROXY":"localhost,.anthropic.com"}}');
    const settings = opened({ environment: { NO_PROXY: 'ignored', no_proxy: '*' } });
    expect(planned(await settings.plan('set')).notes).toHaveLength(2);
    await change(settings, 'set');
    expect(env()).toMatchObject({ NO_PROXY: 'localhost', no_proxy: '' });
    await settings.undo();
    expect(readFileSync(file, 'utf8')).toBe('{"env":{"NO_PROXY":"localhost,.anthropic.com"}}');
  });

  it('comments are kept, with a word that Claude Code refuses them', async () => {
    put('{ /* mine */ }\n');
    expect(planned(await opened().plan('set')).notes).toEqual([expect.stringContaining('comments or trailing commas')]);
    await change(opened(), 'set');
    expect((await opened().read()).warnings).toHaveLength(1);
    expect(readFileSync(file, 'utf8')).toContain('/* mine */');
  });

  it('what was set by hand is left to the hand', async () => {
    put('{"env":{"https_proxy":"http://127.0.0.1:8443","NODE_EXTRA_CA_CERTS":"/data/ca/bundle.pem"}}');
    expect(await standing(opened())).toEqual({ state: 'set-by-hand' });
  });
});

describe('over the end and the start of the app', () => {
  it('takes it out and puts it in again, for the port of then', async () => {
    put('{}');
    await change(opened(), 'set');
    await opened().atQuit();
    expect(readFileSync(file, 'utf8')).toBe('{}');
    port = 9000;
    expect(await opened().atStart()).toEqual([]);
    expect(env()).toMatchObject({ https_proxy: 'http://127.0.0.1:9000' });
    await opened().undo();
    expect(readFileSync(file, 'utf8')).toBe('{}');
    expect(await opened().atStart()).toEqual([]);
    expect(readFileSync(file, 'utf8')).toBe('{}');
  });

  it('a file that cannot be changed at the end is said at the next start', async () => {
    put('{}');
    await change(opened(), 'set');
    writeFileSync(file, '{');
    await opened().atQuit();
    expect((await opened().atStart()).join(' ')).toContain('not set back when Whence was closed');
    expect((await opened().atStart()).join(' ')).not.toContain('not set back');
  });

  it('a proxy that came in meanwhile is not replaced without a question', async () => {
    put('{}');
    await change(opened(), 'set');
    await opened().atQuit();
    put('{"env":{"HTTPS_PROXY":"http://corp.example:3128"}}');
    expect(await opened().atStart()).toEqual([expect.stringContaining('another proxy by now')]);
    expect(readFileSync(file, 'utf8')).toContain('corp.example');
    expect(await opened().read()).toMatchObject({ isWanted: true, standing: { state: 'other-proxy' } });
  });

  it('one that the user agreed to replace is replaced again', async () => {
    put('{"env":{"HTTPS_PROXY":"http://a:b@corp.example:3128"}}');
    await change(opened(), 'set', true);
    await opened().atQuit();
    expect(await opened().atStart()).toEqual([]);
    expect(env()).toMatchObject({ HTTPS_PROXY: 'http://127.0.0.1:8443' });
  });

  it('after a crash with another port since, it says so, and setting again still leads back to the first bytes', async () => {
    put('{ "a": 1 }');
    await change(opened(), 'set');
    port = 9001;
    expect(await opened().atStart()).toEqual([expect.stringContaining('do not lead to Whence as it is now')]);
    expect(await standing(opened())).toEqual({ state: 'elsewhere', found: 'http://127.0.0.1:8443' });
    await change(opened(), 'set');
    expect(await standing(opened())).toEqual({ state: 'set', isChanged: false });
    await opened().undo();
    expect(readFileSync(file, 'utf8')).toBe('{ "a": 1 }');
  });
});
