import { randomBytes } from 'node:crypto';
import { selfTestChecks, type SelfTestCheck, type SelfTestCheckId, type SelfTestView } from '../../../contract/self-test-view.ts';
import type { StatusView, TrustState } from '../../../contract/status-view.ts';
import { errorMessage } from '../../error-message.ts';
import type { SelfTestWords } from '../../proxy/self-test-words.ts';
import type { WayTried } from '../../proxy/upstream/try-way.ts';
import { askAsClient } from './ask-as-client.ts';
import { checkCertificate, checkPort, type ClientFacts } from './check-client.ts';
import { checkClaudeSettings, checkEnvironment } from './check-environment.ts';
import { checkClients, checkRecording, checkStandby, checkSystemTrust, withWantedPort } from './check-status.ts';
import { checkUpstream } from './check-upstream.ts';
import { decidingOf, readClaudeSettings } from './claude-settings-files.ts';
import { failed, skipped, type Finding } from './finding.ts';
import { findPortOwner } from './port-owner.ts';

/** What a self-test asks and uses. */
export interface SelfTestGround {
  readStatus(): StatusView;
  readTrust(): Promise<TrustState>;
  readonly listedHosts: () => readonly string[];
  /** The port that was asked for; 0: any. */
  readonly wantedPort: number;
  /** The line that points a terminal here. */
  readonly pointingLine: () => string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  expectSelfTest(words: SelfTestWords | null): void;
  tryWay(host: string): Promise<WayTried | null>;
  onChange(): void;
}

const names: Readonly<Record<SelfTestCheckId, string>> = {
  port: 'Port',
  certificate: 'Certificate, at a client',
  'system-trust': 'Certificate, in the system',
  environment: 'Environment',
  'claude-settings': 'Settings of Claude Code',
  clients: 'Running Claude Code',
  upstream: 'Way to the server',
  recording: 'Recording',
  standby: 'Standby',
};

const limitMs = 20_000;

/** The test of the connection: one at a time, begun and broken off at will, and what the last one found. */
export class SelfTests {
  readonly #ground: SelfTestGround;
  #view: SelfTestView | null = null;
  #running: AbortController | null = null;

  constructor(ground: SelfTestGround) {
    this.#ground = ground;
  }

  read(): SelfTestView | null {
    return this.#view;
  }

  /** Begins one, if none is under way. */
  start(): void {
    if (this.#running !== null) return;
    const running = new AbortController();
    this.#running = running;
    this.#view = { endedAtMs: null, checks: selfTestChecks.map((id) => ({ id, state: 'waiting', what: names[id], sentence: '', remedy: null, command: null })) };
    this.#ground.onChange();
    void this.#run(running);
  }

  /** Breaks off the one that is under way, of which nothing stays. */
  cancel(): void {
    if (this.#running === null) return;
    this.#running.abort();
    this.#ground.expectSelfTest(null);
    this.#running = null;
    this.#view = null;
    this.#ground.onChange();
  }

  async #run(running: AbortController): Promise<void> {
    const { signal } = running;
    const findings = checksOf(this.#ground, signal);
    await Promise.all(
      selfTestChecks.map(async (id) => {
        const finding = await bounded(findings[id], signal);
        if (signal.aborted) return;
        this.#note({ id, what: names[id], ...finding });
      }),
    );
    if (this.#running !== running || this.#view === null) return;
    this.#running = null;
    this.#view = { ...this.#view, endedAtMs: Date.now() };
    this.#ground.onChange();
  }

  #note(check: SelfTestCheck): void {
    if (this.#view === null) return;
    this.#view = { ...this.#view, checks: this.#view.checks.map((one) => (one.id === check.id ? check : one)) };
    this.#ground.onChange();
  }
}

/** All checks at once: each waits for others only where it goes by what they found. */
function checksOf(ground: SelfTestGround, signal: AbortSignal): Readonly<Record<SelfTestCheckId, Promise<Finding>>> {
  const status = ground.readStatus();
  const hosts = ground.listedHosts();
  const [host] = hosts;
  const pointed = { port: status.proxy.port, listedHosts: hosts, caFile: status.caFile };
  const noHost = skipped('No host is listed whose traffic is to be opened. List one under Settings.');
  const asking = host === undefined ? null : askOnce(ground, status, host, signal);
  return {
    port: asking === null ? Promise.resolve(noHost) : asking.then(async ({ report, facts }) => {
      const isOurs = report?.reached === 'answer' && report.text === facts.answer;
      const port = checkPort(report, facts, isOurs || report === null || report.reached === 'nothing' ? null : await findPortOwner(status.proxy.port));
      return withWantedPort(port, status.proxy, ground.wantedPort, status.proxy.note === null ? null : await findPortOwner(ground.wantedPort));
    }),
    certificate: asking === null ? Promise.resolve(noHost) : asking.then(({ report, facts }) => checkCertificate(report, facts)),
    'system-trust': ground.readTrust().then(checkSystemTrust),
    environment: looking(() => checkEnvironment(decidingOf(ground.environment), pointed)),
    'claude-settings': looking(() => checkClaudeSettings(readClaudeSettings(ground.environment), pointed)),
    clients: looking(() => checkClients(status, ground.pointingLine())),
    upstream: host === undefined ? Promise.resolve(noHost) : ground.tryWay(host).then((tried) => checkUpstream(host, tried)),
    recording: looking(() => checkRecording(status)),
    standby: looking(() => checkStandby(status)),
  };
}

/** Sends the request to ourselves, by words of this one run. */
async function askOnce(
  ground: SelfTestGround,
  { proxy, caFile, caBundleFile }: StatusView,
  host: string,
  signal: AbortSignal,
): Promise<{ readonly report: Awaited<ReturnType<typeof askAsClient>>; readonly facts: ClientFacts }> {
  const words = { said: randomBytes(24).toString('base64url'), answer: randomBytes(24).toString('base64url') };
  ground.expectSelfTest(words);
  const limited = AbortSignal.any([signal, AbortSignal.timeout(limitMs / 2)]);
  const report = await askAsClient({ host, said: words.said }, ground.environment, { proxyUrl: proxy.url, caBundleFile }, limited);
  // One that was broken off is no more waited for, and another may be by now.
  if (!signal.aborted) ground.expectSelfTest(null);
  return { report, facts: { host, proxyUrl: proxy.url, caFile, caBundleFile, answer: words.answer } };
}

/** What throws is one check's failure, and no other's. */
async function looking(check: () => Finding): Promise<Finding> {
  return check();
}

/** What a check comes to, or that it came to no end in time. */
function bounded(check: Promise<Finding>, signal: AbortSignal): Promise<Finding> {
  return new Promise((resolve) => {
    const late = (): void => resolve(failed(`This came to no end within ${limitMs / 1000} seconds.`, 'Test again. Is this machine very busy?'));
    const timer = setTimeout(late, limitMs);
    signal.addEventListener('abort', () => clearTimeout(timer));
    check
      .catch((error: unknown) => failed(`This could not be looked at: ${errorMessage(error)}.`, 'Test again, and please report it if it stays so.'))
      .then(resolve)
      .finally(() => clearTimeout(timer))
      .catch(() => {});
  });
}
