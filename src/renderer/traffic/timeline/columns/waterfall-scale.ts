import type { ExchangeRow } from '../../../../contract/exchange-view.ts';

/** Places on a waterfall, from 0 (its left end) to 1. */
export interface WaterfallScale {
  readonly place: (atUs: number) => number;
}

interface Span {
  readonly fromUs: number;
  readonly untilUs: number;
}

// An hour at lunch must not squeeze the minutes of work: time in which nothing was under way takes no more than this.
const idleShare = 0.006;

/**
 * A time axis for the spans given, from the start of the first to the end of the last. Times in which none of them was
 * under way are shortened; order and overlap are kept.
 */
export function waterfallScale(spans: readonly Span[]): WaterfallScale {
  const busy = mergedSpans(spans);
  const busyUs = busy.reduce((sum, span) => sum + span.untilUs - span.fromUs, 0);
  const widestIdleUs = Math.max(1, busyUs) * idleShare;
  const stops: Stop[] = [];
  let along = 0;
  let lastUs: number | null = null;
  for (const span of busy) {
    if (lastUs !== null) along += Math.min(span.fromUs - lastUs, widestIdleUs);
    stops.push({ atUs: span.fromUs, along });
    along += span.untilUs - span.fromUs;
    stops.push({ atUs: span.untilUs, along });
    lastUs = span.untilUs;
  }
  const length = Math.max(1, along);
  return { place: (atUs) => alongAt(stops, atUs) / length };
}

/** When a row was under way: to `nowUs` while it is open, else to the last moment that is known of it. */
export function rowSpan({ state, timing }: Pick<ExchangeRow, 'state' | 'timing'>, nowUs: number): Span {
  const lastKnownUs = Math.max(
    timing.requestStartedAtUs,
    timing.requestReceivedAtUs ?? 0,
    timing.requestForwardedAtUs ?? 0,
    timing.responseStartedAtUs ?? 0,
    timing.responseDeliveredAtUs ?? 0,
  );
  return { fromUs: timing.requestStartedAtUs, untilUs: state === 'open' ? Math.max(lastKnownUs, nowUs) : lastKnownUs };
}

interface Stop {
  readonly atUs: number;
  readonly along: number;
}

function mergedSpans(spans: readonly Span[]): readonly Span[] {
  const merged: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.fromUs - b.fromUs)) {
    const last = merged.at(-1);
    if (last !== undefined && span.fromUs <= last.untilUs) {
      merged[merged.length - 1] = { fromUs: last.fromUs, untilUs: Math.max(last.untilUs, span.untilUs) };
    } else merged.push(span);
  }
  return merged;
}

function alongAt(stops: readonly Stop[], atUs: number): number {
  let before = stops[0];
  if (before === undefined || atUs <= before.atUs) return 0;
  for (const stop of stops) {
    if (atUs <= stop.atUs) {
      const spanUs = stop.atUs - before.atUs;
      return spanUs === 0 ? stop.along : before.along + ((atUs - before.atUs) / spanUs) * (stop.along - before.along);
    }
    before = stop;
  }
  return before.along;
}
