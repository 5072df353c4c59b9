import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { runningFileOf, startByPs, writeRunningFile } from '../../pointing/running-file.ts';
import { writeHead } from './command-head.ts';
import { posixCommand } from './posix-command.ts';

const shells: readonly (readonly string[])[] = [['bash'], ['dash'], ['zsh', '-f'], ['busybox', 'sh']];
const installed = shells.filter(([program = '', ...args]) => spawnSync(program, [...args, '-c', 'exit 0']).status === 0);
const missing = shells.filter((shell) => !installed.includes(shell)).map(([program]) => program);
if (missing.length > 0) console.warn(`Not installed, and so not tried here: ${missing.join(', ')}.`);

let folder: string;
let dataDir: string;
let bundle: string;
let command: string;
let printer: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'whence-command-'));
  dataDir = join(folder, 'it\'s "here" $HOME `x` \\ ‘y’;#\n two');
  mkdirSync(join(dataDir, 'ca'), { recursive: true });
  bundle = join(dataDir, 'ca', 'bundle.pem');
  writeFileSync(bundle, '');
  command = join(folder, 'whence');
  writeFileSync(command, posixCommand({ dataDir, caBundleFile: bundle }, writeHead({ dataDir, madeFolders: [] }, '#')));
  printer = join(folder, 'print.cjs');
  writeFileSync(printer, 'process.stdout.write(JSON.stringify({ pid: process.pid, args: process.argv.slice(2), env: process.env, stdin: require("node:fs").readFileSync(0, "utf8") }));process.exitCode = 7;');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => writeRunningFile(dataDir, { port: 18_443, listedHosts: ['api.anthropic.com'] }));

const told = z.object({ args: z.array(z.string()), env: z.record(z.string(), z.string()), stdin: z.string() });

function whence(shell: readonly string[], args: readonly string[], environment: Record<string, string> = {}) {
  const [program = '', ...flags] = shell;
  const env = { PATH: process.env['PATH'] ?? '', HOME: folder, ...environment };
  return spawnSync(program, [...flags, command, ...args], { env, input: 'what is typed', encoding: 'utf8' });
}

function run(shell: readonly string[], environment: Record<string, string> = {}, args: readonly string[] = []) {
  const ran = whence(shell, ['run', process.execPath, printer, ...args], environment);
  return { ...told.parse(JSON.parse(ran.stdout)), status: ran.status, stderr: ran.stderr.replace(/^Warning: Ignoring extra certs [^]*?\n/m, '') };
}

function ofVariables({ HTTPS_PROXY, https_proxy, NODE_EXTRA_CA_CERTS }: Record<string, string>) {
  return { HTTPS_PROXY, https_proxy, NODE_EXTRA_CA_CERTS };
}
const nothing = { HTTPS_PROXY: undefined, https_proxy: undefined, NODE_EXTRA_CA_CERTS: undefined };
const ours = () => ({ HTTPS_PROXY: 'http://127.0.0.1:18443', https_proxy: 'http://127.0.0.1:18443', NODE_EXTRA_CA_CERTS: bundle });

describe.each(installed.map((shell) => ({ name: shell[0], shell })))('in $name', ({ shell }) => {
  it('sets the variables while the app is on, and nothing is said', () => {
    const { env, status, stderr, stdin } = run(shell);
    expect(ofVariables(env)).toEqual(ours());
    expect({ status, stderr, stdin }).toEqual({ status: 7, stderr: '', stdin: 'what is typed' });
  });

  it('passes the arguments on exactly', () => {
    const args = ['', ' ', 'a  b', '*', '?', "it's", '"', '\\', '\\n', 'two\nlines\n', '$HOME', '`id`', '$(id)', '-n', '--', '-e', '!!', '~', '{a,b}', '‘’', '[a-z]*', '&', '|', ';', '#'];
    expect(run(shell, {}, args).args).toEqual(args);
  });

  it('follows the port', () => {
    writeRunningFile(dataDir, { port: 19_000, listedHosts: [] });
    expect(run(shell).env['HTTPS_PROXY']).toBe('http://127.0.0.1:19000');
  });

  it('starts it as usual when the app is off, and says so in one line', () => {
    rmSync(runningFileOf(dataDir));
    const { env, status, stderr } = run(shell);
    expect(ofVariables(env)).toEqual(nothing);
    expect({ status, stderr }).toEqual({ status: 7, stderr: 'whence: Whence is off, so this goes its usual way.\n' });
    expect(Object.keys(env).filter((name) => /whence/i.test(name))).toEqual([]);
  });

  it('takes back what a line in this terminal has set when the app is off', () => {
    rmSync(runningFileOf(dataDir));
    const pointed = { HTTPS_PROXY: 'http://127.0.0.1:1', https_proxy: 'http://127.0.0.1:1', WHENCE_PROXY: 'http://127.0.0.1:1', WHENCE_BEFORE_HTTPS_PROXY: 'http://corp:3128', NODE_EXTRA_CA_CERTS: '/ours', WHENCE_CA: '/ours' };
    const { env } = run(shell, pointed);
    expect(ofVariables(env)).toEqual({ ...nothing, HTTPS_PROXY: 'http://corp:3128' });
    expect(Object.keys(env).filter((name) => /whence/i.test(name))).toEqual([]);
  });

  it('leaves the user’s own values alone when the app is off', () => {
    rmSync(runningFileOf(dataDir));
    expect(ofVariables(run(shell, { HTTPS_PROXY: 'http://corp:3128' }).env)).toEqual({ ...nothing, HTTPS_PROXY: 'http://corp:3128' });
  });

  it.each([
    ['whose process has ended', () => `${endedPid()} 18443 1\n\n`],
    ['whose number another process has by now', () => `${process.pid} 18443 1\n\n`],
    ['that is empty', () => ''],
    ['that is no list of numbers', () => '$(id) 18443 1\n\n'],
    ['of a process that would be whoever asks', () => '0 18443 \n\n'],
    ['of a port that is none', () => `${process.pid} 80:90 \n\n`],
    ['that is cut short', () => `${process.pid} 18443`],
  ])('takes the app for off by a file %s', (_what, text) => {
    writeFileSync(runningFileOf(dataDir), text());
    expect(ofVariables(run(shell).env)).toEqual(nothing);
  });

  it.each(['api.anthropic.com', 'localhost, .anthropic.com', '*', 'x,api.anthropic.com:443'])('says that NO_PROXY is in the way: %s', (NO_PROXY) => {
    expect(run(shell, { NO_PROXY }).stderr).toMatch(/^whence: NO_PROXY keeps this away from Whence\. [^\n]*\n$/);
  });

  it.each(['localhost,127.0.0.1', 'notanthropic.com'])('says nothing of NO_PROXY: %s', (NO_PROXY) => {
    expect(run(shell, { NO_PROXY }).stderr).toBe('');
  });

  it('says when a file of the user’s own is not read', () => {
    expect(run(shell, { NODE_EXTRA_CA_CERTS: '/their/roots.pem' }).stderr).toContain('named another file');
  });

  it('asks ps where there is no /proc', () => {
    const there = readFileSync(command, 'utf8');
    const elsewhere = join(folder, 'without-proc');
    writeFileSync(elsewhere, there.replaceAll('/proc/', '/nowhere/'));
    const [program = '', ...flags] = shell;
    const status = (identity: string) => {
      writeFileSync(runningFileOf(dataDir), `${process.pid} 18443 ${identity}\n\n`);
      return spawnSync(program, [...flags, elsewhere, 'status'], { encoding: 'utf8' }).stdout;
    };
    expect(status(startByPs(process.pid))).toContain('is on');
    expect(status('Sun Nov 1 10:00:00 2026')).toContain('is off');
  });

  it('says what is on', () => {
    expect(whence(shell, ['status'])).toMatchObject({ status: 0, stdout: 'Whence is on: http://127.0.0.1:18443\n', stderr: '' });
    rmSync(runningFileOf(dataDir));
    expect(whence(shell, ['status'])).toMatchObject({ status: 1, stdout: 'Whence is off.\n', stderr: '' });
  });

  it('says how it is used', () => {
    expect(whence(shell, [])).toMatchObject({ status: 0, stdout: expect.stringContaining('whence run PROGRAM'), stderr: '' });
    for (const wrong of [['walk'], ['run'], ['run', '-x']]) {
      expect(whence(shell, wrong)).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('whence run PROGRAM') });
    }
  });

  it('says when there is no such program', () => {
    expect(whence(shell, ['run', 'no-such-program'])).toMatchObject({ status: 127, stdout: '', stderr: expect.stringContaining('no-such-program is no program on the PATH') });
  });

  it('says when a file is no program', () => {
    const plain = join(folder, 'plain');
    writeFileSync(plain, '', { mode: 0o644 });
    for (const file of [plain, folder]) {
      expect(whence(shell, ['run', file])).toMatchObject({ status: 126, stdout: '', stderr: `whence: ${file} is there, but is no program that can be started.\n` });
    }
  });

  it('prints the line that points a shell', () => {
    writeFileSync(join(dataDir, 'env.sh'), 'echo it was read');
    const [program = '', ...flags] = shell;
    expect(spawnSync(program, [...flags, '-c', 'eval "$1"', 'sh', whence(shell, ['env']).stdout], { encoding: 'utf8' }).stdout).toBe('it was read\n');
  });

  it('gives its place to the program, which takes its signals', async () => {
    const [program = '', ...flags] = shell;
    const child = spawn(program, [...flags, command, 'run', process.execPath, '-e', 'process.on("SIGTERM", () => { console.log("terminated"); process.exit(3); }); console.log(process.pid); setInterval(() => {}, 1000);'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
    await expect.poll(() => said).toBe(`${child.pid}\n`);
    child.kill('SIGTERM');
    expect(await once(child, 'close')).toEqual([3, null]);
    expect(said).toContain('terminated');
  });
});

test('nothing of the environment but what it sets is changed for the program', () => {
  const environment = { LANG: 'C.UTF-8', ENV: '/nowhere', _whence_url: 'theirs', PS4: '+' };
  const ran = whence(['dash'], ['run', '/usr/bin/env', '-0'], environment);
  const plain = spawnSync('/usr/bin/env', ['-0'], { env: { PATH: process.env['PATH'] ?? '', HOME: folder, ...environment }, encoding: 'utf8' });
  expect(othersIn(ran.stdout)).toEqual(othersIn(plain.stdout));
});

test('the file says no more than the process, the port and what it is told by', () => {
  expect(readFileSync(runningFileOf(dataDir), 'utf8')).toMatch(new RegExp(`^${process.pid} 18443 [\\w :.]*\\n[^\\n]*\\n$`));
});

function endedPid(): number {
  return spawnSync('true').pid;
}

/** The variables that neither a shell nor the command sets. */
function othersIn(text: string): readonly string[] {
  return text
    .split('\0')
    .filter((one) => !/^(PWD|OLDPWD|_|_whence_url|HTTPS_PROXY|https_proxy|NODE_EXTRA_CA_CERTS|WHENCE_\w+)=/.test(one))
    .toSorted();
}
