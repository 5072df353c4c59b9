import type { SessionView } from '../../../contract/exchange-view.ts';

/** What a session is called: the user's first words; the host for requests that named no session; else its id, short. Imported ones say so. */
export function sessionName({ id, title, importNumber }: Pick<SessionView, 'id' | 'title' | 'importNumber'>): string {
  if (importNumber === null) return nameOf(id, title);
  return `Imported · ${nameOf(id.slice(`import:${importNumber}:`.length), title)}`;
}

function nameOf(id: string, title: string | null): string {
  if (id.startsWith('host:')) return `Without a session · ${id.slice('host:'.length)}`;
  return title ?? `Session ${id.slice(0, 8)}`;
}
