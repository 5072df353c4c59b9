import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { exemptHost, noticeOfExemption, reasonToRunPast, watchRunningPast, type RunningPast } from './running-past.ts';

const hosts = ['api.anthropic.com', 'claude.ai'];
const port = 8443;
const ours = 'http://127.0.0.1:8443';

test.each<[why: string, environment: Record<string, string>, reason: RegExp]>([
  ['points at us', { HTTPS_PROXY: ours }, /^none$/],
  ['points at us by another name', { https_proxy: 'http://localhost:8443' }, /^none$/],
  ['points at us for http, on which https falls back', { HTTP_PROXY: ours }, /^none$/],
  ['has no proxy', {}, /^It was started without HTTPS_PROXY\. Run the line/],
  ['has another proxy, in lower case, which wins', { HTTPS_PROXY: ours, https_proxy: 'http://jo:secret@proxy.corp:3128' }, /^Its HTTPS_PROXY names another proxy, proxy\.corp port 3128\. /],
  ['points at another port of this machine', { HTTPS_PROXY: 'http://127.0.0.1:8444' }, /another proxy, 127\.0\.0\.1 port 8444/],
  ['exempts a listed host', { HTTPS_PROXY: ours, NO_PROXY: 'localhost,API.anthropic.com' }, /^Its NO_PROXY exempts api\.anthropic\.com\. /],
  ['exempts other hosts', { HTTPS_PROXY: ours, NO_PROXY: 'localhost,anthropic.com,api.anthropic.com:80' }, /^none$/],
])('a claude that %s', (_why, environment, reason) => {
  const said = reasonToRunPast(environment, port, hosts) ?? 'none';
  expect(said).toMatch(reason);
  expect(said).not.toContain('secret');
});

test.each<[value: string, exempt: string | null]>([
  ['*', 'api.anthropic.com'],
  ['.anthropic.com', 'api.anthropic.com'],
  ['.api.anthropic.com', 'api.anthropic.com'],
  ['foo .ai', 'claude.ai'],
  ['claude.ai:443', 'claude.ai'],
  ['claude.ai:80', null],
  ['anthropic.com', null],
  ['', null],
])('NO_PROXY=%s as Claude Code reads it', (value, exempt) => {
  expect(exemptHost({ NO_PROXY: value }, hosts)).toBe(exempt);
  expect(exemptHost({ NO_PROXY: 'localhost', no_proxy: value }, hosts)).toBe(exempt);
});

test('what NO_PROXY exempts in our own environment is told, and nothing else', () => {
  expect(noticeOfExemption({ NO_PROXY: 'localhost,.anthropic.com' }, hosts)).toMatch(/^NO_PROXY exempts api\.anthropic\.com where Whence was started\. .* take the host out/);
  expect(noticeOfExemption({ NO_PROXY: 'localhost', PATH: '*' }, hosts)).toBeNull();
  expect(noticeOfExemption({}, hosts)).toBeNull();
});

describe.runIf(process.platform === 'linux')('of the processes that run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'whence-past-'));
  const claude = join(folder, 'claude');
  symlinkSync(process.execPath, claude);
  const script = join(folder, 'sleep.mjs');
  // Says that it runs; connects to the port of its argument, starts another of itself, or just stays.
  writeFileSync(
    script,
    `import { connect } from 'node:net'; import { spawn } from 'node:child_process';
     const [does, what] = process.argv.slice(2);
     const ready = () => process.stdout.write('ready\\n');
     if (does === 'connect') connect(Number(what), '127.0.0.1', ready).on('error', ready);
     else if (does === 'start') { const child = spawn(${JSON.stringify(claude)}, [${JSON.stringify(script)}], { env: { LANG: 'C' }, stdio: ['pipe', 'inherit', 'inherit'] }); child.on('exit', () => process.exit()); process.stdin.on('end', () => child.stdin.end()); }
     else ready();
     process.stdin.resume().on('end', () => process.exit());
     setTimeout(() => process.exit(), 60_000);`,
  );
  const running: ChildProcess[] = [];
  const watching: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const child of running.splice(0)) child.stdin?.end();
    await Promise.all(watching.splice(0).map((watched) => watched.close()));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function start(program: string, environment: Record<string, string>, ...args: string[]): Promise<number> {
    const child = spawn(program, [script, ...args], { env: { LANG: 'C', ...environment }, stdio: ['pipe', 'pipe', 'inherit'] });
    running.push(child);
    await once(child.stdout, 'data');
    return child.pid ?? 0;
  }

  /** Watches, and answers what was found last among these. */
  function watch(ourPort: number): (pids: readonly number[]) => readonly RunningPast[] {
    let found: readonly RunningPast[] = [];
    const watched = watchRunningPast({ port: ourPort, listedHosts: () => hosts, onChange: (now) => (found = now), everyMs: 20 });
    if (watched !== null) watching.push(watched);
    return (pids) => found.filter(({ pid }) => pids.includes(pid));
  }

  test('those named claude that run past us are found, with the reason, until they end', async () => {
    const without = await start(claude, { ANTHROPIC_API_KEY: 'not for anyone' });
    const elsewhere = await start(claude, { HTTPS_PROXY: 'http://jo:word@proxy.corp:3128' });
    const exempting = await start(claude, { HTTPS_PROXY: ours, NO_PROXY: '*' });
    const right = await start(claude, { HTTPS_PROXY: ours, https_proxy: ours });
    const other = await start(process.execPath, {});
    const found = watch(port);
    const all = [without, elsewhere, exempting, right, other];
    await expect.poll(() => found(all).length).toBe(3);
    expect(found(all).toSorted((one, two) => all.indexOf(one.pid) - all.indexOf(two.pid))).toEqual([
      { pid: without, reason: expect.stringContaining('started without HTTPS_PROXY') },
      { pid: elsewhere, reason: expect.stringContaining('proxy.corp port 3128') },
      { pid: exempting, reason: expect.stringContaining('NO_PROXY exempts api.anthropic.com') },
    ]);
    expect(JSON.stringify(found(all))).not.toMatch(/word|not for anyone/);
    running[0]?.stdin?.end();
    await expect.poll(() => found(all).map(({ pid }) => pid)).not.toContain(without);
    expect(found(all)).toHaveLength(2);
  });

  test('what a claude starts is judged by that one', async () => {
    const right = await start(claude, { HTTPS_PROXY: ours }, 'start');
    const wrong = await start(claude, {}, 'start');
    let found: readonly RunningPast[] = [];
    const watched = watchRunningPast({ port, listedHosts: () => hosts, onChange: (now) => (found = now), everyMs: 20 });
    if (watched !== null) watching.push(watched);
    await expect.poll(() => found.map(({ pid }) => pid)).toContain(wrong);
    // All children lack a proxy in their environment.
    expect(found.map(({ pid }) => pid)).not.toContain(right);
    const parents = await Promise.all(found.map(async ({ pid }) => Number((await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')).split(') ')[1]?.split(' ')[1])));
    expect(parents).not.toContain(right);
    expect(parents).not.toContain(wrong);
  });

  test('one that has a connection to us does not run past us, whatever its environment says', async () => {
    const server = createServer(() => {}).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const bound = server.address();
    const ourPort = typeof bound === 'object' && bound !== null ? bound.port : 0;
    const connected = await start(claude, {}, 'connect', String(ourPort));
    const past = await start(claude, {});
    const found = watch(ourPort);
    await expect.poll(() => found([connected, past]).map(({ pid }) => pid)).toEqual([past]);
    server.close();
  });
});
