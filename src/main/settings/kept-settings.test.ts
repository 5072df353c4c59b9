import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KeptSettings } from './kept-settings.ts';
import type { SecretKeeper } from './secret-keeper.ts';

const password = 'p@ss wörd/1';
let file: string;

beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), 'whence-kept-')), 'settings.json');
});
afterEach(() => rmSync(dirname(file), { recursive: true, force: true }));

/** A keyring that can be locked and emptied. */
class Keyring implements SecretKeeper {
  refusal: string | null = null;
  readonly #sealed = new Map<string, string>();

  whyNot(): string | null {
    return this.refusal;
  }

  seal(secret: string): string {
    const sealed = Buffer.from(`sealed ${this.#sealed.size}`).toString('base64');
    this.#sealed.set(sealed, secret);
    return sealed;
  }

  open(sealed: string): string | null {
    return this.#sealed.get(sealed) ?? null;
  }
}

describe('the login at the user’s own proxy', () => {
  const keyring = new Keyring();
  const opened = () => {
    const settings = new KeptSettings(file, keyring);
    settings.change({ upstreamProxy: { from: 'settings', url: 'http://proxy.example.com:3128', noProxy: '' } });
    settings.keepProxyLogin({ user: 'some one', password });
    return settings;
  };

  it('goes into the engine’s URL, also after a restart, and nowhere else', () => {
    opened();
    const settings = new KeptSettings(file, keyring);
    const url = new URL(JSON.parse(JSON.stringify(settings.openUpstreamProxy().choice)).url);
    expect([url.host, decodeURIComponent(url.username), decodeURIComponent(url.password)]).toEqual(['proxy.example.com:3128', 'some one', password]);
    for (const place of [readFileSync(file, 'utf8'), JSON.stringify(settings.view()), JSON.stringify(settings.viewUpstreamProxy({}))]) {
      expect(place).not.toContain(password);
      expect(place).not.toContain(encodeURIComponent(password));
    }
    expect(settings.viewUpstreamProxy({}).user).toBe('some one');
  });

  it('does not leave for the window sealed either', () => {
    expect(JSON.stringify(opened().view())).not.toMatch(/sealed/i);
  });

  it('is not used for another way upstream', () => {
    const settings = opened();
    settings.change({ upstreamProxy: { from: 'none' } });
    expect(settings.openUpstreamProxy()).toEqual({ choice: { from: 'none' }, notice: null });
    expect(settings.needsSecret).toBe(false);
  });

  it('is told no other proxy than the one it was kept for', () => {
    const settings = opened();
    for (const url of ['http://other.example.com:3128', 'https://proxy.example.com:3128', 'http://proxy.example.com:9']) {
      settings.change({ upstreamProxy: { from: 'none' } });
      settings.change({ upstreamProxy: { from: 'settings', url, noProxy: '' } });
      expect(settings.openUpstreamProxy()).toMatchObject({ choice: { url }, notice: expect.stringContaining('named before') });
      expect(settings.viewUpstreamProxy({}).user).toBeNull();
    }
    settings.change({ upstreamProxy: { from: 'settings', url: 'http://proxy.example.com:3128/', noProxy: 'x' } });
    expect(settings.openUpstreamProxy().notice).toBeNull();
    expect(settings.viewUpstreamProxy({}).user).toBe('some one');
  });

  it('is forgotten on demand', () => {
    const settings = opened();
    expect(settings.forgetProxyLogin().done).toBe(true);
    expect(settings.openUpstreamProxy().choice).toMatchObject({ url: 'http://proxy.example.com:3128' });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ proxyLogin: null });
  });

  it('is refused with the system’s reason where no secret can be kept, and nothing is written', () => {
    const settings = new KeptSettings(file, Object.assign(new Keyring(), { refusal: 'There is no keyring.' }));
    expect(settings.keepProxyLogin({ user: 'someone', password })).toMatchObject({ done: false, message: 'There is no keyring.' });
    expect(settings.viewUpstreamProxy({})).toMatchObject({ user: null, cannotKeep: 'There is no keyring.' });
  });

  it('that cannot be opened any more is said, and the proxy is used without it', () => {
    opened();
    const { choice, notice } = new KeptSettings(file, new Keyring()).openUpstreamProxy();
    expect(choice).toMatchObject({ url: 'http://proxy.example.com:3128' });
    expect(notice).toContain('Enter it again');
  });
});

it('a change names what is not valid and changes nothing', () => {
  const settings = new KeptSettings(file, new Keyring());
  expect(() => settings.change({ upstreamProxy: { from: 'settings', url: 'http://a:b@proxy', noProxy: '' } })).toThrow(/fields of their own/);
  expect(settings.current.upstreamProxy).toEqual({ from: 'environment' });
});

it('a password written into the file by hand is not repeated by the notice', () => {
  const url = `http://someone:${password}@proxy`;
  writeFileSync(file, JSON.stringify({ upstreamProxy: { from: 'settings', url, noProxy: '' }, proxyLogin: { user: 'someone', password } }));
  const { notices, current } = new KeptSettings(file, new Keyring());
  expect(notices).toEqual([expect.stringContaining('"upstreamProxy"'), expect.stringContaining('"proxyLogin"')]);
  expect(notices.join()).not.toContain(password);
  expect(current.upstreamProxy).toEqual({ from: 'environment' });
});

function variables(environment: Record<string, string>) {
  return new KeptSettings(file, new Keyring()).viewUpstreamProxy(environment).variables;
}

describe('the variables of the environment that name proxies', () => {
  it('are shown without credentials, the lower-case name as the one in use', () => {
    expect(variables({ HTTPS_PROXY: 'http://upper:1', https_proxy: 'http://someone:w@rd@lower:2', NO_PROXY: 'localhost', EMPTY: '', http_proxy: ' ' })).toEqual([
      { name: 'https_proxy', value: 'http://••••@lower:2', inUse: true },
      { name: 'HTTPS_PROXY', value: 'http://upper:1', inUse: false },
      { name: 'NO_PROXY', value: 'localhost', inUse: true },
    ]);
  });

  it('count those that stand in for one that is not set', () => {
    const inUse = variables({ HTTP_PROXY: 'http://plain:1', ALL_PROXY: 'http://all:2' }).map(({ name, inUse: used }) => [name, used]);
    expect(inUse).toEqual([['ALL_PROXY', true], ['HTTP_PROXY', true]]);
  });

  it('keep a login without a scheme to themselves too', () => {
    expect(variables({ https_proxy: 'someone:word@proxy:3128' })[0]?.value).toBe('••••@proxy:3128');
  });
});

describe('a file that is written by hand while the app runs', () => {
  it('holds: what is valid at once, the rest as it was, and a change adds to it', () => {
    const settings = new KeptSettings(file, new Keyring());
    settings.change({ theme: 'light', capture: false });
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), theme: 'dark', capture: 'perhaps' }));
    settings.change({ atQuit: 'close' });
    expect(settings.current).toMatchObject({ theme: 'dark', capture: false, atQuit: 'close' });
    // It was written over.
    expect(settings.view().problems).toEqual([]);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ theme: 'dark', capture: false, atQuit: 'close' });
    expect(settings.takeEdits()).toBe(false);
  });

  it('is no more said to be wrong once it was mended or deleted', () => {
    writeFileSync(file, JSON.stringify({ theme: 'purple', ofTomorrow: 1 }));
    const settings = new KeptSettings(file, new Keyring());
    expect(settings.view().problems).toEqual([expect.stringContaining('"theme"'), expect.stringContaining('"ofTomorrow"')]);
    settings.change({ capture: false });
    // It was written over; what this version does not know is there still.
    expect(settings.view().problems).toEqual([expect.stringContaining('"ofTomorrow"')]);
    writeFileSync(file, JSON.stringify({ theme: 'dark' }));
    expect(settings.takeEdits()).toBe(true);
    expect(settings.view().problems).toEqual([]);
    writeFileSync(file, JSON.stringify({ theme: 'purple' }));
    expect(settings.takeEdits()).toBe(true);
    expect(settings.view()).toMatchObject({ theme: 'dark', problems: [expect.stringContaining('"theme"')] });
    rmSync(file);
    expect(settings.takeEdits()).toBe(true);
    expect(settings.view()).toMatchObject({ theme: 'dark', problems: [] });
    expect(settings.takeEdits()).toBe(false);
  });

  it('that is no JSON leaves all as it was, and is put aside before it is written again', () => {
    const settings = new KeptSettings(file, new Keyring());
    settings.change({ theme: 'light' });
    writeFileSync(file, '{ "theme": "dark", ');
    expect(settings.takeEdits()).toBe(true);
    expect(settings.current.theme).toBe('light');
    expect(settings.notices).toEqual([expect.stringContaining('not JSON')]);
    settings.change({ capture: false });
    expect(readFileSync(`${file}.unreadable`, 'utf8')).toBe('{ "theme": "dark", ');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ theme: 'light', capture: false });
  });
});
