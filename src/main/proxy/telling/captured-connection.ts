import type { MissedCode, Relayed, Side } from '../../relayed/relayed.ts';
import type { Capture, Followed } from './capture.ts';
import type { RelayObserver } from '../relay.ts';
import { leftOutReasons, UnseenStretch } from './unseen-stretch.ts';
import type { Target } from '../upstream/dial.ts';

/**
 * Tells what happens on one connection. It is announced with its first byte, so that a connection that never carried one
 * leaves no trace. Bytes with a hole in them would be read as something that was never sent: where one cannot be
 * told, or capture is switched off, the connection is told to be missed, and the rest of it passes as an unseen stretch. When
 * capture is possible again, it is captured anew, as another connection, from the next request on.
 */
export function capturedConnection(capture: Capture, target: Target, mode: 'intercept' | 'plain'): RelayObserver {
  const connection = new CapturedConnection(capture, target, mode);
  return {
    read: (from, chunk) => connection.read(from, chunk),
    delivered: (from, total) => connection.delivered(from, total),
    ended: (from, how) => connection.ended(from, how),
    closed: () => connection.closed(),
  };
}

/** What the recorder knows a captured stretch of a connection by. */
interface Stretch {
  readonly connection: number;
  readonly generation: number;
  /** Bytes read on the connection before the stretch began. */
  readonly clientBytesBefore: number;
  readonly upstreamBytesBefore: number;
}

class CapturedConnection implements Followed {
  readonly #capture: Capture;
  readonly #target: Target;
  readonly #mode: 'intercept' | 'plain';
  readonly #openedAtUs: number;
  readonly #totals = { client: 0, upstream: 0 };
  readonly #undelivered = new Map<Side, { atUs: number; total: number }>();
  /** Null before the first byte, and while the connection passes unseen. */
  #captured: Stretch | null = null;
  #unseen: UnseenStretch | null = null;
  #leftOut: MissedCode | null = null;
  #lastFrom: Side | null = null;
  #anEndHasCome = false;
  #deliveryScheduled = false;

  constructor(capture: Capture, target: Target, mode: 'intercept' | 'plain') {
    this.#capture = capture;
    this.#target = target;
    this.#mode = mode;
    this.#openedAtUs = capture.nowUs();
  }

  read(from: Side, chunk: Buffer): void {
    if (this.#captured !== null && this.#captured.generation !== this.#capture.generation) this.leaveOut('recorder-behind');
    if (this.#captured === null && this.#canBegin(from, chunk)) this.#begin();
    if (!this.#tellBytes(from, chunk)) this.#passUnseen(from, chunk.length);
    this.#totals[from] += chunk.length;
    this.#lastFrom = from;
  }

  delivered(from: Side, total: number): void {
    if (this.#captured === null) return;
    const before = from === 'client' ? this.#captured.clientBytesBefore : this.#captured.upstreamBytesBefore;
    if (total <= before) return;
    this.#undelivered.set(from, { atUs: this.#capture.nowUs(), total: total - before });
    // One message for all that one turn of the loop delivered.
    if (this.#deliveryScheduled) return;
    this.#deliveryScheduled = true;
    setImmediate(() => {
      this.#deliveryScheduled = false;
      this.#tellDelivered();
    });
  }

  ended(from: Side, how: 'fin' | 'reset'): void {
    this.#anEndHasCome = true;
    if (this.#captured === null) return;
    this.#tellDelivered();
    this.#tell({ kind: 'ended', connection: this.#captured.connection, from, atUs: this.#capture.nowUs(), how });
  }

  closed(): void {
    this.#unseen?.closed();
    this.#unseen = null;
    if (this.#captured === null) return;
    this.#tellDelivered();
    this.#tell({ kind: 'closed', connection: this.#captured.connection, atUs: this.#capture.nowUs() });
    this.#forget();
  }

  leaveOut(code: MissedCode): void {
    if (this.#captured === null) return;
    const { connection } = this.#captured;
    const atUs = this.#capture.nowUs();
    this.#tellDelivered();
    this.#tell({ kind: 'missed', connection, atUs, code });
    this.#tell({ kind: 'closed', connection, atUs });
    this.#forget();
    this.#leftOut = code;
  }

  #canBegin(from: Side, chunk: Buffer): boolean {
    if (this.#capture.obstacle !== null) return false;
    // Whatever a connection begins with is told, also what is no HTTP.
    if (this.#lastFrom === null) return true;
    return from === 'client' && this.#lastFrom === 'upstream' && !this.#anEndHasCome && beginsRequest(chunk);
  }

  #begin(): void {
    const { host, port } = this.#target;
    const connection = this.#capture.nextConnection();
    const atUs = this.#lastFrom === null ? this.#openedAtUs : this.#capture.nowUs();
    if (!this.#capture.tell({ kind: 'connected', connection, atUs, host, port, mode: this.#mode })) return;
    const { client: clientBytesBefore, upstream: upstreamBytesBefore } = this.#totals;
    this.#captured = { connection, generation: this.#capture.generation, clientBytesBefore, upstreamBytesBefore };
    this.#capture.follow(this);
    this.#unseen?.closed();
    this.#unseen = null;
    this.#leftOut = null;
  }

  #tellBytes(from: Side, chunk: Buffer): boolean {
    if (this.#captured === null) return false;
    const { connection } = this.#captured;
    if (this.#capture.tell({ kind: 'bytes', connection, from, atUs: this.#capture.nowUs(), bytes: chunk })) return true;
    this.leaveOut('recorder-behind');
    return false;
  }

  #passUnseen(from: Side, bytes: number): void {
    const code = this.#leftOut ?? this.#capture.obstacle ?? 'recorder-behind';
    this.#unseen ??= new UnseenStretch(this.#capture, this.#target, leftOutReasons[code]);
    this.#unseen.count(from, bytes);
  }

  #tellDelivered(): void {
    if (this.#captured === null) return;
    for (const [from, { atUs, total }] of this.#undelivered) {
      this.#tell({ kind: 'delivered', connection: this.#captured.connection, from, atUs, total });
    }
    this.#undelivered.clear();
  }

  /** A recorder that came later has never heard of the connection. */
  #tell(message: Relayed): void {
    if (this.#captured?.generation === this.#capture.generation) this.#capture.tell(message);
  }

  #forget(): void {
    this.#captured = null;
    this.#undelivered.clear();
    this.#capture.unfollow(this);
  }
}

const requestLine = /^[!#$%&'*+.^_`|~\w-]+ [^\s]+ HTTP\/1\.\d\r?\n/;
const requestLineLimit = 8192;

/**
 * Whether a chunk begins with a request line (RFC 9112, 3). Together with "the upstream was the last to send" it is a
 * border between two exchanges; a client that sends a request while a response is still coming is the one exception, and
 * its exchange then says that the response could not be read.
 */
function beginsRequest(chunk: Buffer): boolean {
  return requestLine.test(chunk.toString('latin1', 0, requestLineLimit));
}

/** Tells of a connection to a listed host that never carried a byte. */
export function tellOutcome(
  capture: Capture,
  target: Target,
  outcome: Pick<Extract<Relayed, { kind: 'refused' }>, 'kind' | 'code' | 'message'>,
): void {
  capture.tell({ ...outcome, connection: capture.nextConnection(), atUs: capture.nowUs(), host: target.host, port: target.port });
}

/** For connections that are none of our business. */
export const unobserved: RelayObserver = { read() {}, delivered() {}, ended() {}, closed() {} };
