import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

const built = fileURLToPath(new URL('../../out/main/engine.js', import.meta.url));
const listening = z.object({ event: z.literal('listening'), pid: z.number(), proxy: z.url(), ca: z.string() });

let folder = '';
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'engine-')));
});
afterAll(() => rm(folder, { recursive: true }));

function start(dataDir: string, env: NodeJS.ProcessEnv = process.env) {
  const child = spawn(process.execPath, [built, '--port=0', '--data-dir', dataDir], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  return { child, ended: once(child, 'exit'), firstLine: async () => listening.parse(JSON.parse(String((await once(child.stdout, 'data'))[0]))) };
}

describe('npm run engine', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('ends with exit 0 at %s', async (signal) => {
    const { child, ended, firstLine } = start('ended');
    expect((await firstLine()).pid).toBe(child.pid);
    child.kill(signal);
    expect(await ended).toEqual([0, null]);
  });

  it('ends with exit 0 at a signal that comes while it starts', async () => {
    const { child, ended } = start('started');
    // Its first step.
    await expect.poll(() => existsSync(join(folder, 'started')), { interval: 5 }).toBe(true);
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });

  it('listens although nobody reads its notices', async () => {
    const { child, ended, firstLine } = start('unread', { ...process.env, NODE_EXTRA_CA_CERTS: join(folder, 'none.pem') });
    child.stderr.destroy();
    const { hostname, port } = new URL((await firstLine()).proxy);
    const client = connect(Number(port), hostname);
    await once(client, 'connect');
    client.destroy();
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });

  it('names its certificate in full, also where the data directory was given from here', async () => {
    const { child, ended, firstLine } = start('./named');
    expect(relative(folder, (await firstLine()).ca).split(sep)[0]).toBe('named');
    child.kill('SIGTERM');
    await ended;
  });

  it('refuses a data directory that another engine records into', async () => {
    const first = start('shared');
    await first.firstLine();
    const second = start('shared');
    let said = '';
    second.child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    expect(await second.ended).toEqual([1, null]);
    expect(said).toContain('--data-dir');
    first.child.kill('SIGTERM');
    expect(await first.ended).toEqual([0, null]);
  });
});
