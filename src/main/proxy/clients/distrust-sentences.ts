import type { ClientProblem } from '../meet-client.ts';
import type { UnseenReason } from '../telling/unseen-stretch.ts';
import type { ClientOwner } from './client-owner.ts';
import type { Distruster } from './distrust.ts';

const remedy = 'Press "Trust certificate", or set NODE_EXTRA_CA_CERTS as the app shows and start the client again.';

/** What the row of a connection says that is passed through for a client that refused the certificate before. */
export function distrustReason(distruster: Distruster): UnseenReason {
  return { code: 'client-distrusts', message: `Not trusted: passed through unseen, since ${refusal(distruster)}. ${remedy}` };
}

function refusal(distruster: Distruster): string {
  switch (distruster.kind) {
    case 'process':
      return `${distruster.process.name} (process ${distruster.process.pid}) refused the Whence certificate`;
    case 'user':
      return `a client of user ${distruster.uid} refused the Whence certificate for ${distruster.host} within the last minute, and which process either is was not to be found`;
    case 'unknown':
      return `a client refused the Whence certificate for ${distruster.host} within the last minute, and which process it was is not known, nor which this is`;
  }
}

/** What the row of a handshake says that was not completed. */
export function describeProblem(
  host: string,
  owner: ClientOwner,
  problem: Exclude<ClientProblem, { kind: 'unused' }>,
): { readonly code: 'client-distrusts' | 'connect-failed'; readonly message: string } {
  const who = clientOf(owner);
  switch (problem.kind) {
    case 'refused':
      return {
        code: 'client-distrusts',
        message: `${who} left ${host} at the TLS handshake: it does not trust the Whence certificate. ${consequence(owner, host)} ${remedy}`,
      };
    case 'incompatible':
      return {
        code: 'connect-failed',
        message: `${who} asked for ${host} and could not agree with Whence on TLS (${problem.reason}). ${consequence(owner, host)}`,
      };
    case 'failed':
      return { code: 'connect-failed', message: `${who} asked for ${host} but did not complete TLS with Whence (${problem.reason}).` };
  }
}

function clientOf(owner: ClientOwner): string {
  switch (owner.kind) {
    case 'process':
      return `The client, ${owner.process.name} (process ${owner.process.pid}),`;
    case 'user':
      return `A client of user ${owner.uid}`;
    case 'unknown':
      return 'The client';
  }
}

function consequence(owner: ClientOwner, host: string): string {
  switch (owner.kind) {
    case 'process':
      return 'Its next connections are passed through unseen.';
    case 'user':
      return `For a minute, connections of user ${owner.uid} to ${host} whose process is not to be found are passed through unseen.`;
    case 'unknown':
      return `Its process is not known: for a minute, connections to ${host} of which that is so are passed through unseen.`;
  }
}
