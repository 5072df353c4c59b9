import type { IncomingMessage } from 'node:http';
import type { SecureContext } from 'node:tls';
import type { ProxyFigures } from '../relayed/relayed.ts';
import { errorMessage } from '../error-message.ts';
import { Capture, type RecorderState, type Sink } from './telling/capture.ts';
import type { ConnectTo } from './upstream/connect-to.ts';
import { ClientProcesses, processSearchOf, type ProcessSearch } from './clients/client-process.ts';
import { Distrust } from './clients/distrust.ts';
import { serveConnect, type Serving } from './connect-request.ts';
import { DialLimit } from './upstream/dial-limit.ts';
import { Figures } from './figures.ts';
import { LeafContexts } from './certificates/leaf-contexts.ts';
import type { KeyedCertificate } from './certificates/make-certificates.ts';
import { listeningAddress } from './listen.ts';
import { servePlainRequest, servePlainUpgrade } from './plain-request.ts';
import { makeProxyListener } from './proxy-listener.ts';
import { Relays } from './relay.ts';
import { isSelfTest, SelfTest, serveSelfTest } from './self-test.ts';
import type { SelfTestWords } from './self-test-words.ts';
import { keepPort } from './standby/keep-port.ts';
import type { PortHeir, StandbyReport, StandbySettings } from './standby/standby-settings.ts';
import { secureUpstreamWith } from './upstream/secure-upstream.ts';
import { trustedRootsContext } from './upstream/trusted-roots.ts';
import { tryWay, type WayTried } from './upstream/try-way.ts';
import type { UpstreamProxies } from './upstream/upstream-proxy.ts';
import { WayUpstream } from './upstream/way-upstream.ts';
import { wallClock } from './wall-clock.ts';

/** What a proxy is started with: plain data, so that it can be sent to a thread. */
export interface ProxySettings {
  /** 0: any free port. */
  readonly port: number;
  /** When the port cannot be had, take the next one that can. */
  readonly fallBack: boolean;
  /** Host names whose connections are opened; compared without case, on any port. */
  readonly interceptHosts: readonly string[];
  readonly authority: KeyedCertificate;
  readonly connectTo: readonly ConnectTo[];
  readonly upstreamCaFiles: readonly string[];
  readonly upstreamProxies: UpstreamProxies;
  /** False: listed hosts pass through unseen as well. */
  readonly capture: boolean;
  /** Where the standby of this data directory is to be found, or null for none. */
  readonly standby: StandbySettings | null;
}

export interface ProxyOptions extends ProxySettings {
  /** Given each message before the bytes it tells of are written onward. What it throws is counted and goes no further. */
  readonly sink: Sink;
  /** How the recorder behind the sink stands; when nothing is said, it is the same one always and never behind. */
  readonly recorder?: RecorderState;
  /** How a client's process is looked for: when nothing is said, as on this system; null where it cannot be. */
  readonly processSearch?: ProcessSearch | null;
  readonly onFigures?: (figures: ProxyFigures) => void;
  readonly onStandby?: (report: StandbyReport) => void;
  /** A standby of an engine before has ended: what it noted of the connections it carried is complete. */
  readonly onPredecessorEnded?: () => void;
}

export interface Proxy {
  readonly port: number;
  readonly url: string;
  /** Set when another port than the one asked for is used, with the reason. */
  readonly note: string | null;
  /** Takes effect for connections that come from then on. */
  setInterceptHosts(hosts: readonly string[]): void;
  /** Signs with another authority from then on. */
  setAuthority(authority: KeyedCertificate): void;
  setUpstreamProxies(proxies: UpstreamProxies): void;
  /** Off: what comes from then on passes through unseen, and what is open is recorded no further. */
  setCapture(on: boolean): void;
  /** Clients that refused the certificate are opened again, as after a change of trust. */
  forgetDistrust(): void;
  /** A request of the app's to itself that is to come, and is ended here; null when it need not come any more. */
  expectSelfTest(words: SelfTestWords | null): void;
  /** Reaches for a host on port 443 as its traffic does, up to its certificate. Null: there is no proxy just now. */
  tryWay(host: string): Promise<WayTried | null>;
  /** Ends every connection. The port is left to the standby, where there is one, or (when nothing is said) to nobody. */
  close(portTo?: PortHeir): Promise<void>;
}

export type ProxyStart =
  | { readonly started: true; readonly proxy: Proxy }
  | { readonly started: false; readonly code: 'port-taken' | 'upstream-ca-unreadable' | 'failed'; readonly message: string };

const portsTried = 50;
const wayLimitMs = 12_000;

/**
 * Starts the proxy on 127.0.0.1: connections to listed hosts are opened and told to the sink, all others passed through
 * unseen. A port that cannot be had and an unreadable file are answers, not errors.
 */
export async function startProxy(options: ProxyOptions): Promise<ProxyStart> {
  let roots: SecureContext;
  try {
    roots = trustedRootsContext(options.upstreamCaFiles);
  } catch (error) {
    const reason = errorMessage(error);
    return { started: false, code: 'upstream-ca-unreadable', message: `A file given with --upstream-ca cannot be used: ${reason}.` };
  }
  const figures = new Figures(options.onFigures ?? (() => {}));
  let hosts = lowerCased(options.interceptHosts);
  let leaves = new LeafContexts(options.authority, hosts);
  const { sink, recorder = { isBehind: false, generation: 1 }, processSearch = processSearchOf(process.platform) } = options;
  const capture = new Capture({ sink, recorder, figures, nowUs: wallClock(), on: options.capture });
  const secureUpstream = secureUpstreamWith(roots);
  const way = new WayUpstream({ connectTo: options.connectTo, proxies: options.upstreamProxies, secure: async () => secureUpstream });
  const clientProcesses = new ClientProcesses(processSearch);
  const distrust = new Distrust({
    isRunning: (client) => clientProcesses.isRunning(client),
    nowMs: () => performance.now(),
    onChange: (distrusting) => figures.setDistrusting(distrusting),
  });
  const relays = new Relays();
  const serving: Omit<Serving, 'dial'> = {
    secureUpstream,
    capture,
    relays,
    clientProcesses,
    distrust,
    isIntercepted: (host) => hosts.includes(host),
    contextFor: (host) => leaves.contextFor(host),
  };
  const selfTest = new SelfTest();
  const dialLimit = new DialLimit();
  const servingOf = ({ headers }: IncomingMessage): Serving => ({ ...serving, dial: dialLimit.limited(way.dialFor(headers)) });
  const { server, clients } = makeProxyListener({
    connect(request, client, head, target) {
      if (isSelfTest(request)) return serveSelfTest(client, target, selfTest.answerFor(request), serving.contextFor);
      return serveConnect(servingOf(request), client, head, target);
    },
    plain: (request, response) => servePlainRequest(servingOf(request), request, response),
    upgrade: (request, client, head) => servePlainUpgrade(servingOf(request), request, client, head),
    clientsChanged: () => figures.setClients(clients.size - selfTest.connections),
  });
  const keeping = await keepPort({
    server,
    wanted: { port: options.port, attempts: options.fallBack ? portsTried : 1 },
    settings: options.standby,
    ways: { listedHosts: hosts, connectTo: options.connectTo, upstreamProxies: options.upstreamProxies, upstreamCaFiles: options.upstreamCaFiles },
    report: options.onStandby ?? (() => {}),
    predecessorEnded: options.onPredecessorEnded ?? (() => {}),
  });
  if (!('kept' in keeping)) return { started: false, ...keeping.listening };

  const { kept } = keeping;
  const { port } = keeping.listening;
  way.setOwnPort(port);
  const moved = options.port !== 0 && port !== options.port;
  return {
    started: true,
    proxy: {
      port,
      url: `http://${listeningAddress}:${port}`,
      note: moved ? `Port ${options.port} is not free; the proxy listens on ${port}.` : null,
      setInterceptHosts(wanted) {
        hosts = lowerCased(wanted);
        kept.configure({ listedHosts: hosts });
      },
      setAuthority(authority) {
        leaves = new LeafContexts(authority, hosts);
        distrust.forget();
      },
      setUpstreamProxies(proxies) {
        way.setProxies(proxies);
        kept.configure({ upstreamProxies: proxies });
      },
      setCapture: (on) => capture.setOn(on),
      forgetDistrust: () => distrust.forget(),
      expectSelfTest: (words) => selfTest.expect(words),
      tryWay(host) {
        const target = { host, port: 443 };
        return tryWay({ target, way: way.wayTo(target), dial: way.dialFor({}), roots, limitMs: wayLimitMs });
      },
      async close(portTo = 'nobody') {
        const ended = new Promise<void>((resolve) => {
          server.close(() => {
            // Of what was ended here, the last words come in this turn.
            setImmediate(() => {
              capture.close();
              resolve();
            });
          });
        });
        // What comes from now on waits for the standby, which is let go before the connections are.
        const left = kept.close(portTo);
        // Not an end, which a response without a length would take for its own.
        relays.breakOff();
        for (const client of clients) client.resetAndDestroy();
        distrust.close();
        figures.close();
        await ended;
        await left;
      },
    },
  };
}

function lowerCased(hosts: readonly string[]): readonly string[] {
  return hosts.map((host) => host.toLowerCase());
}
