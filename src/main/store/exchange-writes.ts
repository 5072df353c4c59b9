import type { ExchangeState, ExchangeTiming } from '../../contract/exchange-view.ts';
import type { RequestClass } from '../../domain/anthropic/request.ts';
import type { HeaderList } from '../../domain/http/header-list.ts';
import type { MaskedPlace } from '../../domain/masking/body-masker.ts';
import { bodyNumber } from './bodies/body-number.ts';
import { packPiece } from './bodies/body-packing.ts';
import { numbersKeptFree } from './salvage/number-below.ts';
import type { Store } from './open-store.ts';
import type { BodySide } from './reads.ts';

/** All that the recorder knows of an exchange now, and what has come of its bodies since the last write. */
export interface ExchangeWrite {
  readonly number: number;
  /** True where it was written before: if its row is gone since, the user deleted it, and it does not come back. */
  readonly hasRow?: boolean;
  readonly id: string;
  readonly state: ExchangeState;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly sessionId: string | null;
  readonly agentId: string | null;
  readonly promptId: string | null;
  readonly requestClass: RequestClass;
  readonly scheme: 'https' | 'http';
  readonly host: string;
  readonly port: number;
  readonly method: string;
  readonly path: string;
  readonly status: number | null;
  readonly timing: ExchangeTiming;
  readonly requestBytes: number;
  readonly responseBytes: number;
  /** Null when it is as it was at the last write. */
  readonly head: HeadWrite | null;
  readonly bodies: readonly BodyWrite[];
}

export interface HeadWrite {
  readonly requestLine: string | null;
  readonly requestHeaders: HeaderList;
  readonly requestTrailers: HeaderList;
  readonly interimHeads: readonly { readonly statusLine: string; readonly headers: HeaderList }[];
  readonly statusLine: string | null;
  readonly responseHeaders: HeaderList;
  readonly responseTrailers: HeaderList;
}

export interface BodyWrite {
  readonly side: BodySide;
  /** What is to be added, from offset `start` on, in pieces. `replaces`: all that was written of this body before goes. */
  readonly start: number;
  readonly replaces: boolean;
  readonly octets: readonly Uint8Array[];
  /** The content coding that was taken off what is stored; null where that is as it came. */
  readonly decodedFrom: string | null;
  readonly masks: readonly MaskedPlace[];
  /** Of a response: when its octets came, as `packArrivals` says it. Left out where it is as it was at the last write, or not known. */
  readonly arrivals?: Uint8Array;
  /** Null while more may come. The hashes (SHA-256) are null when not all of the body was seen. */
  readonly end: { readonly complete: boolean; readonly wireSha256: Uint8Array | null; readonly storedSha256: Uint8Array | null } | null;
}

/** What the recorder writes. */
export interface ExchangeWrites {
  /** Higher than the number of every exchange there is, and than those that are kept for what is saved of a damaged database. */
  nextNumber(): number;
  /** The row of this id, or null. */
  findRow(id: string): { readonly number: number; readonly state: ExchangeState } | null;
  /** How many rows of what was captured have this number or a higher one, or had it until they were deleted. */
  countRowsFrom(number: number): number;
  /** Writes all of these in one transaction, or none of them and throws. Writing the same again is harmless. */
  write(exchanges: readonly ExchangeWrite[]): void;
  /** Marks what an earlier recorder left open as interrupted, with this error; answers the ids. */
  interruptOpen(error: NonNullable<ExchangeWrite['error']>): readonly string[];
}

const gatheredUpToBytes = 32 * 1024;
const backlogReadEveryMs = 1000;

/** While more than `unpackedUpToBytes` of bodies waits to be packed, bodies are packed as they are written. */
export function exchangeWrites(store: Store, unpackedUpToBytes = 1024 * 1024 * 1024): ExchangeWrites {
  const lastNumber = store.prepare<[], number | null>(`SELECT coalesce((SELECT max(number) FROM exchange), ${numbersKeptFree})`).pluck();
  const findRow = store.prepare<[string], { readonly number: number; readonly state: ExchangeState }>('SELECT number, state FROM exchange WHERE id = ?');
  const countFrom = store
    .prepare<[number, number], number>(
      `SELECT (SELECT count(*) FROM exchange WHERE number >= ? AND import_number IS NULL) + (SELECT count(*) FROM deleted_exchange WHERE number >= ?)`,
    )
    .pluck();
  const interrupt = store
    .prepare<[string, string], string>(
      "UPDATE exchange SET state = 'interrupted', error_code = ?, error_message = ? WHERE state = 'open' RETURNING id",
    )
    .pluck();
  const forgetDeleted = store.prepare('DELETE FROM deleted_exchange');
  const isStored = store.prepare<[number], number>('SELECT 1 FROM exchange WHERE number = ?').pluck();
  const putExchange = exchangePutter(store);
  const putHead = headPutter(store);
  const putBody = bodyPutter(store, unpackedUpToBytes);
  const writeAll = store.transaction((exchanges: readonly ExchangeWrite[]) => {
    for (const exchange of exchanges) {
      if (exchange.hasRow === true && isStored.get(exchange.number) === undefined) continue;
      putExchange(exchange);
      if (exchange.head !== null) putHead(exchange.number, exchange.head);
      for (const body of exchange.bodies) putBody(exchange.number, body);
    }
  });
  return {
    nextNumber: () => (lastNumber.get() ?? 0) + 1,
    findRow: (id) => findRow.get(id) ?? null,
    countRowsFrom: (number) => countFrom.get(number, number) ?? 0,
    write: (exchanges) => writeAll.immediate(exchanges),
    interruptOpen: ({ code, message }) => {
      // Of those that an earlier recorder wrote, nobody counts the rows any more.
      forgetDeleted.run();
      return interrupt.all(code, message);
    },
  };
}

function exchangePutter(store: Store): (exchange: ExchangeWrite) => void {
  // Only the recorder's columns: the analyst may have written the others.
  const put = store.prepare(`
    INSERT INTO exchange (number, id, state, error_code, error_message, session_id, agent_id, prompt_id, request_class, scheme,
      host, port, method, path, status, request_started_at_us, request_received_at_us, request_forwarded_at_us,
      response_started_at_us, response_delivered_at_us, request_bytes, response_bytes)
    VALUES (@number, @id, @state, @errorCode, @errorMessage, @sessionId, @agentId, @promptId, @requestClass, @scheme,
      @host, @port, @method, @path, @status, @requestStartedAtUs, @requestReceivedAtUs, @requestForwardedAtUs,
      @responseStartedAtUs, @responseDeliveredAtUs, @requestBytes, @responseBytes)
    ON CONFLICT (number) DO UPDATE SET state = excluded.state, error_code = excluded.error_code,
      error_message = excluded.error_message, session_id = coalesce(excluded.session_id, session_id),
      agent_id = excluded.agent_id, prompt_id = excluded.prompt_id, request_class = excluded.request_class,
      method = excluded.method, path = excluded.path, status = excluded.status,
      request_received_at_us = excluded.request_received_at_us, request_forwarded_at_us = excluded.request_forwarded_at_us,
      response_started_at_us = excluded.response_started_at_us,
      response_delivered_at_us = excluded.response_delivered_at_us,
      request_bytes = excluded.request_bytes, response_bytes = excluded.response_bytes`);
  return ({ error, timing, head: _head, bodies: _bodies, hasRow: _hasRow, ...columns }) => {
    put.run({ ...columns, ...timing, errorCode: error?.code ?? null, errorMessage: error?.message ?? null });
  };
}

function headPutter(store: Store): (number: number, head: HeadWrite) => void {
  const put = store.prepare(`
    INSERT INTO exchange_head VALUES (@number, @requestLine, @requestHeaders, @requestTrailers, @interimHeads, @statusLine,
      @responseHeaders, @responseTrailers, NULL)
    ON CONFLICT DO UPDATE SET request_line = excluded.request_line, request_headers = excluded.request_headers,
      request_trailers = excluded.request_trailers, interim_heads = excluded.interim_heads,
      status_line = excluded.status_line, response_headers = excluded.response_headers,
      response_trailers = excluded.response_trailers, packed = NULL`);
  return (number, head) => {
    put.run({
      number,
      requestLine: head.requestLine,
      requestHeaders: JSON.stringify(head.requestHeaders),
      requestTrailers: JSON.stringify(head.requestTrailers),
      interimHeads: JSON.stringify(head.interimHeads),
      statusLine: head.statusLine,
      responseHeaders: JSON.stringify(head.responseHeaders),
      responseTrailers: JSON.stringify(head.responseTrailers),
    });
  };
}

/** Writes one body; within the transaction of whoever calls it. */
export function bodyPutter(store: Store, unpackedUpToBytes: number): (exchangeNumber: number, body: BodyWrite) => void {
  const put = store.prepare(`
    INSERT INTO body (number, exchange_number, stored_bytes, complete, wire_sha256, stored_sha256, masks,
      decoded_from, is_packed)
    VALUES (@number, @exchangeNumber, @storedBytes, @complete, @wireSha256, @storedSha256, @masks, @decodedFrom, 0)
    ON CONFLICT DO UPDATE SET stored_bytes = excluded.stored_bytes, complete = excluded.complete,
      wire_sha256 = excluded.wire_sha256, stored_sha256 = excluded.stored_sha256, masks = excluded.masks,
      decoded_from = excluded.decoded_from, is_packed = 0, texts = NULL`);
  const addPiece = store.prepare<[number, number, number, string, Uint8Array]>(
    'INSERT INTO body_piece (body_number, start, bytes, packing, octets) VALUES (?, ?, ?, ?, ?)',
  );
  const dropPieces = store.prepare<[number]>('DELETE FROM body_piece WHERE body_number = ?');
  const putArrivals = store.prepare<[number, Uint8Array]>(
    'INSERT INTO body_arrivals (body_number, arrivals) VALUES (?, ?) ON CONFLICT DO UPDATE SET arrivals = excluded.arrivals',
  );
  const backlog = new PackingBacklog(store, unpackedUpToBytes);

  return (exchangeNumber, body) => {
    const number = bodyNumber(exchangeNumber, body.side);
    const packsNow = backlog.isTooLarge();
    const gathered = gather(body.octets, packsNow ? Infinity : gatheredUpToBytes);
    const addedBytes = gathered.reduce((sum, octets) => sum + octets.byteLength, 0);
    const storedBytes = body.start + addedBytes;
    put.run({
      number,
      exchangeNumber,
      storedBytes,
      complete: body.end?.complete === true ? 1 : 0,
      wireSha256: body.end?.wireSha256 ?? null,
      storedSha256: body.end?.storedSha256 ?? null,
      masks: JSON.stringify(body.masks.map(({ start, length }) => [start, length])),
      decodedFrom: body.decodedFrom,
    });
    if (body.arrivals !== undefined) putArrivals.run(number, body.arrivals);
    if (body.replaces) dropPieces.run(number);
    let start = body.start;
    for (const octets of gathered) {
      const { packing, octets: packed } = packsNow ? packPiece(octets) : { packing: 'raw', octets };
      addPiece.run(number, start, octets.byteLength, packing, packed);
      start += octets.byteLength;
    }
  };
}

/** How much there is that was written as it came and not packed yet, looked up now and then: the file must not grow without bound. */
class PackingBacklog {
  readonly #read: () => number;
  readonly #upToBytes: number;
  #isTooLarge = false;
  #readAtMs = -Infinity;

  constructor(store: Store, upToBytes: number) {
    this.#upToBytes = upToBytes;
    const sum = store.prepare<[], number | null>('SELECT sum(stored_bytes) FROM body INDEXED BY body_to_pack WHERE is_packed = 0').pluck();
    this.#read = () => sum.get() ?? 0;
  }

  isTooLarge(): boolean {
    if (performance.now() - this.#readAtMs >= backlogReadEveryMs) {
      this.#readAtMs = performance.now();
      this.#isTooLarge = this.#read() > this.#upToBytes;
    }
    return this.#isTooLarge;
  }
}

/** Small neighbours as one piece: a stream comes in hundreds of them. Large ones are not copied once more. */
function gather(pieces: readonly Uint8Array[], upToBytes: number): Uint8Array[] {
  const groups: Uint8Array[][] = [];
  let groupBytes = 0;
  for (const piece of pieces) {
    if (groups.length === 0 || groupBytes + piece.byteLength > upToBytes) {
      groups.push([]);
      groupBytes = 0;
    }
    groups.at(-1)?.push(piece);
    groupBytes += piece.byteLength;
  }
  return groups.map((group) => (group.length === 1 && group[0] !== undefined ? group[0] : Buffer.concat(group)));
}
