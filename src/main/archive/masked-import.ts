import { createHash } from 'node:crypto';
import { packArrivals, unpackArrivals } from '../../domain/http/arrivals.ts';
import type { HeaderList } from '../../domain/http/header-list.ts';
import type { MaskedPlace } from '../../domain/masking/body-masker.ts';
import { maskUrl } from '../../domain/masking/credential-urls.ts';
import { maskText } from '../../domain/masking/mask-text.ts';
import { maskVerbatim } from '../../domain/masking/mask-verbatim.ts';
import { MaskedPlaces } from '../../domain/masking/masked-places.ts';
import type { SeenCredentials } from '../../domain/masking/seen-credentials.ts';
import type { Exchange } from '../capture/exchange.ts';
import { parseStartLine, type Head } from '../capture/head-lines.ts';
import { RecordedExchange } from '../recorder/recorded-exchange.ts';
import type { BodyWrite } from '../store/exchange-writes.ts';
import type { ImportedWrite } from '../store/archive/import-writes.ts';
import type { BodyFromFile, ExchangeFromFile } from './exchange-from-file.ts';

export interface MaskingOfImports {
  readonly rulesOff: readonly string[];
  /** The credentials of the file, which are masked wherever it repeats them. */
  readonly seen: SeenCredentials;
}

/** As many octets are searched at a time as a network brings. */
const searchedAtATime = 64 * 1024;

/**
 * An exchange of a file as it may be written: the recorder's own masking goes over all of it, also over what the file says is masked. Where that finds
 * nothing new, a file of ours is restored as it was stored.
 */
export function maskedImport(file: ExchangeFromFile, id: string, { rulesOff, seen }: MaskingOfImports): ImportedWrite {
  const exchange = asCaptured(file);
  const recorded = new RecordedExchange(0, id, exchange, rulesOff, seen);
  if (exchange.requestHead !== null) recorded.takeRequestHead(exchange.requestHead, file.requestBody?.codings ?? null);
  recorded.takeOtherFields();
  search(recorded, 'request', file.requestBody);
  if (exchange.responseHead !== null) recorded.takeResponseHead(exchange.responseHead, file.responseBody?.codings ?? null);
  search(recorded, 'response', file.responseBody);
  const masked = (text: string): string => maskedWords(text, rulesOff, seen.and([]));
  const maskedOrNull = (text: string | null): string | null => (text === null ? null : masked(text));
  const write = recorded.pendingWrite();
  const { identity, error, rating } = file;
  const told = file.requestLine === null ? { method: masked(file.method), path: masked(maskUrl(file.path, rulesOff).value) } : {};
  return {
    exchange: {
      ...write,
      ...told,
      ...(identity === null ? {} : { ...identity, sessionId: maskedOrNull(identity.sessionId), agentId: maskedOrNull(identity.agentId), promptId: maskedOrNull(identity.promptId) }),
      state: file.state,
      error: error === null ? null : { code: masked(error.code), message: masked(error.message) },
      host: masked(file.host),
      status: file.status,
      head: file.contentRemovedAtUs === null ? write.head : null,
      bodies: file.contentRemovedAtUs === null ? write.bodies.map((body) => restored(body, body.side === 'request' ? file.requestBody : file.responseBody, masked)) : [],
    },
    rating: rating === null ? null : { ...rating, comment: maskedOrNull(rating.comment) },
    isPinned: file.isPinned,
    contentRemovedAtUs: file.contentRemovedAtUs,
  };
}

/** What a file says in words, of any characters and lines: the masker reads one character a byte. */
export function maskedWords(text: string, rulesOff: readonly string[], secrets: readonly string[]): string {
  const octets = Buffer.from(text, 'utf8').toString('latin1');
  const lines = maskVerbatim(octets.split('\n'), secrets).join('\n');
  return Buffer.from(maskText(lines, rulesOff).value, 'latin1').toString('utf8');
}

function asCaptured(file: ExchangeFromFile): Exchange {
  const { scheme, host, port, timing, requestBytes, responseBytes, requestTrailers, responseTrailers } = file;
  return {
    origin: { scheme, host, port },
    state: file.state,
    // Its codes are closed; those of files are not.
    error: null,
    timing,
    requestHead: headOf(file.requestLine, file.requestHeaders, 'request'),
    responseHead: headOf(file.statusLine, file.responseHeaders, 'response'),
    interimHeads: file.interimHeads.flatMap(({ statusLine, headers }) => headOf(statusLine, headers, 'response') ?? []),
    interimHeadCount: file.interimHeads.length,
    requestTrailers,
    responseTrailers,
    requestBytes,
    responseBytes,
  };
}

function headOf(startLine: string | null, headers: HeaderList, side: 'request' | 'response'): Head | null {
  if (startLine === null) return null;
  return { startLine, start: parseStartLine(startLine, side) ?? { method: null, target: null, status: null, minorVersion: 1 }, headers };
}

function search(recorded: RecordedExchange, side: 'request' | 'response', body: BodyFromFile | null): void {
  if (body === null) return;
  for (let start = 0; start < body.octets.byteLength; start += searchedAtATime) {
    recorded.bodies[side].add(body.octets.subarray(start, start + searchedAtATime));
  }
  recorded.bodies[side].end(true);
}

/** With what the file says of the body. Its masks are those that were there, and those that had to be added. */
function restored(write: BodyWrite, body: BodyFromFile | null, masked: (text: string) => string): BodyWrite {
  if (body === null || write.end === null) return write;
  // A coding is whatever the file calls so.
  const toldFrom = body.decodedFrom === null ? null : masked(body.decodedFrom);
  const decodedFrom = write.decodedFrom ?? toldFrom;
  const { own } = body;
  if (own === null) return { ...write, decodedFrom };
  const sha256 = createHash('sha256').update(body.octets).digest();
  const isAsItWas = write.end.storedSha256 !== null && sha256.equals(write.end.storedSha256);
  const masks = placesWithin(own.masks, body.octets.byteLength);
  const isSound = own.storedSha256 === null || sha256.toString('hex') === own.storedSha256;
  const wireSha256 = own.wireSha256 === null ? null : Buffer.from(own.wireSha256, 'hex');
  // Of what is decoded anew, nobody knows when its octets came.
  const arrivals = write.side === 'response' && (isAsItWas || write.decodedFrom === null) ? arrivalsOf(own.arrivals, body.octets.byteLength) : {};
  if (isAsItWas) {
    return { ...write, ...arrivals, decodedFrom: toldFrom, masks, end: { complete: own.complete && isSound, wireSha256, storedSha256: own.storedSha256 === null ? null : sha256 } };
  }
  return {
    ...write,
    ...arrivals,
    decodedFrom,
    masks: write.decodedFrom === null ? joined(masks, write.masks) : write.masks,
    end: { complete: own.complete && write.end.complete && isSound, wireSha256, storedSha256: own.storedSha256 === null ? null : write.end.storedSha256 },
  };
}

/** As many as a recorder keeps, within the octets. */
const mostArrivals = 1000;

function arrivalsOf(base64: string | undefined, length: number): Pick<BodyWrite, 'arrivals'> {
  const arrivals = unpackArrivals(Buffer.from(base64 ?? '', 'base64')).filter(({ offset }) => offset < length);
  return arrivals.length === 0 ? {} : { arrivals: packArrivals(arrivals.slice(0, mostArrivals)) };
}

function placesWithin(places: readonly (readonly [number, number])[], length: number): readonly MaskedPlace[] {
  return joined([], places.filter(([start, bytes]) => bytes > 0 && start + bytes <= length).map(([start, bytes]) => ({ start, length: bytes })));
}

function joined(one: readonly MaskedPlace[], other: readonly MaskedPlace[]): readonly MaskedPlace[] {
  const places = new MaskedPlaces();
  for (const { start, length } of [...one, ...other].toSorted((a, b) => a.start - b.start)) places.add(start, start + length);
  return places.list;
}

