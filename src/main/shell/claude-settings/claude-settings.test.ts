import { chmodSync, existsSync, linkSync, lstatSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ClaudeHome } from '../../../../test-support/claude-home.ts';

let home: ClaudeHome;
beforeEach(() => {
  home = new ClaudeHome();
});
afterEach(() => home.remove());

describe('setting and undoing', () => {
  const before = '\uFEFF{\r\n\t"env": {\r\n\t\t"ANTHROPIC_API_KEY": "planted-key-of-a-test"\r\n\t},\r\n\t"model": "opus"\r\n}';

  it('shows the difference first, writes nothing, and tells no value of another variable', async () => {
    home.put(before);
    const plan = await home.plan('set');
    expect(plan).toMatchObject({ file: home.file, effect: 'change', goOnThrough: null });
    expect(plan.lines.filter(({ kind }) => kind === 'added').map(({ text }) => text.trim())).toEqual([
      '"ANTHROPIC_API_KEY": "••••",',
      '"HTTPS_PROXY": "http://127.0.0.1:8443",',
      '"https_proxy": "http://127.0.0.1:8443",',
      '"NODE_EXTRA_CA_CERTS": "/data/ca/bundle.pem"',
    ]);
    expect(JSON.stringify(plan)).not.toContain('planted-key');
    expect(home.text()).toBe(before);
    expect(await home.standing()).toEqual({ state: 'not-set' });
  });

  it('leads back to the bytes of before, with the mode of before, over a restart', async () => {
    home.put(before);
    chmodSync(home.file, 0o640);
    expect(await home.change('set')).toMatchObject({ done: true });
    expect(await home.standing()).toEqual({ state: 'set', isChanged: false });
    expect(statSync(home.file).mode & 0o777).toBe(0o640);
    expect(home.kept()).not.toContain('planted-key');
    expect(statSync(join(home.dataDir, 'claude-settings-change.json')).mode & 0o777).toBe(0o600);
    expect(await home.change('undo')).toMatchObject({ done: true, message: expect.stringContaining('byte for byte') });
    expect(home.text()).toBe(before);
    expect(statSync(home.file).mode & 0o777).toBe(0o640);
    expect(readdirSync(home.dataDir)).toEqual([]);
    expect(readdirSync(dirname(home.file))).toEqual(['settings.json']);
  });

  it('makes the home.file and its folder, and takes both away', async () => {
    expect(await home.plan('set')).toMatchObject({ effect: 'make' });
    await home.change('set');
    expect(home.env()).toEqual({ HTTPS_PROXY: 'http://127.0.0.1:8443', https_proxy: 'http://127.0.0.1:8443', NODE_EXTRA_CA_CERTS: '/data/ca/bundle.pem' });
    expect(await home.plan('undo')).toMatchObject({ effect: 'remove' });
    await home.change('undo');
    expect(existsSync(dirname(home.file))).toBe(false);
  });

  it('takes the folder away also when somebody else has removed the file, or both', async () => {
    await home.change('set');
    rmSync(home.file);
    expect(await home.open().undo()).toMatchObject({ done: true, message: expect.stringContaining('is gone') });
    expect(existsSync(dirname(home.file))).toBe(false);
    await home.change('set');
    rmSync(dirname(home.file), { recursive: true });
    expect(await home.open().undo()).toMatchObject({ done: true });
    expect(readdirSync(home.dataDir)).toEqual([]);
  });

  it('leaves a folder in which there is something else by now', async () => {
    await home.change('set');
    writeFileSync(join(home.folder, '.claude', 'history'), '');
    await home.open().undo();
    expect(readdirSync(join(home.folder, '.claude'))).toEqual(['history']);
  });

  it('leaves what another program wrote in between, and shows that first', async () => {
    home.put('{}\n');
    await home.change('set');
    writeFileSync(home.file, home.text().replace('{', '{\n  "theme": "dark",'));
    expect(await home.standing()).toEqual({ state: 'set', isChanged: true });
    const plan = await home.plan('undo');
    expect(plan.notes).toEqual([expect.stringContaining('changed since')]);
    expect(plan.lines.some(({ kind, text }) => kind === 'added' && text === '  "theme": "dark"')).toBe(true);
    await home.change('undo');
    expect(JSON.parse(home.text())).toEqual({ theme: 'dark' });
  });

  it('is callable without a window, also where there is nothing', async () => {
    expect(await home.open().undo()).toEqual({ done: true, message: 'There is nothing of Whence in Claude Code’s settings.' });
    home.put('{}');
    await home.change('set');
    expect(await home.open().undo()).toMatchObject({ done: true });
    expect(home.text()).toBe('{}');
  });

  it('uses the folder that CLAUDE_CONFIG_DIR names, and finds it again when it names another', async () => {
    const elsewhere = { CLAUDE_CONFIG_DIR: join(home.folder, 'config') };
    await home.change('set', { settings: home.open({ environment: elsewhere }) });
    expect(existsSync(join(home.folder, 'config', 'settings.json'))).toBe(true);
    expect(await home.open().undo()).toMatchObject({ done: true });
    expect(existsSync(join(home.folder, 'config'))).toBe(false);
  });

  it('follows a link and keeps it', async () => {
    mkdirSync(join(home.folder, 'dotfiles'));
    mkdirSync(dirname(home.file));
    writeFileSync(join(home.folder, 'dotfiles', 'claude.json'), '{}');
    symlinkSync('../dotfiles/claude.json', home.file);
    await home.change('set');
    expect(lstatSync(home.file).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(home.folder, 'dotfiles', 'claude.json'), 'utf8')).toContain('HTTPS_PROXY');
    await home.change('undo');
    expect(readFileSync(join(home.folder, 'dotfiles', 'claude.json'), 'utf8')).toBe('{}');
    expect(readdirSync(join(home.folder, 'dotfiles'))).toEqual(['claude.json']);
  });
});

describe('what is in between', () => {
  it('a home.file that changed since the plan was shown is not written', async () => {
    home.put('{}');
    const settings = home.open();
    const plan = await home.plan('set');
    writeFileSync(home.file, '{ "model": "opus" }');
    expect(await settings.change('set', plan.id, false)).toMatchObject({ done: false, message: expect.stringContaining('changed since this was shown') });
    expect(home.text()).toBe('{ "model": "opus" }');
  });

  it('a plan of setting does not serve for undoing', async () => {
    home.put('{}');
    const settings = home.open();
    const { id } = await home.plan('set');
    await settings.change('set', id, false);
    expect(await settings.change('undo', id, false)).toMatchObject({ done: false });
  });

  it('two changes at once are one after the other', async () => {
    home.put('{}');
    const settings = home.open();
    const { id } = await home.plan('set');
    const [one, other] = await Promise.all([settings.change('set', id, false), settings.change('set', id, false)]);
    expect([one.done, other.done]).toEqual([true, false]);
    await settings.undo();
    expect(home.text()).toBe('{}');
  });

  it('a crash before the home.file was written leaves nothing set', async () => {
    home.put('{ "a": 1 }');
    await home.change('set');
    writeFileSync(home.file, '{ "a": 1 }');
    expect(await home.standing()).toEqual({ state: 'not-set' });
    expect(await home.change('set')).toMatchObject({ done: true });
    await home.open().undo();
    expect(home.text()).toBe('{ "a": 1 }');
  });
});

describe('a home.file that is refused', () => {
  it('that does not parse, with its place and what to do', async () => {
    home.put('{\n  "env": {\n');
    expect(await home.refusal()).toBe(`${home.file} is not JSON at line 3 (close brace expected). Whence leaves it alone. Mend it, and try again.`);
    expect(await home.standing()).toMatchObject({ state: 'cannot-read', why: expect.stringContaining('line 3') });
  });

  it('that is too large, read-only, under two names, a folder, no UTF-8, or a link to nothing', async () => {
    home.put(`{}${' '.repeat(1024 * 1024)}`);
    expect(await home.refusal()).toContain('larger than 1 MB');
    home.put('{}');
    chmodSync(home.file, 0o444);
    expect(await home.refusal()).toContain('read-only');
    chmodSync(home.file, 0o644);
    linkSync(home.file, join(home.folder, 'other-name'));
    expect(await home.refusal()).toContain('hard links');
    rmSync(home.file);
    mkdirSync(home.file);
    expect(await home.refusal()).toContain('is no file');
    rmSync(home.file, { recursive: true });
    writeFileSync(home.file, Buffer.from([0x7b, 0xff, 0x7d]));
    expect(await home.refusal()).toContain('UTF-8');
    rmSync(home.file);
    symlinkSync('nowhere', home.file);
    expect(await home.refusal()).toContain('leads to no file');
  });

  it('when the memory of what was changed cannot be read, with the name of that file', async () => {
    writeFileSync(join(home.dataDir, 'claude-settings-change.json'), '{');
    expect(await home.refusal()).toContain('claude-settings-change.json');
    expect(await home.open().undo()).toMatchObject({ done: false, message: expect.stringContaining('claude-settings-change.json') });
  });
});

