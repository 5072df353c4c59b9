import type { ExchangeTiming } from '../../../../contract/exchange-view.ts';
import { formatDurationUs } from '../../../format/quantities.ts';

export interface TimingSpan {
  readonly key: 'sending' | 'forwarding' | 'waiting' | 'receiving';
  readonly name: string;
  /** Since the first byte of the request. */
  readonly fromUs: number;
  readonly durationUs: number;
  /** True for the one that has not ended yet. */
  readonly isGrowing: boolean;
}

/**
 * The phases between the timestamps that are known, in order. Of an exchange that is open at `nowUs` the last one grows until then; of one that is
 * over, or for null, a phase with an end that is not known is left out.
 */
export function timingSpans(timing: ExchangeTiming, nowUs: number | null = null): readonly TimingSpan[] {
  const startUs = timing.requestStartedAtUs;
  const phases = [
    { key: 'sending', name: 'Request in', from: startUs, until: timing.requestReceivedAtUs },
    { key: 'forwarding', name: 'Forwarded', from: timing.requestReceivedAtUs, until: timing.requestForwardedAtUs },
    { key: 'waiting', name: 'Waiting for the first byte', from: timing.requestForwardedAtUs, until: timing.responseStartedAtUs },
    { key: 'receiving', name: 'Streaming', from: timing.responseStartedAtUs, until: timing.responseDeliveredAtUs },
  ] as const;
  const lastBegun = phases.findLast(({ from }) => from !== null);
  return phases.flatMap((phase) => {
    const isGrowing = nowUs !== null && phase === lastBegun && phase.until === null;
    const until = isGrowing ? nowUs : phase.until;
    if (phase.from === null || until === null) return [];
    // A server may begin to answer before the request is all there: a phase is never shorter than nothing.
    return [{ key: phase.key, name: phase.name, fromUs: phase.from - startUs, durationUs: Math.max(0, until - phase.from), isGrowing }];
  });
}

/** A span with the digits that say something of it: `0 ms`, `0.14 ms`, `17 ms`, `6.2 s`. */
export function spanWords(durationUs: number): string {
  if (durationUs === 0) return '0\u00a0ms';
  if (durationUs < 9_950) return `${(durationUs / 1000).toFixed(durationUs < 10 ? 3 : 2)}\u00a0ms`;
  return formatDurationUs(Math.max(durationUs, 10_000));
}
