import type { WhatIf } from '../../../domain/insight/what-if.ts';
import { formatCost, formatShare } from '../../format/quantities.ts';

/** Why so many fewer tokens are so much less cost, in one sentence; null where nothing is switched off, or no price is known. */
export function whyCostIsLess({ before, own, all }: WhatIf): string | null {
  const after = own.tokens < before.tokens ? own : all;
  const { tokensShare, costShare } = after;
  if (tokensShare === null || costShare === null || tokensShare === 0) return null;
  const gone = before.tokens - after.tokens;
  const readShare = Math.max(0, before.tokensByState.read - after.tokensByState.read) / gone;
  const saved = `${formatShare(tokensShare)} fewer tokens are ${formatShare(Math.max(0, costShare))} less cost${before.costMicroUsd === null || after.costMicroUsd === null ? '' : ` (${formatCost(before.costMicroUsd - after.costMicroUsd)})`}`;
  if (readShare < 0.05) return `${saved}: next to none of what goes was read from the cache, and answers cost what they did.`;
  return `${saved}: ${formatShare(readShare)} of what goes was read from the cache, where a token costs a tenth, and answers cost what they did.`;
}
