import type { CostSummaryView } from '../../../contract/cost-view.ts';
import type { InsightRange } from '../../../contract/insight-view.ts';
import { sourceKey } from '../../../domain/attribution/source-key.ts';
import { sourceName } from '../../../domain/attribution/source-name.ts';
import { isSourceKind } from '../../../domain/attribution/source.ts';
import type { CacheVerdict } from '../../../domain/comparison/explain-cache.ts';
import { ownerKey } from '../../../domain/cost/cost-by-owner.ts';
import type { MissFacts } from '../../../domain/insight/insight-facts.ts';
import type { Store } from '../open-store.ts';
import { rangeValues, inRange, type TimeValues } from './range-values.ts';

interface MissRecord {
  readonly number: number;
  readonly id: string;
  readonly extra: number | null;
}

type ChangedSource = MissFacts['sources'][number];

const mostExamples = 12;
/** The verdict is a part of a large row: what changed is looked up for the dearest ones alone. */
const mostVerdicts = 500;

/** The misses of a range by their cause, the dearest first, with the dearest requests and what changed in them. */
export function missReader(store: Store): (range: InsightRange, causes: CostSummaryView['misses']) => readonly MissFacts[] {
  const listDearest = store.prepare<[TimeValues & { readonly cause: string; readonly most: number }], MissRecord>(`
    SELECT dearest.number, id, extra FROM (
      SELECT exchange_number AS number, miss_micro_usd AS extra FROM bill INDEXED BY bill_missed
      WHERE ${inRange} AND miss_cause = @cause ORDER BY miss_micro_usd DESC, at_us DESC LIMIT @most
    ) AS dearest CROSS JOIN exchange ON exchange.number = dearest.number ORDER BY extra DESC, dearest.number DESC`);
  const readVerdict = store.prepare<[number], string | null>('SELECT cache_verdict FROM segment_list WHERE exchange_number = ?').pluck();
  return (range, causes) =>
    causes.map(({ cause, exchanges, extraMicroUsd }) => {
      const isChange = cause === 'changed';
      const dearest = listDearest.all({ ...rangeValues(range), cause, most: isChange ? mostVerdicts : mostExamples });
      const sources = isChange ? changedSources(dearest, (number) => readVerdict.get(number) ?? null) : [];
      return { cause, requests: exchanges, extraMicroUsd, sources, ids: dearest.slice(0, mostExamples).map(({ id }) => id) };
    });
}

function changedSources(dearest: readonly MissRecord[], verdictOf: (number: number) => string | null): readonly ChangedSource[] {
  const sources = new Map<string, ChangedSource>();
  for (const { number, extra } of dearest) {
    const changed = changedIn(verdictOf(number));
    if (changed === null) continue;
    const known = sources.get(changed.key);
    const extraMicroUsd = extra === null ? (known?.extraMicroUsd ?? null) : (known?.extraMicroUsd ?? 0) + extra;
    sources.set(changed.key, { ...changed, requests: (known?.requests ?? 0) + 1, extraMicroUsd });
  }
  return [...sources.values()].toSorted((one, other) => (other.extraMicroUsd ?? -1) - (one.extraMicroUsd ?? -1) || other.requests - one.requests);
}

/** What changed; a server whose tools came or went as a whole by its own key. Null where a verdict is missing or damaged. */
function changedIn(text: string | null): Pick<ChangedSource, 'key' | 'kind' | 'name'> | null {
  const verdict = verdictIn(text);
  if (verdict === null || !('cause' in verdict) || verdict.cause.cause !== 'changed') return null;
  const { source, serverTools } = verdict.cause;
  if (!isSourceKind(source.kind)) return null;
  const name = sourceName(source);
  return { key: serverTools === undefined ? sourceKey(source) : ownerKey(source.kind, name), kind: source.kind, name };
}

function verdictIn(text: string | null): CacheVerdict | null {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
