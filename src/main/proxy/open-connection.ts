import type { Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import type { Capture } from './telling/capture.ts';
import { capturedConnection, tellOutcome } from './telling/captured-connection.ts';
import type { ClientOwner } from './clients/client-owner.ts';
import { describeProblem } from './clients/distrust-sentences.ts';
import type { Meeting } from './clients/distrust.ts';
import { meetClient, type ClientProblem } from './meet-client.ts';
import type { RelayEnd, RelayObserver, Relays } from './relay.ts';
import type { Target } from './upstream/dial.ts';

/** What is known of a connection that is to be opened. */
export interface Opening {
  readonly capture: Capture;
  readonly relays: Relays;
  readonly target: Target;
  readonly owner: ClientOwner;
  readonly meeting: Meeting;
}

// A client that leaves this soon after a completed handshake, without a byte, has looked at the certificate and gone:
// Node verifies only then.
const lookLimitMs = 500;

/** Ends the client's TLS, and relays what it sends and gets over the upstream's. A client that refuses us is remembered. */
export async function openConnection(opening: Opening, client: Socket, context: SecureContext, upstream: RelayEnd): Promise<void> {
  const { capture, target } = opening;
  const met = await meetClient(client, context);
  if ('problem' in met) {
    noteProblem(opening, met.problem);
    // It takes the socket below along. That one first would free the TLS above it at once, whatever is being done with it.
    upstream.stream.destroy();
    client.destroy();
    return;
  }
  opening.relays.begin({ stream: met.socket, raw: client }, upstream, watchForDistrust(opening, capturedConnection(capture, target, 'intercept')));
}

function noteProblem({ capture, meeting, target, owner }: Opening, problem: ClientProblem): void {
  if (problem.kind === 'unused') return;
  const isRemembered = problem.kind !== 'failed' && meeting.refused(problem.kind === 'incompatible' || problem.isCertain);
  const reason = 'reason' in problem ? problem.reason : 'it left';
  const described = isRemembered ? problem : ({ kind: 'failed', reason } as const);
  tellOutcome(capture, target, { kind: 'refused', ...describeProblem(target.host, owner, described) });
}

function watchForDistrust(opening: Opening, observer: RelayObserver): RelayObserver {
  const sinceMs = performance.now();
  let isUnused = true;
  return {
    ...observer,
    read(from, chunk) {
      if (isUnused && from === 'client') {
        isUnused = false;
        opening.meeting.trusted();
      }
      observer.read(from, chunk);
    },
    ended(from, how) {
      if (isUnused) {
        isUnused = false;
        // A client that ends after the upstream has is only polite.
        if (from === 'client' && performance.now() - sinceMs < lookLimitMs) noteProblem(opening, { kind: 'refused', isCertain: false });
      }
      observer.ended(from, how);
    },
  };
}
