import type { SessionView } from '../../contract/exchange-view.ts';

/** What a session is called: the user's first words; the host for requests that named no session; else its id, short. */
export function sessionName(session: Pick<SessionView, 'id' | 'title'>): string {
  if (session.id.startsWith('host:')) return `No session · ${session.id.slice('host:'.length)}`;
  return session.title ?? `Session ${session.id.slice(0, 8)}`;
}
