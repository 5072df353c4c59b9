import type { Relayed, Side } from '../capture/relayed.ts';
import type { Target } from './upstream/dial.ts';
import type { Figures } from './figures.ts';
import type { RelayObserver } from './relay.ts';

export type Sink = (relayed: Relayed) => void;

/** What every captured connection needs: where to tell, the time, and the counters. */
export interface Capture {
  readonly sink: Sink;
  readonly nowUs: () => number;
  readonly figures: Figures;
  readonly nextConnection: () => number;
}

/**
 * Tells the sink what happens on one connection. It is announced with its first byte, so that a connection that never
 * carried one leaves no trace. After a sink that threw, nothing more of this connection is told but its end, for
 * bytes with a hole in them would be read as something that was never sent; what is left out is counted.
 */
export function capturedConnection(capture: Capture, target: Target, mode: 'intercept' | 'plain'): RelayObserver {
  const { sink, nowUs, figures } = capture;
  const connection = capture.nextConnection();
  const openedAtUs = nowUs();
  const undelivered = new Map<Side, { atUs: number; total: number }>();
  let announced = false;
  let broken = false;
  let scheduled = false;

  const tell = (relayed: Relayed, bytes = 0): void => {
    if (!broken || relayed.kind === 'closed') {
      try {
        sink(relayed);
        if (!broken) return;
      } catch {
        if (!broken) tellMissed();
        broken = true;
      }
    }
    figures.countUnrecorded(bytes);
  };
  const tellMissed = (): void => {
    try {
      sink({ kind: 'missed', connection, atUs: nowUs(), code: 'recorder-behind' });
    } catch {
      // Counted by whoever calls.
    }
  };
  const announce = (): void => {
    if (announced) return;
    announced = true;
    tell({ kind: 'connected', connection, atUs: openedAtUs, host: target.host, port: target.port, mode });
  };
  const tellDelivered = (): void => {
    scheduled = false;
    for (const [from, { atUs, total }] of undelivered) tell({ kind: 'delivered', connection, from, atUs, total });
    undelivered.clear();
  };
  return {
    read(from, chunk) {
      announce();
      // A copy of exact size: posting a small piece of a large buffer would copy the whole of it.
      tell({ kind: 'bytes', connection, from, atUs: nowUs(), bytes: new Uint8Array(chunk) }, chunk.length);
    },
    delivered(from, total) {
      undelivered.set(from, { atUs: nowUs(), total });
      // One message for all that one turn of the loop delivered.
      if (scheduled) return;
      scheduled = true;
      setImmediate(tellDelivered);
    },
    ended(from, how) {
      if (!announced) return;
      tellDelivered();
      tell({ kind: 'ended', connection, from, atUs: nowUs(), how });
    },
    closed() {
      if (!announced) return;
      tellDelivered();
      tell({ kind: 'closed', connection, atUs: nowUs() });
    },
  };
}

/** Tells of a connection to a listed host that was refused or passed through blindly. */
export function tellOutcome(
  capture: Capture,
  target: Target,
  outcome: Pick<Extract<Relayed, { kind: 'refused' }>, 'kind' | 'code' | 'message'> | Pick<Extract<Relayed, { kind: 'unseen' }>, 'kind' | 'code' | 'message'>,
): void {
  const { sink, nowUs, figures, nextConnection } = capture;
  try {
    sink({ ...outcome, connection: nextConnection(), atUs: nowUs(), host: target.host, port: target.port });
  } catch {
    figures.countUnrecorded(0);
  }
}

/** For connections that are none of our business. */
export const unobserved: RelayObserver = { read() {}, delivered() {}, ended() {}, closed() {} };
