import type { GapView } from '../../contract/gap-view.ts';
import type { Store } from './open-store.ts';
import type { StoreReads } from './reads.ts';

/** What was not captured, or not whole, for a reason that is ours. */
export interface Loss {
  readonly fromUs: number;
  /** When it ended, or the start again where that is not known. */
  readonly untilUs: number;
  readonly code: GapView['code'];
  readonly requestBytes: number;
  readonly responseBytes: number;
}

/** Losses for the same reason that are no further apart are one gap. */
const mergedWithinUs = 60_000_000;

/** Stretches of time in which capture failed. */
export function gapReads(store: Store): Pick<StoreReads, 'listGaps'> {
  // What the user switched off, and what was refused to us, is no failure of capture.
  const list = store.prepare<[number, number], LossRecord>(`
    SELECT request_started_at_us AS from_us, max(request_started_at_us, coalesce(response_delivered_at_us, request_started_at_us)) AS until_us,
      error_code AS code, request_bytes, response_bytes
    FROM exchange INDEXED BY exchange_not_captured
    WHERE state IN ('uncaptured', 'interrupted') AND request_started_at_us >= ? AND request_started_at_us < ? AND import_number IS NULL
      AND error_code IN ('recorder-behind', 'recorder-failed', 'app-stopped', 'app-away')
    ORDER BY request_started_at_us, number`);
  return {
    listGaps: ({ fromUs = 0, untilUs = Number.MAX_SAFE_INTEGER, limit }) => {
      const losses = list.all(fromUs, untilUs).map((record) => ({
        fromUs: record.from_us,
        untilUs: record.until_us,
        code: record.code,
        requestBytes: record.request_bytes,
        responseBytes: record.response_bytes,
      }));
      return mergeLosses(losses).toReversed().slice(0, limit);
    },
  };
}

interface LossRecord {
  readonly from_us: number;
  readonly until_us: number;
  readonly code: GapView['code'];
  readonly request_bytes: number;
  readonly response_bytes: number;
}

/** Losses, in the order in which they began, as stretches of time; each reason has its own. The bytes are those that passed, in all. */
export function mergeLosses(losses: readonly Loss[]): readonly GapView[] {
  const gaps: GapView[] = [];
  const last = new Map<Loss['code'], number>();
  for (const { fromUs, untilUs, code, requestBytes, responseBytes } of losses) {
    const index = last.get(code);
    const open = index === undefined ? undefined : gaps[index];
    if (index === undefined || open === undefined || fromUs > open.untilUs + mergedWithinUs) {
      last.set(code, gaps.length);
      gaps.push({ fromUs, untilUs, code, exchanges: 1, requestBytes, responseBytes });
      continue;
    }
    gaps[index] = {
      ...open,
      untilUs: Math.max(open.untilUs, untilUs),
      exchanges: open.exchanges + 1,
      requestBytes: open.requestBytes + requestBytes,
      responseBytes: open.responseBytes + responseBytes,
    };
  }
  return gaps;
}
