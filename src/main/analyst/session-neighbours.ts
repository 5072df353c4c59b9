import type { CachedRequest } from '../../domain/comparison/cached-request.ts';
import type { Usage } from '../../domain/anthropic/usage.ts';
import type { ThreadRecord } from '../../domain/thread/thread-record.ts';
import { sessionKeyOf } from '../../contract/session-key.ts';
import { decodeBody } from '../store/bodies/decoded-body.ts';
import type { PlacedExchange, StoreReads } from '../store/reads.ts';
import { BoundedCache } from './bounded-cache.ts';
import type { Neighbour, Neighbourhood } from './place-exchange.ts';

/** What an analysis asks of the rest of its session. */
export interface SessionAround {
  neighboursOf(record: ThreadRecord): Neighbourhood;
  /** The usage of an analysed request; null where it has none. */
  readUsage(id: string): Usage | null;
  /** From which message on the habits that are kept with a request are told; null where none are. */
  readHabitStart(id: string): number | null;
  /** An analysed request with its body; null where a part of it is missing, or the body is larger than is compared. */
  readCached(id: string): Promise<CachedRequest | null>;
}

/** As far back as a subagent's call or a conversation's last answer is looked for, counts of tokens left out. */
const neighboursBefore = 400;
/** As far ahead as exchanges are put right that were analysed sooner. */
const neighboursAfter = 200;
/** Those of a few sessions at work at once. */
const rememberedRecords = 1000;

/** The session around an exchange that is stored under `id`, of the host and the import given. Records that were read are remembered. */
export class StoredSessions {
  readonly #reads: StoreReads;
  readonly #ruleVersion: number;
  readonly #comparedBytes: number;
  readonly #records = new BoundedCache<ThreadRecord>(rememberedRecords);

  constructor(reads: StoreReads, ruleVersion: number, comparedBytes: number) {
    this.#reads = reads;
    this.#ruleVersion = ruleVersion;
    this.#comparedBytes = comparedBytes;
  }

  around(host: string, importNumber: number | null = null): SessionAround {
    const reads = this.#reads;
    return {
      neighboursOf: (record) => this.#neighbours(record, host, importNumber),
      readUsage: (id) => reads.readRows([id])[0]?.usage ?? null,
      readHabitStart: (id) => reads.readHabitStart(id),
      readCached: (id) => this.#readCached(id),
    };
  }

  #neighbours({ id, facts }: ThreadRecord, host: string, importNumber: number | null): Neighbourhood {
    const place = { sessionKey: sessionKeyOf({ sessionId: facts.sessionId, host, importNumber }), id };
    const before = this.#withRecords(this.#reads.listPlacedBefore(place, neighboursBefore));
    return {
      before,
      after: this.#withRecords(this.#reads.listPlacedAfter(place, this.#ruleVersion, neighboursAfter)),
      lastTurnNumber: (threadKey) => (before.length < neighboursBefore ? 0 : this.#reads.readLastTurnNumber(place, threadKey)),
    };
  }

  #withRecords(placed: readonly PlacedExchange[]): readonly Neighbour[] {
    return placed.flatMap((exchange) => {
      const key = `${exchange.id} ${exchange.ruleVersion}`;
      const record = this.#records.get(key) ?? this.#reads.readThreadRecord(exchange.id);
      if (record === null) return [];
      this.#records.set(key, record);
      return [{ ...exchange, record }];
    });
  }

  async #readCached(id: string): Promise<CachedRequest | null> {
    const [row] = this.#reads.readRows([id]);
    if (row === undefined || row.requestBytes > this.#comparedBytes || row.usage === null || row.model === null) return null;
    const analysis = this.#reads.readAnalysis(id);
    const stored = this.#reads.readBody(id, 'request');
    if (analysis === null || stored === null) return null;
    const { octets: body, whole } = await decodeBody(stored);
    if (!whole) return null;
    return { body, segments: analysis.segments, usage: row.usage, model: row.model, atMs: (row.timing.responseStartedAtUs ?? row.timing.requestStartedAtUs) / 1000 };
  }
}
