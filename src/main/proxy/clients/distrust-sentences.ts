import type { DistrustingClient } from '../../relayed/relayed.ts';
import type { ClientProblem } from '../meet-client.ts';
import type { UnseenReason } from '../telling/unseen-stretch.ts';
import type { ClientProcess } from './client-process.ts';

const remedy = 'Press "Trust certificate", or set NODE_EXTRA_CA_CERTS as the app shows and start the client again.';

/** What the row of a connection says that is passed through for a client that refused the certificate before. */
export function distrustReason({ pid, name }: DistrustingClient): UnseenReason {
  const who =
    pid === null
      ? `a client refused the Whence certificate for ${name} within the last minute, and which process it was is not known`
      : `${name} (process ${pid}) refused the Whence certificate`;
  return { code: 'client-distrusts', message: `Not trusted: passed through unseen, since ${who}. ${remedy}` };
}

/** What the row of a handshake says that was not completed. */
export function describeProblem(
  host: string,
  process: ClientProcess | null,
  problem: Exclude<ClientProblem, { kind: 'unused' }>,
): { readonly code: 'client-distrusts' | 'connect-failed'; readonly message: string } {
  const who = process === null ? 'The client' : `The client, ${process.name} (process ${process.pid}),`;
  switch (problem.kind) {
    case 'refused':
      return {
        code: 'client-distrusts',
        message: `${who} left ${host} at the TLS handshake: it does not trust the Whence certificate. Its next connections are passed through unseen. ${remedy}`,
      };
    case 'incompatible':
      return {
        code: 'connect-failed',
        message: `${who} asked for ${host} and could not agree with Whence on TLS (${problem.reason}). Its next connections are passed through unseen.`,
      };
    case 'failed':
      return { code: 'connect-failed', message: `${who} asked for ${host} but did not complete TLS with Whence (${problem.reason}).` };
  }
}
