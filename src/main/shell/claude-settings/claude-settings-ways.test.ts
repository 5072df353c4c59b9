import { readdirSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ClaudeHome, keyring } from '../../../../test-support/claude-home.ts';

let home: ClaudeHome;
beforeEach(() => {
  home = new ClaudeHome();
});
afterEach(() => home.remove());

describe('another proxy in the settings', () => {
  const login = 'http://someone:plan%40ted@corp.example:3128';
  const before = `{\n  "env": {\n    "HTTPS_PROXY": "${login}",\n    "NO_PROXY": "localhost"\n  }\n}\n`;

  it('is shown without its login, sealed, gone on through, and put back', async () => {
    home.put(before);
    const settings = home.open();
    expect(await home.standing()).toEqual({ state: 'other-proxy', name: 'HTTPS_PROXY', proxy: 'http://••••@corp.example:3128' });
    const plan = await home.plan('set');
    expect(plan.goOnThrough).toEqual({ proxy: 'http://••••@corp.example:3128', isSuggested: true });
    expect(JSON.stringify(plan)).not.toContain('plan%40ted');
    await home.change('set', { settings, goesOnThrough: true });
    expect(home.goneOnThrough).toEqual({ url: 'http://corp.example:3128', noProxy: 'localhost', login: { user: 'someone', password: 'plan@ted' } });
    expect(home.kept()).not.toContain('plan%40ted');
    await home.open().undo();
    expect(home.text()).toBe(before);
  });

  it('with a login is refused where there is no keyring', async () => {
    home.put(before);
    const settings = home.open({ secrets: { ...keyring, whyNot: () => 'There is no keyring.' } });
    expect(await home.change('set', { settings, goesOnThrough: true })).toMatchObject({ done: false, message: expect.stringContaining('There is no keyring.') });
    expect(home.text()).toBe(before);
    expect(readdirSync(home.dataDir)).toEqual([]);
    expect(home.goneOnThrough).toBeNull();
  });

  it('that a changed keyring does not open keeps the home.file as it is, and says so', async () => {
    home.put(before);
    await home.change('set');
    const written = home.text();
    expect(await home.open({ secrets: { ...keyring, open: () => null } }).undo()).toMatchObject({ done: false, message: expect.stringContaining('Unlock the keyring') });
    expect(home.text()).toBe(written);
  });

  it('on this machine is not suggested, and one of ours from before is not offered', async () => {
    home.put('{"env":{"HTTPS_PROXY":"http://127.0.0.1:3128"}}');
    expect(await home.plan('set')).toMatchObject({ goOnThrough: { proxy: 'http://127.0.0.1:3128', isSuggested: false } });
    home.put('{"env":{"HTTPS_PROXY":"http://127.0.0.1:8400","NODE_EXTRA_CA_CERTS":"/data/ca/bundle.pem"}}');
    expect(await home.plan('set')).toMatchObject({ goOnThrough: null, notes: ['HTTPS_PROXY names http://127.0.0.1:8400, where Whence listened before.'] });
  });

  it('that Whence goes through already is not offered again, and one for SOCKS cannot be', async () => {
    home.upstreamProxy = { from: 'settings', url: 'http://corp.example:3128', noProxy: '' };
    home.put('{"env":{"https_proxy":"corp.example:3128"}}');
    expect(await home.plan('set')).toMatchObject({ goOnThrough: null, warnings: [expect.stringContaining('Whence goes on through it.')] });
    home.put('{"env":{"ALL_PROXY":"socks5://corp.example:1080"}}');
    expect(await home.plan('set')).toMatchObject({ goOnThrough: null, warnings: [expect.stringContaining('cannot go on through it')] });
  });
});

describe('what else decides', () => {
  it('certificates that were named before stay trusted, until it is undone', async () => {
    home.put('{"env":{"NODE_EXTRA_CA_CERTS":"/etc/corp.pem"}}');
    await home.change('set');
    expect(home.further).toEqual(['/etc/corp.pem']);
    await home.open().undo();
    expect(home.further).toEqual([]);
    expect(home.env()).toEqual({ NODE_EXTRA_CA_CERTS: '/etc/corp.pem' });
  });

  it('NO_PROXY loses what exempts a listed host, of the settings and of the shell, in either spelling', async () => {
    home.put('{"env":{"NO_PROXY":"localhost,.anthropic.com"}}');
    const settings = home.open({ environment: { NO_PROXY: 'ignored', no_proxy: '*' } });
    expect((await home.plan('set', settings)).notes).toHaveLength(2);
    await home.change('set', { settings });
    expect(home.env()).toMatchObject({ NO_PROXY: 'localhost', no_proxy: '' });
    await settings.undo();
    expect(home.text()).toBe('{"env":{"NO_PROXY":"localhost,.anthropic.com"}}');
  });

  it('comments are kept, with a word that Claude Code refuses them', async () => {
    home.put('{ /* mine */ }\n');
    expect((await home.plan('set')).warnings).toEqual([expect.stringContaining('comments or trailing commas')]);
    await home.change('set');
    expect((await home.open().read()).warnings).toHaveLength(1);
    expect(home.text()).toContain('/* mine */');
  });

  it('what was set by hand is left to the hand, but for who wants it out', async () => {
    home.put('{"env":{"https_proxy":"http://127.0.0.1:8443","A":"1","NODE_EXTRA_CA_CERTS":"/data/ca/bundle.pem"}}');
    expect(await home.standing()).toEqual({ state: 'set-by-hand' });
    expect(await home.open().undo()).toEqual({ done: true, message: 'There is nothing of Whence in Claude Code’s settings.' });
    expect(await home.change('undo')).toMatchObject({ done: true });
    expect(home.text()).toBe('{"env":{"A":"1"}}');
  });

  it('a NO_PROXY that came in later is said to lead past', async () => {
    await home.change('set');
    writeFileSync(home.file, home.text().replace('"env": {', '"env": {\n    "NO_PROXY": "api.anthropic.com",'));
    expect(await home.standing()).toEqual({ state: 'elsewhere', why: 'NO_PROXY exempts api.anthropic.com there.' });
    await home.change('set');
    expect(await home.standing()).toEqual({ state: 'set', isChanged: false });
    await home.change('undo');
    expect(home.env()).toEqual({ NO_PROXY: 'api.anthropic.com' });
  });
});

describe('over the end and the start of the app', () => {
  it('takes it out and puts it in again, for the port of then', async () => {
    home.put('{}');
    await home.change('set');
    await home.open().atQuit();
    expect(home.text()).toBe('{}');
    home.port = 9000;
    expect(await home.open().atStart()).toEqual([]);
    expect(home.env()).toMatchObject({ https_proxy: 'http://127.0.0.1:9000' });
    await home.open().undo();
    expect(home.text()).toBe('{}');
    expect(await home.open().atStart()).toEqual([]);
    expect(home.text()).toBe('{}');
  });

  it('a home.file that cannot be changed at the end is said at the next start', async () => {
    home.put('{}');
    await home.change('set');
    writeFileSync(home.file, '{');
    await home.open().atQuit();
    expect((await home.open().atStart()).join(' ')).toContain('not set back when Whence was closed');
    expect((await home.open().atStart()).join(' ')).not.toContain('not set back');
  });

  it('a proxy that came in meanwhile is not replaced without a question', async () => {
    home.put('{}');
    await home.change('set');
    await home.open().atQuit();
    home.put('{"env":{"HTTPS_PROXY":"http://corp.example:3128"}}');
    expect(await home.open().atStart()).toEqual([expect.stringContaining('another proxy by now')]);
    expect(home.text()).toContain('corp.example');
    expect(await home.open().read()).toMatchObject({ isWanted: true, standing: { state: 'other-proxy' } });
  });

  it('what somebody set back meanwhile is not put in again', async () => {
    home.put('{}');
    await home.change('set');
    writeFileSync(home.file, '{}');
    expect(await home.open().atStart()).toEqual([expect.stringContaining('somebody else set them back')]);
    expect(await home.open().atStart()).toEqual([]);
    expect(home.text()).toBe('{}');
  });

  it('one that the user agreed to replace is replaced again', async () => {
    home.put('{"env":{"HTTPS_PROXY":"http://a:b@corp.example:3128"}}');
    await home.change('set', { goesOnThrough: true });
    await home.open().atQuit();
    expect(await home.open().atStart()).toEqual([]);
    expect(home.env()).toMatchObject({ HTTPS_PROXY: 'http://127.0.0.1:8443' });
  });

  it('after a crash with another port since, it says so, and setting again still leads back to the first bytes', async () => {
    home.put('{ "a": 1 }');
    await home.change('set');
    home.port = 9001;
    expect(await home.open().atStart()).toEqual([expect.stringContaining('do not lead to Whence as it is now')]);
    expect(await home.standing()).toEqual({ state: 'elsewhere', why: 'They lead to http://127.0.0.1:8443, and Whence listens on http://127.0.0.1:9001.' });
    await home.change('set');
    expect(await home.standing()).toEqual({ state: 'set', isChanged: false });
    await home.open().undo();
    expect(home.text()).toBe('{ "a": 1 }');
  });
});

describe('what is shown', () => {
  const token = ['ghp', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'].join('_');

  it('has no secret in the lines around, and none of a comment', async () => {
    home.put(`{\n  // push with ${token}\n  "env": {},\n  "apiKeyHelper": "echo ${token}"\n}\n`);
    const { lines } = await home.plan('set');
    expect(lines.some(({ text }) => text.includes('apiKeyHelper'))).toBe(true);
    expect(JSON.stringify(lines)).not.toContain(token);
  });

  it('is cut to what is around the change in a file of one line', async () => {
    const many = Array.from({ length: 400 }, (_, index) => `"KEY_${index}":"planted-${index}"`).join();
    home.put(`{"env":{${many}},"rest":[${'1,'.repeat(500)}1]}`);
    const { lines } = await home.plan('set');
    expect(lines.map(({ kind }) => kind)).toEqual(['removed', 'added']);
    expect(lines[1]?.text).toContain('"https_proxy":"http://127.0.0.1:8443"');
    expect(lines.every(({ text }) => text.length < 1000)).toBe(true);
    expect(JSON.stringify(lines)).not.toContain('planted');
  });
});

describe('a file that is not as others', () => {
  it('shows no value of what may hold a secret, wherever it is', async () => {
    home.put(
      '{\n  "mcpServers": { "db": { "env": { "DB_WORD": "planted-1" }, "headers": { "X-Way-In": "planted-2" }, "args": ["planted-3"] } },\n  "apiKeyHelper": "echo planted-4",\n  "env": { "A": "planted-5", "B": 7, "NO_PROXY": ["planted-6"], "C": { "D": "planted-7" } },\n  "model": "opus"\n}\n',
    );
    const { lines } = await home.plan('set');
    const shown = lines.map(({ text }) => text).join('\n');
    expect(shown).not.toContain('planted');
    expect(shown).toContain('"apiKeyHelper": "••••"');
    expect(shown).toContain('"B": "••••"');
    expect(shown).toContain('"model": "opus"');
  });

  it('with thousands of variables, or of blanks, is planned and undone at once', async () => {
    home.put(JSON.stringify({ env: Object.fromEntries(Array.from({ length: 4_000 }, (_, index) => [`KEY_${index}`, 'x'])) }, null, 2));
    await home.plan('set');
    home.put('{\n  "env": {}\n}\n');
    await home.change('set');
    writeFileSync(home.file, `{"env":{"A":"1",${' '.repeat(100_000)}${JSON.stringify(home.env()).slice(1, -1)}}}`);
    await home.change('undo');
    expect(home.env()).toEqual({ A: '1' });
  });

  it.each([500, 2500, 8000])('is refused in a sentence when it is nested %i deep', async (depth) => {
    home.put(`{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`);
    expect(await home.refusal()).toContain('is nested too deeply to be read');
    expect(await home.standing()).toMatchObject({ state: 'cannot-read', why: expect.stringContaining('nested too deeply') });
  });
});
