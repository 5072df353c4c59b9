import type { ExchangeFromFile } from './exchange-from-file.ts';

/** The exchange as if all of it had been so many microseconds later. */
export function movedInTime(exchange: ExchangeFromFile, byUs: number): ExchangeFromFile {
  const moved = (atUs: number | null): number | null => (atUs === null ? null : atUs + byUs);
  const { timing, rating } = exchange;
  return {
    ...exchange,
    timing: {
      requestStartedAtUs: timing.requestStartedAtUs + byUs,
      requestReceivedAtUs: moved(timing.requestReceivedAtUs),
      requestForwardedAtUs: moved(timing.requestForwardedAtUs),
      responseStartedAtUs: moved(timing.responseStartedAtUs),
      responseDeliveredAtUs: moved(timing.responseDeliveredAtUs),
    },
    rating: rating === null ? null : { ...rating, ratedAtUs: rating.ratedAtUs + byUs },
    contentRemovedAtUs: moved(exchange.contentRemovedAtUs),
  };
}

/** The last moment that exchanges tell of, in microseconds; null where there are none. */
export async function lastMoment(exchanges: AsyncIterable<ExchangeFromFile>): Promise<number | null> {
  let lastUs: number | null = null;
  for await (const { timing } of exchanges) lastUs = Math.max(lastUs ?? 0, timing.responseDeliveredAtUs ?? timing.responseStartedAtUs ?? timing.requestStartedAtUs);
  return lastUs;
}
