import { parseWireJson, wireRecord, wireString } from './wire-json.ts';

/**
 * The session that `metadata.user_id` names; null where it names none. Newer versions send a JSON text with `session_id`, older
 * ones `user_…_account_…_session_UUID`.
 */
export function sessionOfUserId(userId: string | null): string | null {
  if (userId === null) return null;
  const stated = wireString(wireRecord(parseWireJson(userId))?.['session_id']);
  if (stated !== null && stated !== '') return stated;
  return /^user_.*_session_([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})$/is.exec(userId)?.[1] ?? null;
}
