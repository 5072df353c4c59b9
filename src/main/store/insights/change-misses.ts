import type { InsightRange } from '../../../contract/insight-view.ts';
import { sourceKey } from '../../../domain/attribution/source-key.ts';
import { isSourceKind, type Source } from '../../../domain/attribution/source.ts';
import type { ChangeMiss } from '../../../domain/insight/what-if-facts.ts';
import type { Store } from '../open-store.ts';

/** The dearest are looked at; what the others cost is little beside them. */
const mostMisses = 2000;

interface MissRecord {
  readonly exchange_number: number;
  readonly source: string;
  readonly extra: number;
}

interface Adding {
  requests: number;
  extraMicroUsd: number;
  readonly overlaps: Map<number, number>;
}

/**
 * The cache misses of a range whose cause is a change of a source, by that source. What they cost more is shared out over the tokens of these
 * requests that were not read: where others of them are switched off too, their part is saved with them.
 */
export function changeMisses(store: Store, { fromUs, untilUs }: InsightRange, indexOfNumber: ReadonlyMap<number, number>, indexOfKey: ReadonlyMap<string, number>): readonly ChangeMiss[] {
  const list = store.prepare<[number, number, number], MissRecord>(`
    SELECT bill.exchange_number, json_extract(segment_list.cache_verdict, '$.cause.source') AS source, miss_micro_usd AS extra
    FROM bill INDEXED BY bill_missed CROSS JOIN segment_list ON segment_list.exchange_number = bill.exchange_number
    WHERE at_us >= ? AND at_us < ? AND is_imported = 0 AND miss_cause = 'changed' AND miss_micro_usd > 0
      AND json_extract(segment_list.cache_verdict, '$.cause.source') IS NOT NULL
    ORDER BY miss_micro_usd DESC LIMIT ?`);
  const listPaid = store
    .prepare<[number], readonly [source: number, tokens: number]>('SELECT source_number, tokens - coalesce(read_tokens, 0) FROM exchange_source WHERE exchange_number = ? AND tokens > coalesce(read_tokens, 0)')
    .raw();
  const bySource = new Map<number, Adding>();
  for (const { exchange_number: exchange, source, extra } of list.all(fromUs ?? 0, untilUs ?? Number.MAX_SAFE_INTEGER, mostMisses)) {
    const key = keyOf(source);
    const index = key === null ? undefined : indexOfKey.get(key);
    if (index === undefined) continue;
    const sum = bySource.get(index) ?? { requests: 0, extraMicroUsd: 0, overlaps: new Map<number, number>() };
    bySource.set(index, sum);
    sum.requests += 1;
    sum.extraMicroUsd += extra;
    const paid = listPaid.all(exchange);
    const all = paid.reduce((tokens, [, some]) => tokens + some, 0);
    for (const [number, tokens] of paid) {
      const of = indexOfNumber.get(number);
      if (of !== undefined) sum.overlaps.set(of, (sum.overlaps.get(of) ?? 0) + (extra * tokens) / all);
    }
  }
  return [...bySource].map(([source, { overlaps, ...sum }]) => ({ source, ...sum, overlaps: [...overlaps] }));
}

/** The key of a source as the analyst wrote it into a verdict. */
function keyOf(json: string): string | null {
  const source: unknown = JSON.parse(json);
  if (typeof source !== 'object' || source === null || !('kind' in source) || typeof source.kind !== 'string' || !isSourceKind(source.kind)) return null;
  // As we wrote it.
  return sourceKey(source as Source);
}
