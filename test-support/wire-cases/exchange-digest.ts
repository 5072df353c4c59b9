import { createHash, type Hash } from 'node:crypto';
import { ExchangeAssembly } from '../../src/main/capture/exchange-assembly.ts';
import type { Exchange } from '../../src/main/capture/exchange.ts';
import type { Relayed } from '../../src/main/relayed/relayed.ts';
import { countOf, sha256Of, type Octets } from './octets.ts';
import type { WireCase } from './wire-case.ts';

/** What is compared of an exchange: its end, its status and its bodies. */
export interface ExchangeDigest {
  readonly state: string;
  readonly status: number | null;
  readonly request: BodyDigest;
  readonly response: BodyDigest;
}

interface BodyDigest {
  readonly bytes: number;
  readonly sha256: string;
}

/** The exchanges that a case says are to be recorded. */
export function expectedDigests({ stored }: WireCase): readonly ExchangeDigest[] {
  return stored.map(({ state, status, request, response }) => ({ state, status, request: digestOf(request), response: digestOf(response) }));
}

function digestOf(octets: Octets): BodyDigest {
  return { bytes: countOf(octets), sha256: sha256Of(octets) };
}

export function digestOfBytes(bytes: Uint8Array): BodyDigest {
  return { bytes: bytes.byteLength, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** The exchanges that the capture puts together from what was relayed, in the order of their requests. */
export function assembledDigests(relayed: readonly Relayed[]): readonly ExchangeDigest[] {
  const opened = new Map<Exchange, Readonly<Record<'request' | 'response', { bytes: number; readonly hash: Hash }>>>();
  const assembly = new ExchangeAssembly((event) => {
    if (event.kind === 'opened') opened.set(event.exchange, { request: emptyBody(), response: emptyBody() });
    if (event.kind !== 'data') return;
    const body = opened.get(event.exchange)?.[event.side];
    if (body === undefined) throw new Error('An exchange has data before it is opened.');
    body.bytes += event.bytes.byteLength;
    body.hash.update(event.bytes);
  });
  for (const message of relayed) assembly.take(message);
  assembly.closeAll();
  return [...opened].map(([exchange, { request, response }]) => ({
    state: exchange.state,
    status: exchange.responseHead?.start.status ?? null,
    request: { bytes: request.bytes, sha256: request.hash.digest('hex') },
    response: { bytes: response.bytes, sha256: response.hash.digest('hex') },
  }));
}

function emptyBody(): { bytes: number; readonly hash: Hash } {
  return { bytes: 0, hash: createHash('sha256') };
}
