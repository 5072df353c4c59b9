import { connect, type Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import type { ProxyAddress } from '../src/main/proxy/upstream/upstream-proxy.ts';
import { listenRaw, type RawEnd, type RawListener } from './raw-tls.ts';

/** What a scripted proxy does with a request that it has read the head of. */
export type ProxyBehaviour =
  /**
   * Dials `toPort` of loopback (null: the port it is asked for) whatever the host. `early`: said right behind its own head;
   * `piecemeal`: the head comes octet by octet.
   */
  | { readonly does: 'connect'; readonly toPort: number | null; readonly early?: string; readonly piecemeal?: boolean }
  | { readonly does: 'answer'; readonly text: string; readonly finish: 'fin' | 'reset' | 'nothing' }
  | { readonly does: 'hang' };

/** A real proxy on loopback, for tests: CONNECT, and absolute-form requests, which it passes on in origin form. */
export interface ScriptedProxy extends RawListener {
  /** Its address without credentials. */
  readonly address: ProxyAddress;
  /** The heads of all it was asked, in latin-1. */
  readonly asked: readonly string[];
  behaviour: ProxyBehaviour;
}

export interface ScriptedProxyOptions {
  readonly behaviour: ProxyBehaviour;
  /** `user:password` that it demands. */
  readonly credentials?: string;
  /** Speaks TLS with its clients, under this name. */
  readonly tls?: { readonly host: string; readonly serverContext: SecureContext };
}

export async function startScriptedProxy(options: ScriptedProxyOptions): Promise<ScriptedProxy> {
  const { credentials, tls } = options;
  const asked: string[] = [];
  const proxy = { behaviour: options.behaviour };
  const outgoing = new Set<Socket>();
  const listener = await listenRaw(tls?.serverContext ?? null, (end) => {
    void readRequest(end.stream).then(({ head, rest }) => {
      asked.push(head);
      const wanted = credentials === undefined ? null : `Basic ${Buffer.from(credentials).toString('base64')}`;
      if (wanted === null || head.includes(`\r\nProxy-Authorization: ${wanted}\r\n`)) behave(end, proxy.behaviour, head, rest, outgoing);
      else end.stream.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="test"\r\nContent-Length: 0\r\n\r\n');
      return;
    });
  });
  return Object.assign(proxy, {
    port: listener.port,
    address: { secure: tls !== undefined, host: tls?.host ?? '127.0.0.1', port: listener.port, authorization: null },
    asked,
    close: async () => {
      for (const socket of outgoing) socket.destroy();
      await listener.close();
    },
  });
}

function behave(end: RawEnd, behaviour: ProxyBehaviour, head: string, rest: Buffer, outgoing: Set<Socket>): void {
  const { stream, raw } = end;
  switch (behaviour.does) {
    case 'hang':
      stream.resume();
      return;
    case 'answer':
      stream.write(Buffer.from(behaviour.text, 'latin1'), () => {
        if (behaviour.finish === 'fin') stream.end();
        if (behaviour.finish === 'reset') raw.resetAndDestroy();
      });
      stream.resume();
      return;
    case 'connect': {
      const port = behaviour.toPort ?? Number(/:(\d+) HTTP/.exec(head)?.[1]);
      const server = connect({ host: '127.0.0.1', port, allowHalfOpen: true, noDelay: true });
      outgoing.add(server);
      server.on('error', () => {});
      server.once('close', () => outgoing.delete(server));
      server.once('connect', () => {
        if (head.startsWith('CONNECT ')) void sendHead(stream, behaviour).then(() => join(end, server, rest));
        else join(end, server, Buffer.concat([Buffer.from(originForm(head), 'latin1'), rest]));
      });
    }
  }
}

async function sendHead(stream: Socket, { early = '', piecemeal = false }: Extract<ProxyBehaviour, { does: 'connect' }>): Promise<void> {
  const answer = `HTTP/1.1 200 Connection established\r\nX-Of-The-Proxy: 1\r\n\r\n${early}`;
  for (const part of piecemeal ? answer : [answer]) {
    stream.write(part);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function join({ stream, raw }: RawEnd, server: Socket, first: Buffer): void {
  if (first.length > 0) server.write(first);
  let ends = 0;
  for (const [from, to, toRaw] of [[stream, server, server], [server, stream, raw]] as const) {
    from.on('data', (chunk) => {
      if (!to.write(chunk)) from.pause();
    });
    to.on('drain', () => from.resume());
    to.once('close', () => from.resume());
    from.once('end', () => {
      ends += 1;
      to.end();
    });
    from.once('close', () => {
      if (ends < 2 && !to.destroyed) toRaw.resetAndDestroy();
    });
    from.resume();
  }
}

function originForm(head: string): string {
  return head.replace(/^(\S+) http:\/\/[^/ ]+/, '$1 ').replace(/\r\n(?:Proxy-Authorization|Whence-Via): [^\r]*/gi, '').replace(/\r\nConnection: Whence-Via/i, '');
}

function readRequest(stream: Socket): Promise<{ readonly head: string; readonly rest: Buffer }> {
  return new Promise((resolve) => {
    let received = Buffer.alloc(0);
    const take = (): void => {
      for (let chunk: unknown = stream.read(); chunk instanceof Buffer; chunk = stream.read()) received = Buffer.concat([received, chunk]);
      const end = received.indexOf('\r\n\r\n');
      if (end === -1) return;
      stream.off('readable', take);
      resolve({ head: received.toString('latin1', 0, end + 4), rest: received.subarray(end + 4) });
    };
    stream.on('readable', take);
  });
}
