import type { BodySide } from '../reads.ts';

/** The number of a body: twice that of its exchange, and one more for the response. */
export function bodyNumber(exchangeNumber: number, side: BodySide): number {
  return exchangeNumber * 2 + (side === 'request' ? 0 : 1);
}
