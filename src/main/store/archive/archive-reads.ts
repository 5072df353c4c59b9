import { z } from 'zod';
import type { ImportView } from '../../../contract/archive-view.ts';
import { bodyNumber } from '../bodies/body-number.ts';
import { headReads } from '../heads.ts';
import type { Store } from '../open-store.ts';
import type { ArchivedBody, StoreReads } from '../reads.ts';
import { sampleName } from './sample-name.ts';

interface FactsRecord {
  readonly number: number;
  readonly prompt_id: string | null;
  readonly stars: number | null;
  readonly comment: string | null;
  readonly rated_at_us: number | null;
}

interface BodyRecord {
  readonly stored_bytes: number;
  readonly complete: number;
  readonly wire_sha256: Uint8Array | null;
  readonly stored_sha256: Uint8Array | null;
  readonly masks: string;
  readonly decoded_from: string | null;
  readonly arrivals: Uint8Array | null;
}

const maskList = z.array(z.tuple([z.number().int(), z.number().int()]));

/** What archives hold of an exchange besides its row, its heads and its octets; and what was imported. */
export function archiveReads(store: Store): Pick<StoreReads, 'readArchived' | 'listImports'> {
  const readFacts = store.prepare<[string], FactsRecord>(`
    SELECT number, prompt_id, stars, comment, rated_at_us FROM exchange LEFT JOIN rating ON rating.exchange_number = number
    WHERE id = ?`);
  const readHead = headReads(store);
  const readBody = store.prepare<[number], BodyRecord>(
    `SELECT stored_bytes, complete, wire_sha256, stored_sha256, masks, decoded_from, arrivals
      FROM body LEFT JOIN body_arrivals ON body_number = number WHERE number = ?`,
  );
  const listImports = store.prepare<[], ImportRecord>(`
    SELECT number, file_name, creator, imported_at_us, (SELECT count(*) FROM exchange WHERE import_number = import.number) AS exchanges
    FROM import ORDER BY number DESC`);
  const bodyOf = (number: number): ArchivedBody | null => {
    const record = readBody.get(number);
    return record === undefined ? null : archivedBody(record);
  };
  return {
    readArchived: (id) => {
      const facts = readFacts.get(id);
      if (facts === undefined) return null;
      const { stars, comment, rated_at_us: ratedAtUs } = facts;
      return {
        promptId: facts.prompt_id,
        interimHeads: readHead(facts.number)?.interimHeads ?? [],
        rating: stars === null || ratedAtUs === null ? null : { stars, comment, ratedAtUs },
        bodies: { request: bodyOf(bodyNumber(facts.number, 'request')), response: bodyOf(bodyNumber(facts.number, 'response')) },
      };
    },
    listImports: () => listImports.all().map(importOf),
  };
}

interface ImportRecord {
  readonly number: number;
  readonly file_name: string;
  readonly creator: string | null;
  readonly imported_at_us: number;
  readonly exchanges: number;
}

function importOf(record: ImportRecord): ImportView {
  const isSample = record.file_name === sampleName;
  return { number: record.number, isSample, fileName: isSample ? 'Sample session' : record.file_name, creator: record.creator, importedAtUs: record.imported_at_us, exchanges: record.exchanges };
}

function archivedBody(record: BodyRecord): ArchivedBody {
  return {
    storedBytes: record.stored_bytes,
    complete: record.complete !== 0,
    masks: maskList.parse(JSON.parse(record.masks)),
    wireSha256: hexOf(record.wire_sha256),
    storedSha256: hexOf(record.stored_sha256),
    decodedFrom: record.decoded_from,
    arrivals: record.arrivals,
  };
}

function hexOf(hash: Uint8Array | null): string | null {
  return hash === null ? null : Buffer.from(hash).toString('hex');
}
