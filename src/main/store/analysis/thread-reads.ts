import type { ThreadRecord } from '../../../domain/thread/thread-record.ts';
import { bodyNumber } from '../bodies/body-number.ts';
import { placeOf, type PlaceRecord } from '../exchange-record.ts';
import type { Store } from '../open-store.ts';
import type { PlacedExchange, StoreReads } from '../reads.ts';
import { bodyTexts, type BodyTexts } from '../content/body-texts.ts';
import { unpackThreadRecord, type StoredThreadRecord } from './thread-record-columns.ts';

interface PlacedRow extends PlaceRecord {
  readonly id: string;
  readonly rule_version: number;
}

interface RecordRow extends StoredThreadRecord {
  readonly id: string;
  readonly request_started_at_us: number;
  readonly session_id: string | null;
}

type ThreadReads = Pick<
  StoreReads,
  'listPlacedBefore' | 'listPlacedAfter' | 'readThreadRecord' | 'readLastTurnNumber' | 'readSessionRecords' | 'readBodyHash'
>;

const placeColumns = 'id, rule_version, agent_name, thread_key, turn_key, turn_number, retry_of, predecessor_id';
const recordJoin = 'SELECT id, request_started_at_us, session_id, record, packed, texts, digests FROM exchange JOIN thread_record ON exchange_number = number';

/** What exchanges are put into their threads by, and where they were put. */
export function threadReads(store: Store): ThreadReads {
  const findPlace = store.prepare<[string], { readonly number: number; readonly us: number }>('SELECT number, request_started_at_us AS us FROM exchange WHERE id = ?');
  const listBefore = store.prepare<[string, number, number, number], PlacedRow>(`
    SELECT ${placeColumns} FROM exchange JOIN thread_record ON exchange_number = number
    WHERE session_key = ? AND (request_started_at_us, number) < (?, ?) AND request_class <> 'count-tokens'
    ORDER BY request_started_at_us DESC, number DESC LIMIT ?`);
  // Of so many only: in a long session that is analysed again most of what follows is still as it was. A version of 0
  // has what is to be analysed once more for others that came late.
  const listAfter = store.prepare<[string, number, number, number, number], PlacedRow>(`
    SELECT ${placeColumns} FROM (
      SELECT * FROM exchange WHERE session_key = ? AND (request_started_at_us, number) > (?, ?) ORDER BY request_started_at_us, number LIMIT ?
    ) JOIN thread_record ON exchange_number = number WHERE rule_version IN (?, 0) ORDER BY request_started_at_us, number`);
  const readRecord = store.prepare<[string], RecordRow>(`${recordJoin} WHERE id = ?`);
  const listRecords = store.prepare<[string], RecordRow>(`${recordJoin} WHERE session_key = ? ORDER BY request_started_at_us, number`);
  const listUnplaced = store
    .prepare<[string], string>(
      `SELECT id FROM exchange WHERE session_key = ? AND NOT EXISTS (SELECT 1 FROM thread_record WHERE exchange_number = number)
      ORDER BY request_started_at_us, number`,
    )
    .pluck();
  const lastTurn = store
    .prepare<[string, number, number, string], number | null>(
      'SELECT max(turn_number) FROM exchange WHERE session_key = ? AND (request_started_at_us, number) < (?, ?) AND thread_key = ?',
    )
    .pluck();
  const bodyHash = store
    .prepare<[number], Uint8Array | null>('SELECT wire_sha256 FROM body WHERE number = ?')
    .pluck();
  const texts = bodyTexts(store);
  return {
    listPlacedBefore: ({ sessionKey, id }, limit) => {
      const at = findPlace.get(id);
      return at === undefined ? [] : listBefore.all(sessionKey, at.us, at.number, limit).toReversed().map(placed);
    },
    listPlacedAfter: ({ sessionKey, id }, ruleVersion, limit) => {
      const at = findPlace.get(id);
      return at === undefined ? [] : listAfter.all(sessionKey, at.us, at.number, limit, ruleVersion).map(placed);
    },
    readThreadRecord: (id) => {
      const row = readRecord.get(id);
      return row === undefined ? null : recordOf(row, texts);
    },
    readLastTurnNumber: ({ sessionKey, id }, threadKey) => {
      const at = findPlace.get(id);
      return at === undefined ? 0 : (lastTurn.get(sessionKey, at.us, at.number, threadKey) ?? 0);
    },
    readSessionRecords: (sessionId) => {
      const rows = listRecords.all(sessionId).map((row) => ({ id: row.id, record: recordOf(row, texts) }));
      const records = rows.flatMap(({ record }) => record ?? []);
      const unplaced = [...listUnplaced.all(sessionId), ...rows.flatMap(({ id, record }) => (record === null ? [id] : []))];
      return records.length === 0 && unplaced.length === 0 ? null : { records, unplaced };
    },
    readBodyHash: (id) => {
      const at = findPlace.get(id);
      const hash = at === undefined ? undefined : bodyHash.get(bodyNumber(at.number, 'request'));
      // Half of it tells requests apart.
      return hash === undefined || hash === null ? null : Buffer.from(hash.subarray(0, 16)).toString('base64url');
    },
  };
}

function placed(row: PlacedRow): PlacedExchange {
  return { id: row.id, ruleVersion: row.rule_version, ...placeOf(row) };
}

function recordOf(row: RecordRow, texts: BodyTexts): ThreadRecord | null {
  return unpackThreadRecord(row, texts, { id: row.id, startedAtUs: row.request_started_at_us, sessionId: row.session_id });
}
