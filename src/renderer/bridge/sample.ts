import { unpackRows } from '../../contract/packed-rows.ts';

/** Where the sample session is to be looked at: the session, and the request in it that shows most; null where it is not stored. */
export async function findSample(): Promise<{ readonly session: string; readonly exchange: string | null } | null> {
  const [imports, sessions] = await Promise.all([window.whence.call('listImports', {}), window.whence.call('listSessions', {})]);
  const sample = imports.find(({ isSample, exchanges }) => isSample && exchanges > 0);
  const session = sample === undefined ? undefined : sessions.find(({ importNumber }) => importNumber === sample.number);
  if (session === undefined) return null;
  const { packedRows } = await window.whence.call('listExchanges', { sessionId: session.id, limit: mostRows });
  // It comes pinned.
  return { session: session.id, exchange: unpackRows(packedRows).find(({ isPinned }) => isPinned)?.id ?? null };
}

/** Whether an exchange is stored still. */
export async function isStillStored(id: string): Promise<boolean> {
  return (await window.whence.call('readExchange', { id })) !== null;
}

/** More than it has. */
const mostRows = 100;
