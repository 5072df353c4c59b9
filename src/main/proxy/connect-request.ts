import type { Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import { errorMessage } from '../error-message.ts';
import type { Capture } from './telling/capture.ts';
import { tellOutcome, unobserved } from './telling/captured-connection.ts';
import { unknownOwner, type ClientOwner } from './clients/client-owner.ts';
import type { ClientProcesses } from './clients/client-process.ts';
import { distrustReason } from './clients/distrust-sentences.ts';
import type { Distrust, Meeting } from './clients/distrust.ts';
import { openConnection } from './open-connection.ts';
import { refuseConnect } from './refuse-connect.ts';
import type { RelayObserver, Relays } from './relay.ts';
import { leftOutReasons, unseenTunnel, type UnseenReason } from './telling/unseen-stretch.ts';
import type { Dial, Target } from './upstream/dial.ts';
import type { SecureUpstream } from './upstream/secure-upstream.ts';

/** What a request is served with. `isIntercepted` and `contextFor` answer as things stand now. */
export interface Serving {
  readonly dial: Dial;
  readonly secureUpstream: SecureUpstream;
  readonly capture: Capture;
  readonly relays: Relays;
  readonly clientProcesses: ClientProcesses;
  readonly distrust: Distrust;
  isIntercepted(host: string): boolean;
  contextFor(host: string): Promise<SecureContext>;
  /** How long a certificate is waited for, where another time than the usual. */
  readonly certificateLimitMs?: number;
}

/** A certificate takes a few milliseconds; a machine under load some seconds. Clients give up connecting after ten, all in all. */
const usualCertificateLimitMs = 5000;
const tooLate = 'it took too long';

/** The host and port of a CONNECT's target (RFC 9110, 9.3.6), or null when it is not one. */
export function parseTarget(authority: string): Target | null {
  const match = /^(?:\[([0-9a-f:.]+)\]|([^:[\]\s/@]+)):(\d{1,5})$/i.exec(authority);
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3]);
  if (host === undefined || !(port >= 1 && port <= 65535)) return null;
  return { host: host.toLowerCase(), port };
}

/**
 * Answers a CONNECT. The upstream is dialled first, so that one that is not there is a 502 with a reason. A listed host is
 * then opened: TLS to the upstream, verified, then the answer, then TLS with the client. Whatever of our own doing fails
 * before the answer, or leaves a doubt, ends in a blind tunnel.
 */
export async function serveConnect(serving: Serving, client: Socket, head: Buffer, target: Target): Promise<void> {
  const { capture } = serving;
  const isIntercepted = serving.isIntercepted(target.host);
  const abandoned = new AbortController();
  const abandon = (): void => abandoned.abort();
  client.on('error', () => {});
  client.once('close', abandon);
  client.setNoDelay(true);
  if (head.length > 0) client.unshift(head);

  const begin = (): void => {
    client.off('close', abandon);
    client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
  };
  const dial = async (): Promise<Socket | null> => {
    const dialled = await serving.dial(target, abandoned.signal);
    if ('socket' in dialled) return dialled.socket;
    client.off('close', abandon);
    if (client.destroyed) return null;
    if (isIntercepted) tellOutcome(capture, target, { kind: 'refused', code: dialled.failure.code, message: dialled.failure.message });
    refuseConnect(client, dialled.failure);
    return null;
  };
  const tunnelTo = (upstream: Socket, observer: RelayObserver): void => {
    begin();
    serving.relays.begin({ stream: client, raw: client }, { stream: upstream, raw: upstream }, observer);
  };
  // The first connection to the upstream is spent on our handshake.
  const tunnelAfterAll = async (reason: UnseenReason): Promise<void> => {
    const again = await dial();
    if (again === null) return;
    if (client.destroyed) again.destroy();
    else tunnelTo(again, unseenTunnel(capture, target, reason));
  };

  // Once the client has closed, whose it was cannot be found any more; and while the upstream is dialled it costs no time.
  const asking = isIntercepted && capture.obstacle === null ? ownerOf(serving, client) : unknownOwner;
  const [upstream, owner] = await Promise.all([dial(), asking]);
  if (upstream === null) return;
  if (client.destroyed) {
    upstream.destroy();
    return;
  }
  if (!isIntercepted) {
    capture.figures.countTunnelled();
    tunnelTo(upstream, unobserved);
    return;
  }
  const prepared = await prepare(serving, target, owner);
  if ('reason' in prepared) {
    tunnelTo(upstream, unseenTunnel(capture, target, prepared.reason));
    return;
  }
  const secured = await serving.secureUpstream(upstream, target);
  if (client.destroyed) {
    upstream.destroy();
    return;
  }
  // The client may hold a root that we lack.
  if ('problem' in secured) {
    await tunnelAfterAll(secured.wantsClientCertificate ? withoutItsCertificate(target) : unverified(target, secured.problem));
    return;
  }
  // Of several connections of one client that come at once, another may have been refused meanwhile.
  const distrusting = serving.distrust.distrusting(owner, target.host);
  if (distrusting !== null) {
    upstream.destroy();
    await tunnelAfterAll(distrustReason(distrusting));
    return;
  }
  begin();
  await openConnection({ capture, relays: serving.relays, target, owner, meeting: prepared.meeting }, client, prepared.context, { stream: secured.socket, raw: upstream });
}

/** The certificate to meet the client with, and the meeting that hears what it makes of it; or why the connection is not to be opened. */
async function prepare(
  { capture, distrust, contextFor, certificateLimitMs = usualCertificateLimitMs }: Serving,
  target: Target,
  owner: ClientOwner,
): Promise<{ readonly context: SecureContext; readonly meeting: Meeting } | { readonly reason: UnseenReason }> {
  if (capture.obstacle !== null) return { reason: leftOutReasons[capture.obstacle] };
  const distrusting = distrust.distrusting(owner, target.host);
  if (distrusting !== null) return { reason: distrustReason(distrusting) };
  // Before the certificate is chosen: it may be changed while it is made ready.
  const meeting = distrust.meet(owner, target.host);
  try {
    return { context: await within(certificateLimitMs, async () => contextFor(target.host)), meeting };
  } catch (error) {
    return { reason: withoutCertificate(target, errorMessage(error)) };
  }
}

function within<Value>(limitMs: number, work: () => Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    // Where it was our own event loop that took long, what has come to an end meanwhile is heard after the timers.
    const timer = setTimeout(() => setImmediate(() => reject(new Error(tooLate))), limitMs);
    work()
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}

async function ownerOf({ clientProcesses }: Serving, client: Socket): Promise<ClientOwner> {
  const { remoteAddress, remotePort, localPort } = client;
  if (remoteAddress === undefined || remotePort === undefined || localPort === undefined) return unknownOwner;
  return clientProcesses.ownerOf({ clientAddress: remoteAddress, clientPort: remotePort, serverPort: localPort });
}

function withoutCertificate({ host }: Target, problem: string): UnseenReason {
  const message =
    problem === tooLate
      ? `Passed through unseen: the certificate for ${host} was not ready in time. Is this machine very busy? Connections that come from now on are opened as soon as it is.`
      : `Passed through unseen: no certificate could be made for ${host} (${problem}). Renew the certificate in Whence and trust it again.`;
  return { code: 'certificate-failed', message };
}

function unverified({ host }: Target, problem: string): UnseenReason {
  const message = `Passed through unseen: the certificate of ${host} could not be verified (${problem}). If your network uses an authority of its own, name its file with --upstream-ca or NODE_EXTRA_CA_CERTS.`;
  return { code: 'upstream-unverified', message };
}

function withoutItsCertificate({ host }: Target): UnseenReason {
  const message = `Passed through unseen: ${host} wants a certificate of its clients, which only they have. Such connections cannot be opened.`;
  return { code: 'client-certificate-wanted', message };
}
