import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Side } from '../relayed/relayed.ts';

/** One end of a relayed connection: what is read and written, and the TCP socket at the bottom (the same, without TLS). */
export interface RelayEnd {
  readonly stream: Socket;
  readonly raw: Socket;
}

/** The connections that are being relayed, to be broken off together. */
export class Relays {
  readonly #open = new Set<RelayEnd>();

  /** As `relay`. */
  begin(client: RelayEnd, upstream: RelayEnd, observer: RelayObserver): void {
    for (const end of [client, upstream]) {
      if (end.raw.closed) continue;
      this.#open.add(end);
      end.raw.once('close', () => this.#open.delete(end));
    }
    relay(client, upstream, observer);
  }

  /** Resets both ends of each at once, whatever waits to be written. */
  breakOff(): void {
    for (const end of this.#open) {
      if (isFinishing(end)) destroy(end);
      else resetNow(end);
    }
  }
}

/** What happens on a relayed connection, told as it happens. Nothing here may throw. */
export interface RelayObserver {
  /** Called before the chunk is written onward. The chunk belongs to the relay: copy what is kept. */
  read(from: Side, chunk: Buffer): void;
  /** All `total` bytes read from `from` so far are in the other side's kernel. */
  delivered(from: Side, total: number): void;
  ended(from: Side, how: 'fin' | 'reset'): void;
  closed(): void;
}

// Beyond this much unwritten, the side it comes from is no longer read.
const pendingBytesLimit = 128 * 1024;
const resetDelayLimitMs = 5000;
const finishLimitMs = 5000;

/**
 * Forwards bytes verbatim both ways until both ends are closed: FIN as FIN, reset as reset, half-open while it lasts, no idle
 * limit. An end that closed before the call is treated as if it did so now.
 */
export function relay(client: RelayEnd, upstream: RelayEnd, observer: RelayObserver): void {
  const finished = new Set<Side>();
  let open = 2;
  const closed = (): void => {
    open -= 1;
    if (open === 0) observer.closed();
  };
  forward({ from: 'client', source: client, destination: upstream, observer, finished, closed });
  forward({ from: 'upstream', source: upstream, destination: client, observer, finished, closed });
}

interface Direction {
  readonly from: Side;
  readonly source: RelayEnd;
  readonly destination: RelayEnd;
  readonly observer: RelayObserver;
  /** The sides that have sent their FIN. */
  readonly finished: Set<Side>;
  readonly closed: () => void;
}

function forward({ from, source, destination, observer, finished, closed }: Direction): void {
  const input = source.stream;
  const output = destination.stream;
  let total = 0;
  let pendingWrites = 0;
  let whenWritten: (() => void) | null = null;
  let isBroken = input.errored !== null;

  const written = (error?: Error | null): void => {
    pendingWrites -= 1;
    if (pendingWrites > 0) return;
    if (error === undefined || error === null) observer.delivered(from, total);
    whenWritten?.();
  };
  const sourceClosed = (): void => {
    closed();
    if ((finished.size === 2 && !isBroken) || output.destroyed) return;
    observer.ended(from, 'reset');
    if (pendingWrites === 0) {
      reset(destination);
      return;
    }
    // Without us, too, bytes that were sent before the reset would still have been on their way.
    const timer = setTimeout(() => whenWritten?.(), resetDelayLimitMs);
    whenWritten = () => {
      clearTimeout(timer);
      reset(destination);
    };
  };

  const sourceEnded = (): void => {
    finished.add(from);
    observer.ended(from, 'fin');
    if (!output.destroyed) output.end();
  };
  const sourceSeemsEnded = (): void => {
    // What TLS gives up is reported as an error and then as an end, which it is not.
    if (isBroken) return;
    tellReset(source, (isReset) => {
      // It closes by itself.
      if (isReset) isBroken = true;
      else sourceEnded();
    });
  };

  input.on('data', (chunk: Buffer) => {
    // TLS gives out what it has left even then.
    if (input.closed) return;
    total += chunk.length;
    observer.read(from, chunk);
    if (output.destroyed || output.writableEnded) return;
    pendingWrites += 1;
    output.write(chunk, written);
    if (output.writableLength > pendingBytesLimit) input.pause();
  });
  output.on('drain', () => input.resume());
  // Nothing can be written any more; reading on is what finds out how the other end goes.
  output.once('close', () => input.resume());
  input.once('end', sourceSeemsEnded);
  input.on('error', () => {
    isBroken = true;
    // A socket closes by itself. TLS that was broken by what it received does not, and what it calls is not to be destroyed under it.
    setImmediate(() => input.destroy());
  });
  input.once('close', sourceClosed);
  if (input.readableEnded) sourceSeemsEnded();
  if (input.closed) queueMicrotask(sourceClosed);
}

const nothing = Buffer.alloc(0);

/**
 * Tells whether what was reported as the end of a connection is a reset: libuv reports one as an end when it comes together with bytes (in
 * uv__stream_io, on POLLHUP after a read that did not fill its buffer). Writing nothing then fails, and closes the socket.
 */
function tellReset({ stream, raw }: RelayEnd, tell: (isReset: boolean) => void): void {
  // Writing fails after our own end too. What waits to be written finds out by itself. Below TLS to a proxy on the way there is no writing nothing.
  if (raw instanceof TLSSocket || stream.writableEnded || stream.writableLength > 0 || raw.destroyed) tell(false);
  else raw.write(nothing, (error) => tell(error !== null && error !== undefined && 'code' in error && /^(EPIPE|ECONNRESET)$/.test(String(error.code))));
}

/** Closes an end with a TCP reset. */
function reset(end: RelayEnd): void {
  if (!isFinishing(end)) {
    resetNow(end);
    return;
  }
  const timer = setTimeout(() => destroy(end), finishLimitMs);
  end.stream.once('finish', () => resetNow(end));
  end.stream.once('close', () => clearTimeout(timer));
}

/** Whether a FIN waits to be sent: until it is, libuv refuses to reset the socket, which then would never be closed. */
function isFinishing({ stream }: RelayEnd): boolean {
  return stream.writableEnded && !stream.writableFinished && !stream.destroyed;
}

function resetNow(end: RelayEnd): void {
  // Only the bottom socket can: on a TLSSocket the call throws.
  end.raw.resetAndDestroy();
  end.stream.destroy();
}

function destroy(end: RelayEnd): void {
  end.stream.destroy();
  end.raw.destroy();
}
