import { createServer } from 'node:net';
import { once } from 'node:events';
import type { Side } from '../../src/main/relayed/relayed.ts';
import { relay, type RelayObserver } from '../../src/main/proxy/relay.ts';
import { deferred } from '../deferred.ts';
import { listenRaw, openRaw, type RawEnd, type RawListener } from '../raw-tls.ts';
import { makeProxyFixture, startProxyUnderTest } from '../proxy-under-test.ts';
import { digestOfBytes } from '../wire-cases/exchange-digest.ts';
import { openedWireHost, playCase, proxiedWay } from '../wire-cases/play-case.ts';
import { isStalled, PlayedEnd, type EndTranscript } from '../wire-cases/play-end.ts';
import type { WireScripts, WireStep } from '../wire-cases/wire-case.ts';
import { failuresTold, type FuzzFailure, type FuzzPlan, type FuzzReport } from './fuzz-report.ts';
import { mutatedStreams, type Streams } from './mutated-streams.ts';
import { Random, seedOf } from './random.ts';

const atOnce = 16;
const timeLimitMs = 30_000;
const largestFragments = 25;

/** What both ends saw of one run, and what the observer was told. */
interface Seen {
  readonly client: EndTranscript;
  readonly upstream: EndTranscript;
  readonly told: Readonly<Record<Side, Buffer>> | null;
}

type Play = (scripts: WireScripts) => Promise<Seen>;

/** Relays mutated connections between real sockets: no byte changed, none missing but after a reset, every connection ended. */
export async function fuzzRelay(plan: FuzzPlan): Promise<FuzzReport> {
  const slots = await Promise.all(Array.from({ length: Math.min(atOnce, plan.runs) }, openSlot));
  try {
    return await playAll(plan, slots.map((slot) => slot.play));
  } finally {
    await Promise.all(slots.map((slot) => slot.close()));
  }
}

/** The same through the whole proxy, with TLS on both sides. */
export async function fuzzProxy(plan: FuzzPlan): Promise<FuzzReport> {
  const fixture = await makeProxyFixture(openedWireHost);
  const { proxy } = await startProxyUnderTest(fixture, 0, {
    interceptHosts: [openedWireHost],
    connectTo: [{ fromHost: null, fromPort: null, toHost: '127.0.0.1', toPort: null }],
    sink: () => {},
  });
  const way = proxiedWay(proxy.port, fixture.authority.certificatePem, fixture.upstream.authority.certificatePem);
  const play: Play = async (scripts) => {
    const { connections, release } = await playCase({ name: '', mode: 'opened', connections: [scripts], stored: [] }, way, fixture.upstream.serverContext);
    await release();
    const [seen] = connections;
    if (seen === undefined) throw new Error('A case of one connection has a transcript of one.');
    return { ...seen, told: null };
  };
  try {
    return await playAll(plan, Array.from({ length: atOnce }, () => play));
  } finally {
    await proxy.close();
    fixture.upstream.remove();
  }
}

async function playAll({ seed, runs }: FuzzPlan, players: readonly Play[]): Promise<FuzzReport> {
  const failures: FuzzFailure[] = [];
  const figures = { bytes: 0, resets: 0 };
  let next = 0;
  const playOn = async (play: Play): Promise<void> => {
    while (next < runs && failures.length < failuresTold) {
      const own = seedOf(seed, next);
      next += 1;
      const random = new Random(own);
      const streams = mutatedStreams(random);
      // A client that says nothing is one that looks at the certificate and leaves: another matter.
      if (streams.client.length === 0) continue;
      const script = scriptOf(streams, random);
      const seen = await play(script.scripts);
      figures.bytes += seen.client.bytes + seen.upstream.bytes;
      if (script.resets) figures.resets += 1;
      const problem = problemIn(streams, script.resets, seen);
      if (problem !== null) failures.push({ seed: own, problem });
    }
  };
  await Promise.all(players.map(playOn));
  return { runs, failures, figures };
}

/** Fragments in a few dozen writes. One side at least ends without waiting for the other; now and then one resets. */
function scriptOf({ client, upstream }: Streams, random: Random): { readonly scripts: WireScripts; readonly resets: boolean } {
  const send = (bytes: Buffer): WireStep => ({ sendEach: cutAnywhere(bytes, random) });
  const waits: WireStep = { receiveEnd: true };
  const fin: WireStep = { finish: 'fin' };
  const resetting: Side | null = random.onceIn(6) ? (random.onceIn(2) ? 'client' : 'upstream') : null;
  const first = random.pick<Side | 'both'>(['client', 'upstream', 'both']);
  const steps = (side: Side, bytes: Buffer): readonly WireStep[] => {
    // What is still unread at the other side is lost with a reset, so that little would be left to compare: it is waited for.
    if (side === resetting) return [send(bytes.subarray(0, 1 + random.below(bytes.length))), { pauseMs: 1 }, { finish: 'reset' }];
    return first === side || first === 'both' || resetting !== null ? [send(bytes), fin] : [send(bytes), waits, fin];
  };
  return { scripts: { client: steps('client', client), upstream: steps('upstream', upstream) }, resets: resetting !== null };
}

function cutAnywhere(bytes: Buffer, random: Random): readonly string[] {
  const pieces: string[] = [];
  let at = 0;
  for (let left = random.below(largestFragments); left > 0 && at < bytes.length; left -= 1) {
    const end = Math.min(bytes.length, at + 1 + random.below(random.onceIn(3) ? 4 : bytes.length));
    pieces.push(bytes.toString('latin1', at, end));
    at = end;
  }
  if (at < bytes.length) pieces.push(bytes.toString('latin1', at));
  return pieces;
}

function problemIn({ client, upstream }: Streams, resets: boolean, seen: Seen): string | null {
  if (isStalled(seen.client) || isStalled(seen.upstream)) return `hangs: ${JSON.stringify(seen)}`;
  for (const [reader, from, sent] of [['client', 'upstream', upstream], ['upstream', 'client', client]] as const) {
    const { bytes, sha256, ended } = seen[reader];
    if (bytes > sent.length || digestOfBytes(sent.subarray(0, bytes)).sha256 !== sha256) return `what the ${reader} got is not what was sent: ${JSON.stringify(seen[reader])}`;
    const told = seen.told?.[from] ?? sent;
    if (!sent.subarray(0, told.length).equals(told) || told.length < bytes) return `the observer was told something else than the ${from} sent`;
    if (resets) continue;
    if (bytes < sent.length || told.length < sent.length) return `${bytes} of ${sent.length} bytes arrived at the ${reader}, and ${told.length} were told`;
    if (ended !== 'fin') return `the end at the ${reader} is no FIN`;
  }
  return null;
}

/** A relay between two listeners of its own, for one run after the other. */
async function openSlot(): Promise<{ readonly play: Play; close(): Promise<void> }> {
  let arriving = deferred<RawEnd>();
  let told: Record<Side, Buffer[]> = { client: [], upstream: [] };
  let closed = deferred();
  const upstream: RawListener = await listenRaw(null, (end) => arriving.fulfil(end));
  const middle = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    const mine = { told, closed };
    const observer: RelayObserver = {
      read: (from, chunk) => void mine.told[from].push(Buffer.from(chunk)),
      delivered() {},
      ended() {},
      closed: () => mine.closed.fulfil(),
    };
    client.on('error', () => {});
    void openRaw(upstream.port).then((socket) => relay({ stream: client, raw: client }, { stream: socket, raw: socket }, observer));
  });
  middle.listen(0, '127.0.0.1');
  await once(middle, 'listening');
  const bound = middle.address();
  if (bound === null || typeof bound === 'string') throw new Error('A TCP server has a port.');
  return {
    async play({ client: clientSteps, upstream: upstreamSteps }) {
      arriving = deferred();
      closed = deferred();
      told = { client: [], upstream: [] };
      const mine = told;
      const raw = await openRaw(bound.port);
      const client = new PlayedEnd({ stream: raw, raw });
      const upstreamEnd = arriving.promise.then((end) => new PlayedEnd(end));
      const timer = setTimeout(() => {
        client.giveUp();
        void upstreamEnd.then((end) => end.giveUp());
      }, timeLimitMs);
      const [clientSaw, upstreamSaw] = await Promise.all([
        client.play(clientSteps, upstreamEnd),
        upstreamEnd.then((end) => end.play(upstreamSteps, Promise.resolve(client))),
      ]);
      await closed.promise;
      clearTimeout(timer);
      return { client: clientSaw, upstream: upstreamSaw, told: { client: Buffer.concat(mine.client), upstream: Buffer.concat(mine.upstream) } };
    },
    async close() {
      middle.close();
      await upstream.close();
    },
  };
}
