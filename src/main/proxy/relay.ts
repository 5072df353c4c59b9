import type { Socket } from 'node:net';
import type { Side } from '../relayed/relayed.ts';

/** One end of a relayed connection: what is read and written, and the TCP socket at the bottom (the same, without TLS). */
export interface RelayEnd {
  readonly stream: Socket;
  readonly raw: Socket;
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

  const written = (error?: Error | null): void => {
    pendingWrites -= 1;
    if (pendingWrites > 0) return;
    if (error === undefined || error === null) observer.delivered(from, total);
    whenWritten?.();
  };
  const sourceClosed = (): void => {
    closed();
    if (finished.size === 2 || output.destroyed) return;
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

  input.on('data', (chunk: Buffer) => {
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
  input.once('end', sourceEnded);
  input.on('error', ignore);
  input.once('close', sourceClosed);
  if (input.readableEnded) sourceEnded();
  if (input.closed) queueMicrotask(sourceClosed);
}

/** Closes an end with a TCP reset. */
function reset(end: RelayEnd): void {
  // Only the bottom socket can: on a TLSSocket the call throws.
  end.raw.resetAndDestroy();
  end.stream.destroy();
}

// An error is followed by 'close', which is where it is answered.
function ignore(): void {}
