import { readdir, readFile, readlink, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { linkToSocket, processStat, rowsTo, type ProcessStat } from '../proxy/clients/proc-files.ts';
import { isOurselves } from '../proxy/upstream/this-machine.ts';
import { upstreamProxiesOf } from '../proxy/upstream/upstream-proxy.ts';

/** A Claude Code that does not come through the proxy, and why, in a sentence. */
export interface RunningPast {
  readonly pid: number;
  readonly reason: string;
}

export interface RunningPastOptions {
  /** The proxy's port. */
  readonly port: number;
  readonly listedHosts: () => readonly string[];
  /** Called at the first look and whenever the list has changed. */
  readonly onChange: (runningPast: readonly RunningPast[]) => void;
  readonly everyMs?: number;
}

const everyMs = 15_000;

/** Looks for such processes again and again. Null where the system does not tell: only Linux shows the environment of a process. */
export function watchRunningPast(options: RunningPastOptions): { close(): Promise<void> } | null {
  if (process.platform !== 'linux') return null;
  const finder = new RunningPastFinder(options.port);
  let told = '';
  let timer: NodeJS.Timeout | null = null;
  let closed = false;
  const look = async (): Promise<void> => {
    const found = await finder.find(options.listedHosts());
    if (closed) return;
    const now = JSON.stringify(found);
    if (now !== told) options.onChange(found);
    told = now;
    timer = setTimeout(() => void look(), options.everyMs ?? everyMs).unref();
  };
  void look();
  return {
    close: async () => {
      closed = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
}

/** The variables of an environment that decide whether Claude Code comes through us. No other is ever kept. */
const decidingNames = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY', 'no_proxy', 'NO_PROXY'] as const;
type Deciding = Partial<Record<(typeof decidingNames)[number], string>>;

/**
 * Why a Claude Code that was started with these variables goes past the proxy on `port`, with the remedy; null when it does
 * not. The rules are those of Claude Code 2.1, which are stricter than curl's: a name in NO_PROXY is that host alone unless a dot
 * stands before it, and both spellings of NO_PROXY count.
 */
export function reasonToRunPast(environment: Deciding, port: number, listedHosts: readonly string[]): string | null {
  const { https } = upstreamProxiesOf({ from: 'environment' }, environment).proxies;
  const again = 'Run the line of the Set-up screen in its terminal, and start claude again there.';
  if (https === null) return `It was started without HTTPS_PROXY. ${again}`;
  if (!isOurselves(https, port)) return `Its HTTPS_PROXY names another proxy, ${https.host} port ${https.port}. ${again}`;
  const exempt = exemptHost(environment, listedHosts);
  if (exempt === null) return null;
  return `Its NO_PROXY exempts ${exempt}. Take the host out of NO_PROXY and no_proxy in its terminal, and start claude again there.`;
}

/** A listed host that NO_PROXY makes Claude Code reach directly, or null. */
export function exemptHost(environment: Deciding, listedHosts: readonly string[]): string | null {
  const written = [environment.no_proxy, environment.NO_PROXY].filter((value) => value !== undefined);
  const entries = written.flatMap((value) => value.toLowerCase().split(/[\s,]+/)).filter((entry) => entry !== '');
  const isExempt = (host: string): boolean =>
    written.some((value) => value.trim() === '*') ||
    entries.some((entry) => (entry.includes(':') ? entry === `${host}:443` : entry.startsWith('.') ? `.${host}`.endsWith(entry) : entry === host));
  return listedHosts.find(isExempt) ?? null;
}

/** What to tell the user when our own environment exempts a listed host: a terminal's is the same, as a rule. Null when it does not. */
export function noticeOfExemption({ no_proxy, NO_PROXY }: Readonly<Record<string, string | undefined>>, listedHosts: readonly string[]): string | null {
  const exempt = exemptHost({ ...(no_proxy === undefined ? {} : { no_proxy }), ...(NO_PROXY === undefined ? {} : { NO_PROXY }) }, listedHosts);
  if (exempt === null) return null;
  return `NO_PROXY exempts ${exempt} where Whence was started. A claude that is started with the same NO_PROXY goes past Whence: take the host out of NO_PROXY and no_proxy in its terminal.`;
}

interface ClaudeProcess {
  readonly pid: number;
  readonly parent: number;
  /** In ticks since the system started; tells a pid that is used again apart. */
  readonly startedAt: string;
}

class RunningPastFinder {
  readonly #port: number;
  /** Processes that have been seen to talk to us: their settings, not their environment, point them. */
  readonly #seenHere = new Set<string>();

  constructor(port: number) {
    this.#port = port;
  }

  async find(listedHosts: readonly string[]): Promise<readonly RunningPast[]> {
    const processes = await ownProcesses();
    const claudes = new Map((await Promise.all(processes.map(claudeOf))).flatMap((found) => (found === null ? [] : [[found.pid, found] as const])));
    const found: RunningPast[] = [];
    for (const claude of claudes.values()) {
      // What a Claude Code starts is its own business: it is judged by its parent.
      if (await hasAncestor(claude, claudes)) continue;
      const environment = await decidingVariables(claude.pid);
      const reason = environment === null ? null : reasonToRunPast(environment, this.#port, listedHosts);
      if (reason !== null && !(await this.#talksToUs(claude))) found.push({ pid: claude.pid, reason });
    }
    return found.toSorted((one, other) => one.pid - other.pid);
  }

  async #talksToUs({ pid, startedAt }: ClaudeProcess): Promise<boolean> {
    const key = `${pid} ${startedAt}`;
    if (!this.#seenHere.has(key) && (await holdsConnectionTo(pid, this.#port))) this.#seenHere.add(key);
    return this.#seenHere.has(key);
  }
}

async function ownProcesses(): Promise<readonly number[]> {
  const names = await readdir('/proc').catch(() => []);
  const own = process.getuid?.();
  const pids = await Promise.all(
    names.filter((name) => /^\d+$/.test(name)).map(async (name) => ((await ifReadable(stat(join('/proc', name))))?.uid === own ? Number(name) : 0)),
  );
  return pids.filter((pid) => pid !== 0 && pid !== process.pid);
}

async function claudeOf(pid: number): Promise<ClaudeProcess | null> {
  const [facts, commandLine] = await Promise.all([readStat(pid), ifReadable(readFile(`/proc/${pid}/cmdline`, 'utf8'))]);
  if (facts === null || commandLine === null) return null;
  const [program = '', script = ''] = commandLine.split('\0');
  const isScript = script !== '' && !script.startsWith('-') && (basename(script) === 'claude' || script.includes('/@anthropic-ai/claude-code/'));
  return facts.name === 'claude' || basename(program) === 'claude' || isScript ? { pid, parent: facts.parent, startedAt: facts.startedAt } : null;
}

async function readStat(pid: number): Promise<ProcessStat | null> {
  return processStat((await ifReadable(readFile(`/proc/${pid}/stat`, 'latin1'))) ?? '');
}

async function hasAncestor(claude: ClaudeProcess, claudes: ReadonlyMap<number, ClaudeProcess>): Promise<boolean> {
  let { parent } = claude;
  // What was started from our own window is not what a Claude Code above us has started.
  for (let steps = 0; parent > 1 && parent !== process.pid && steps < 100; steps += 1) {
    if (claudes.has(parent)) return true;
    parent = (await readStat(parent))?.parent ?? 0;
  }
  return false;
}

async function decidingVariables(pid: number): Promise<Deciding | null> {
  const octets = await ifReadable(readFile(`/proc/${pid}/environ`));
  // Empty: the process is just ending.
  if (octets === null || octets.length === 0) return null;
  const deciding: Deciding = {};
  for (let start = 0; start < octets.length; ) {
    const end = octets.indexOf(0, start);
    const variable = octets.subarray(start, end === -1 ? octets.length : end);
    const name = decidingNames.find((candidate) => variable.indexOf(`${candidate}=`) === 0);
    if (name !== undefined) deciding[name] = variable.toString('utf8', name.length + 1);
    start += variable.length + 1;
  }
  // There are keys in it, and it is not to lie about in memory.
  octets.fill(0);
  return deciding;
}

/** Whether a process has a connection to a port of 127.0.0.1. */
async function holdsConnectionTo(pid: number, port: number): Promise<boolean> {
  const tables = await Promise.all(['tcp', 'tcp6'].map((name) => ifReadable(readFile(`/proc/${pid}/net/${name}`, 'latin1'))));
  const sockets = new Set(tables.flatMap((table) => [...rowsTo(table ?? '', port)].map(linkToSocket)));
  if (sockets.size === 0) return false;
  const descriptors = (await ifReadable(readdir(`/proc/${pid}/fd`))) ?? [];
  const links = await Promise.all(descriptors.map((descriptor) => ifReadable(readlink(`/proc/${pid}/fd/${descriptor}`))));
  return links.some((link) => link !== null && sockets.has(link));
}

// A process may end at any moment, or be none of ours to look into.
function ifReadable<Value>(reading: Promise<Value>): Promise<Value | null> {
  return reading.catch(() => null);
}
