import type { ExchangeTiming } from '../../../../contract/exchange-view.ts';

interface TimingSpan {
  readonly key: 'sending' | 'forwarding' | 'waiting' | 'receiving';
  readonly name: string;
  readonly durationUs: number;
}

/** The phases between the timestamps that are known, in order. A phase with an end that is not known is left out. */
export function timingSpans(timing: ExchangeTiming): readonly TimingSpan[] {
  const phases = [
    { key: 'sending', name: 'Sending the request', from: timing.requestStartedAtUs, until: timing.requestReceivedAtUs },
    { key: 'forwarding', name: 'Passing it on', from: timing.requestReceivedAtUs, until: timing.requestForwardedAtUs },
    { key: 'waiting', name: 'Waiting for the first byte', from: timing.requestForwardedAtUs, until: timing.responseStartedAtUs },
    { key: 'receiving', name: 'Receiving the response', from: timing.responseStartedAtUs, until: timing.responseDeliveredAtUs },
  ] as const;
  return phases.flatMap(({ key, name, from, until }) =>
    // A server may begin to answer before the request is all there: a phase is never shorter than nothing.
    from === null || until === null ? [] : [{ key, name, durationUs: Math.max(0, until - from) }],
  );
}
