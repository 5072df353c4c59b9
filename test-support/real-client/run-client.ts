import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Short enough to be taken for no real key by anyone, and told apart from all else by searching for it. */
export const madeUpKey = 'made-up-key-of-a-test-4711';

export interface ClientRun {
  readonly binary: string;
  /** A program and its arguments that start it, where it is not started directly. */
  readonly under?: readonly string[];
  readonly prompt: string;
  /** Without one it has no variable that names a proxy, or certificates. */
  readonly proxyUrl: string | null;
  /** What NODE_EXTRA_CA_CERTS names. */
  readonly caFile: string;
  /** The client's home and its project are in it, and made where they are not. */
  readonly folder: string;
  /** The text of the project's CLAUDE.md; without it, the project stays as it is. */
  readonly projectMemory?: string;
  /** Stand behind the prompt. */
  readonly options?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly timeLimitMs: number;
}

export interface ClientResult {
  /** Null when it was ended at its time limit. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the real Claude Code once, without a terminal, with nothing of the environment but what it needs. */
export async function runClient(run: ClientRun): Promise<ClientResult> {
  const home = join(run.folder, 'home');
  const project = join(run.folder, 'project');
  await mkdir(home, { recursive: true });
  await mkdir(project, { recursive: true });
  if (run.projectMemory !== undefined) await writeFile(join(project, 'CLAUDE.md'), run.projectMemory);
  const [program, ...before] = [...(run.under ?? []), run.binary];
  const child = spawn(program ?? run.binary, [...before, '-p', run.prompt, ...(run.options ?? [])], {
    cwd: project,
    // A group of its own, so that what it starts ends with it.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: '/usr/local/bin:/usr/bin:/bin',
      HOME: home,
      TMPDIR: home,
      TERM: 'xterm',
      LANG: 'C.UTF-8',
      ANTHROPIC_API_KEY: madeUpKey,
      ...(run.proxyUrl === null ? {} : { HTTPS_PROXY: run.proxyUrl, https_proxy: run.proxyUrl, NODE_EXTRA_CA_CERTS: run.caFile }),
      DISABLE_TELEMETRY: '1',
      DISABLE_AUTOUPDATER: '1',
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      ...run.environment,
    },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const timer = setTimeout(() => endGroup(child.pid), run.timeLimitMs);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  clearTimeout(timer);
  return { code, stdout, stderr };
}

function endGroup(leaderPid: number | undefined): void {
  if (leaderPid === undefined) return;
  try {
    process.kill(-leaderPid, 'SIGKILL');
  } catch {
    // It has just ended by itself.
  }
}
