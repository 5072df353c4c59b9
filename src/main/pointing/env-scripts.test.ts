import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { listenRaw, type RawListener } from '../../../test-support/raw-tls.ts';
import { writeEnvFiles, type EnvFiles } from './env-files.ts';
import { pointingLines } from './pointing-lines.ts';

const shells = [
  { program: 'bash', flags: ['--norc'], kind: 'bash, zsh', startupFile: '.bashrc', interactive: ['--rcfile'] },
  { program: 'dash', flags: [], kind: 'bash, zsh', startupFile: null, interactive: [] },
  { program: 'zsh', flags: ['-f'], kind: 'bash, zsh', startupFile: '.zshrc', interactive: [] },
  { program: 'fish', flags: ['--no-config'], kind: 'fish', startupFile: 'config.fish', interactive: [] },
] as const;
const installed = shells.filter(({ program }) => spawnSync(program, ['-c', 'exit 0']).status === 0);
const missing = shells.filter((shell) => !installed.includes(shell)).map(({ program }) => program);
if (missing.length > 0) console.warn(`Not installed, and so not tried here: ${missing.join(', ')}.`);

const hosts = ['api.anthropic.com', 'claude.ai'];
let folder: string;
let bundle: string;
let listener: RawListener;
let answering: EnvFiles;
let silent: EnvFiles;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'whence-env-'));
  const awkward = (name: string): string => {
    const dataDir = join(folder, String.raw`it's "${name}" $HOME \ ‘x’;#`);
    mkdirSync(dataDir);
    return dataDir;
  };
  listener = await listenRaw(null, ({ stream }) => stream.destroy());
  const gone = await listenRaw(null, () => {});
  await gone.close();
  bundle = join(awkward('ca'), 'bundle.pem');
  answering = writeEnvFiles(awkward('up'), { port: listener.port, caBundleFile: bundle, listedHosts: hosts });
  silent = writeEnvFiles(awkward('down'), { port: gone.port, caBundleFile: bundle, listedHosts: hosts });
});
afterAll(async () => {
  await listener.close();
  rmSync(folder, { recursive: true, force: true });
});

const seen = z.object({ HTTPS_PROXY: z.string(), https_proxy: z.string(), NODE_EXTRA_CA_CERTS: z.string() }).partial().loose();

interface Ran {
  /** What a program started from the shell finds. */
  readonly environment: z.infer<typeof seen>;
  readonly stderr: string;
}

type Shell = (typeof shells)[number];

/** Runs lines in a shell, and then a program that prints its environment. */
async function run({ program, flags }: Pick<Shell, 'program' | 'flags'>, lines: readonly string[], environment: Record<string, string> = {}): Promise<Ran> {
  const print = `"${process.execPath}" -e 'console.log(JSON.stringify(process.env))'`;
  const env = { PATH: process.env['PATH'] ?? '', HOME: folder, ...environment };
  const { stdout, stderr } = await new Promise<{ stdout: string; stderr: string }>((resolve, reject) => {
    execFile(program, [...flags, '-c', [...lines, print].join('\n')], { env }, (error, out, err) => (error === null ? resolve({ stdout: out, stderr: err }) : reject(new Error(`${error.message}\n${err}`))));
  });
  // The printing program itself looks for the bundle, which does not exist here.
  return { environment: seen.parse(JSON.parse(stdout)), stderr: stderr.replace(/^Warning: Ignoring extra certs [^]*?\n/m, '') };
}

function reading({ kind }: Pick<Shell, 'kind'>, files: EnvFiles): string {
  const found = pointingLines(files, 'linux').find(({ shell }) => shell === kind);
  if (found === undefined) throw new Error(`no line for ${kind}`);
  return found.line;
}

const ours = () => ({ HTTPS_PROXY: `http://127.0.0.1:${listener.port}`, https_proxy: `http://127.0.0.1:${listener.port}`, NODE_EXTRA_CA_CERTS: bundle });
const theirs = { HTTPS_PROXY: 'http://corp:3128', https_proxy: 'http://a b:3128', NODE_EXTRA_CA_CERTS: "/their $own 'roots'.pem" };

function ofVariables({ HTTPS_PROXY, https_proxy, NODE_EXTRA_CA_CERTS }: Ran['environment']) {
  return { HTTPS_PROXY, https_proxy, NODE_EXTRA_CA_CERTS };
}
const nothing = { HTTPS_PROXY: undefined, https_proxy: undefined, NODE_EXTRA_CA_CERTS: undefined };

describe.each(installed)('the line for $program', (shell) => {
  it('sets the variables while the port answers, whatever is in the paths, and says so in one line', async () => {
    const { environment, stderr } = await run(shell, [reading(shell, answering)]);
    expect(ofVariables(environment)).toEqual(ours());
    expect(stderr).toMatch(new RegExp(`^Whence: claude goes through http://127\\.0\\.0\\.1:${listener.port} [^\\n]*\\n$`));
  });

  it('sets nothing while nothing answers, and says so in one line', async () => {
    const { environment, stderr } = await run(shell, [reading(shell, silent)]);
    expect(ofVariables(environment)).toEqual(nothing);
    // Dash cannot tell a startup file from a line: it speaks when somebody types into it.
    expect(stderr).toMatch(shell.program === 'dash' ? /^$/ : /^Whence is not running [^\n]*\n$/);
    expect(Object.keys(environment).filter((name) => name.startsWith('WHENCE'))).toEqual([]);
  });

  it('leaves values of the user alone while nothing answers', async () => {
    const { environment } = await run(shell, [reading(shell, silent)], theirs);
    expect(ofVariables(environment)).toEqual(theirs);
  });

  it('takes its own values back when nothing answers any more, also where the port has changed', async () => {
    const { environment, stderr } = await run(shell, [reading(shell, answering), reading(shell, silent)]);
    expect(ofVariables(environment)).toEqual(nothing);
    expect(stderr).toContain('as they were before');
    expect(Object.keys(environment).filter((name) => name.startsWith('WHENCE'))).toEqual([]);
  });

  it('gives the user’s values back when nothing answers any more, also after it was read twice', async () => {
    const { environment, stderr } = await run(shell, [reading(shell, answering), reading(shell, answering), reading(shell, silent)], theirs);
    expect(ofVariables(environment)).toEqual(theirs);
    expect(stderr).toContain('NODE_EXTRA_CA_CERTS named another file before');
  });

  it('takes back in a shell what was set in the one it was started from', async () => {
    const first = await run(shell, [reading(shell, answering)], theirs);
    const inherited = Object.fromEntries(Object.entries(first.environment).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
    const { environment } = await run(shell, [reading(shell, silent)], inherited);
    expect(ofVariables(environment)).toEqual(theirs);
  });

  it.each(['claude.ai', 'localhost, api.anthropic.com:443', '.anthropic.com', 'x,anthropic.com', '*'])('warns when NO_PROXY is %s', async (NO_PROXY) => {
    const { stderr } = await run(shell, [reading(shell, answering)], { NO_PROXY });
    expect(stderr).toContain('out of NO_PROXY');
  });

  it.each(['localhost,127.0.0.1', 'notanthropic.com', 'api.anthropic.com.evil.test'])('does not warn when NO_PROXY is %s', async (NO_PROXY) => {
    const { stderr } = await run(shell, [reading(shell, answering)], { NO_PROXY });
    expect(stderr).not.toContain('NO_PROXY');
  });

  it('changes nothing where nothing can be found out, and says so', async () => {
    // What bash and zsh need is built in.
    const knows = shell.program === 'bash' || shell.program === 'zsh';
    const path = spawnSync('sh', ['-c', `command -v ${shell.program}`], { encoding: 'utf8' }).stdout.trim();
    const { environment, stderr } = await run({ ...shell, program: path as Shell['program'] }, [reading(shell, answering)], { ...theirs, PATH: '/nowhere' });
    expect(ofVariables(environment)).toEqual(knows ? ours() : theirs);
    expect(stderr).toContain(knows ? 'claude goes through' : 'nothing was changed');
  });
});

const posix = installed.filter(({ kind }) => kind !== 'fish');

test.each(posix)('$program ends for no unset variable and no failed command in it, and nothing of it stays', async (shell) => {
  for (const files of [answering, silent]) {
    const { stderr } = await run(shell, ['set -eu', reading(shell, files), 'set | grep "^_whence" >&2 || true', 'command -v _whence_main >&2 || true']);
    expect(stderr.trim().split('\n').filter((line) => !line.startsWith('Whence'))).toEqual(shell.program === 'dash' && files === silent ? [''] : []);
  }
});

test.each(installed.filter(({ startupFile }) => startupFile !== null))('in a startup file of $program it is silent while nothing answers', async (shell) => {
  const file = join(folder, shell.startupFile ?? '');
  writeFileSync(file, `${reading(shell, silent)}\n`);
  const read = shell.kind === 'fish' ? `source ${file}` : `. ${file}`;
  expect((await run(shell, [read])).stderr).toBe('');
});

test('the files are readable, not writable, for others, and are replaced in one step', () => {
  for (const file of Object.values(answering)) {
    expect(statSync(file).mode & 0o133).toBe(0);
    expect(existsSync(`${file}.new`)).toBe(false);
  }
});

test('PowerShell is told the same, its quotes doubled', () => {
  const text = readFileSync(answering.powerShell, 'utf8');
  expect(text).toContain(`'${bundle.replace(/['‘’]/g, '$&$&')}'`);
  expect(text).toContain(`ConnectAsync('127.0.0.1', ${listener.port})`);
});
