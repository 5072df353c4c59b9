import type { RetentionLimits } from '../../../contract/retention-view.ts';

/** What the store takes, and what of it may go: nothing that is open, not analysed yet, or exempt. */
export interface StoreAtHand {
  /** The file and its log, without free pages. */
  readonly usedBytes: number;
  /** When the oldest exchange began that has content which may go; null where none has. */
  readonly oldestContentUs: number | null;
  /** The same of one without content, whose row may go. */
  readonly oldestRowUs: number | null;
  /** The limit of megabytes was exceeded, and is made room below. */
  readonly isMakingRoom: boolean;
}

export type NextRemoval =
  /** The oldest content; of exchanges that began before `beforeUs`, or of any (null). */
  | { readonly removes: 'content'; readonly because: 'days' | 'megabytes'; readonly beforeUs: number | null }
  | { readonly removes: 'rows'; readonly because: 'megabytes' }
  /** `isFull`: what is left is exempt, and takes more than the limit. */
  | { readonly removes: 'nothing'; readonly isFull: boolean };

const usDay = 86_400_000_000;
/** Decimal, as the window shows sizes. */
const bytesOfMegabyte = 1_000_000;
/** Room is made for more than the next request. */
const roomBelow = 0.95;

/** What goes next, if anything: by age first, then for want of space; content before rows. */
export function nextRemoval(limits: Pick<RetentionLimits, 'days' | 'megabytes'>, store: StoreAtHand, nowUs: number): NextRemoval {
  const beforeUs = nowUs - limits.days * usDay;
  if (limits.days > 0 && store.oldestContentUs !== null && store.oldestContentUs < beforeUs) return { removes: 'content', because: 'days', beforeUs };
  if (!isOver(limits, store)) return { removes: 'nothing', isFull: false };
  if (store.oldestContentUs !== null) return { removes: 'content', because: 'megabytes', beforeUs: null };
  if (store.oldestRowUs !== null) return { removes: 'rows', because: 'megabytes' };
  return { removes: 'nothing', isFull: store.usedBytes > limitBytes(limits) };
}

function isOver(limits: Pick<RetentionLimits, 'megabytes'>, { usedBytes, isMakingRoom }: StoreAtHand): boolean {
  if (limits.megabytes === 0) return false;
  return usedBytes > limitBytes(limits) * (isMakingRoom ? roomBelow : 1);
}

/** In bytes; meaningless for 0, which is no limit. */
export function limitBytes({ megabytes }: Pick<RetentionLimits, 'megabytes'>): number {
  return megabytes * bytesOfMegabyte;
}
