import type { ProxyFigures, Relayed, Side } from '../src/main/relayed/relayed.ts';
import { makeAuthority, type KeyedCertificate } from '../src/main/proxy/certificates/make-certificates.ts';
import { startProxy, type Proxy, type ProxyOptions } from '../src/main/proxy/proxy.ts';
import { kept } from './kept-message.ts';
import { quietProxy } from './quiet-options.ts';
import { makeTestCertificates, secureClient, sendConnect, type RawEnd, type TestCertificates } from './raw-tls.ts';

/** The one host that proxies under test open, and that the test certificates are for. */
export const openedHost = 'api.example.test';

/** Certificates of both sides: the upstream's, and the authority the proxy signs with. */
export interface ProxyFixture {
  readonly upstream: TestCertificates;
  readonly authority: KeyedCertificate;
}

export async function makeProxyFixture(host = openedHost): Promise<ProxyFixture> {
  return { upstream: await makeTestCertificates(host), authority: await makeAuthority([host], new Date()) };
}

/** A running proxy and all it has told. */
export interface ProxyUnderTest {
  readonly proxy: Proxy;
  readonly relayed: Relayed[];
  readonly figures: ProxyFigures[];
  /** TLS through the proxy to the opened host, trusting the proxy's authority alone. */
  open(): Promise<RawEnd>;
  /** All bytes told of one side, as latin-1. */
  bytesFrom(from: Side): string;
  /** Waits until a message of that kind has been told and answers it. */
  told<Kind extends Relayed['kind']>(kind: Kind): Promise<Extract<Relayed, { kind: Kind }>>;
}

/** Starts a proxy on any port for `openedHost`, whose ports 443 and 80 are dialled at `upstreamPort`. */
export async function startProxyUnderTest(
  { upstream, authority }: ProxyFixture,
  upstreamPort: number,
  changes: Partial<ProxyOptions> = {},
): Promise<ProxyUnderTest> {
  const relayed: Relayed[] = [];
  const figures: ProxyFigures[] = [];
  const start = await startProxy({
    port: 0,
    fallBack: false,
    interceptHosts: [openedHost],
    authority,
    connectTo: [443, 80].map((fromPort) => ({ fromHost: openedHost, fromPort, toHost: '127.0.0.1', toPort: upstreamPort })),
    upstreamCaFiles: [upstream.file],
    ...quietProxy,
    sink: (message) => relayed.push(kept(message)),
    onFigures: (now) => figures.push(now),
    ...changes,
  });
  if (!start.started) throw new Error(start.message);
  const { proxy } = start;
  return {
    proxy,
    relayed,
    figures,
    async open() {
      const { raw, head } = await sendConnect(proxy.port, `${openedHost}:443`);
      if (!head.startsWith('HTTP/1.1 200 ')) throw new Error(head);
      return secureClient(raw, openedHost, authority.certificatePem);
    },
    bytesFrom: (side) =>
      relayed.map((message) => (message.kind === 'bytes' && message.from === side ? Buffer.from(message.bytes).toString('latin1') : '')).join(''),
    async told(kind) {
      for (;;) {
        const found = relayed.find((message): message is Extract<Relayed, { kind: typeof kind }> => message.kind === kind);
        if (found !== undefined) return found;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
  };
}
