import { makeProxyFixture, startProxyUnderTest } from '../proxy-under-test.ts';
import { listenRaw, openRaw, sendConnect } from '../raw-tls.ts';
import { openedWireHost } from '../wire-cases/play-case.ts';
import { failuresTold, type FuzzFailure, type FuzzPlan, type FuzzReport } from './fuzz-report.ts';
import { fragments, mutated } from './mutated-streams.ts';
import { Random, seedOf } from './random.ts';

const heads: readonly [string, ...string[]] = [
  `CONNECT ${openedWireHost}:443 HTTP/1.1\r\nHost: ${openedWireHost}:443\r\nProxy-Connection: Keep-Alive\r\n\r\n`,
  `CONNECT ${openedWireHost}:443 HTTP/1.1\r\nHost: ${openedWireHost}:443\r\n\r\n\x16\x03\x01\x00\x05\x01\x00\x00\x01\x03`,
  'CONNECT elsewhere.example.test:80 HTTP/1.1\r\nProxy-Authorization: Basic YTpi\r\n\r\nGET / HTTP/1.1\r\n\r\n',
  'CONNECT [::1]:443 HTTP/1.0\r\n\r\n',
  'GET http://elsewhere.example.test/a?b HTTP/1.1\r\nHost: elsewhere.example.test\r\nConnection: close\r\n\r\n',
  `POST http://${openedWireHost}/v1 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n3\r\nabc\r\n0\r\nX: 1\r\n\r\n`,
  'GET http://elsewhere.example.test/ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n\x81\x01a',
  `GET https://${openedWireHost}/ HTTP/1.1\r\nHost: a\r\n\r\nGET http://b.example.test/ HTTP/1.1\r\nHost: b\r\n\r\n`,
];
const atOnce = 16;
const timeLimitMs = 20_000;

/** Sends mutated heads to the proxy's own port: each connection is ended, nothing is thrown, and the next is served as ever. */
export async function fuzzListener({ seed, runs }: FuzzPlan): Promise<FuzzReport> {
  const failures: FuzzFailure[] = [];
  const figures = { answered: 0, granted: 0 };
  const fixture = await makeProxyFixture(openedWireHost);
  const upstream = await listenRaw(null, ({ stream }) => {
    stream.on('data', () => stream.writable && stream.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'));
    stream.once('end', () => stream.end());
  });
  const { proxy } = await startProxyUnderTest(fixture, upstream.port, {
    interceptHosts: [openedWireHost],
    // Wherever a mutated head asks to be connected to.
    connectTo: [{ fromHost: null, fromPort: null, toHost: '127.0.0.1', toPort: upstream.port }],
    sink: () => {},
  });
  let next = 0;
  let running = 0;
  // The proxy contains what is thrown while it serves a request, and says it as a warning.
  const warned = (warning: Error): void => void failures.push({ seed: running, problem: `thrown: ${warning.stack ?? warning.message}` });
  process.on('warning', warned);
  try {
    const sendOn = async (): Promise<void> => {
      while (next < runs && failures.length < failuresTold) {
        const own = seedOf(seed, next);
        running = own;
        next += 1;
        const random = new Random(own);
        const head = mutated(Buffer.from(random.pick(heads), 'latin1'), 'client', random);
        const answer = await answerTo(proxy.port, fragments(head, random).slice(0, 300));
        if (answer === null) failures.push({ seed: own, problem: `not ended within ${timeLimitMs} ms: ${JSON.stringify(head.toString('latin1'))}` });
        else if (answer !== '') figures.answered += 1;
        if (answer?.startsWith('HTTP/1.1 200 Connection Established') === true) figures.granted += 1;
      }
    };
    await Promise.all(Array.from({ length: atOnce }, sendOn));
    const { head, raw } = await sendConnect(proxy.port, 'elsewhere.example.test:443');
    raw.destroy();
    if (!head.startsWith('HTTP/1.1 200 ')) failures.push({ seed, problem: `After all that a CONNECT is answered: ${head}` });
  } finally {
    process.off('warning', warned);
    await proxy.close();
    await upstream.close();
    fixture.upstream.remove();
  }
  return { runs, failures, figures };
}

/** What comes back until the connection is closed; null when it is not. */
async function answerTo(port: number, pieces: readonly Buffer[]): Promise<string | null> {
  const socket = await openRaw(port);
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString('latin1', 0, 200)));
  const closed = new Promise<boolean>((resolve) => socket.once('close', () => resolve(true)));
  for (const piece of pieces) {
    if (socket.destroyed || !socket.writable) break;
    socket.write(piece);
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (socket.writable) socket.end();
  let timer: NodeJS.Timeout | undefined;
  const isClosed = await Promise.race([closed, new Promise<boolean>((resolve) => (timer = setTimeout(resolve, timeLimitMs, false)))]);
  clearTimeout(timer);
  socket.destroy();
  return isClosed ? answer : null;
}
