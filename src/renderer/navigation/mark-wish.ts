import { holdWish } from './wish.ts';

/** A point in time that is to be marked. */
export interface MarkWish {
  readonly atUs: number;
}

const { wish, useWish } = holdWish<MarkWish>();

/** Asks for a point in time to be marked: whoever shows the dialog for it opens it. Null when it is closed. */
export const wishToMark = wish;

/** The point that is wished to be marked; null while there is no such wish. */
export const useMarkWish = useWish;
