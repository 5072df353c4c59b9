import type { WhatIfFacts } from '../../../domain/insight/what-if-facts.ts';
import type { WhatIf } from '../../../domain/insight/what-if.ts';
import { formatCost, formatCounted } from '../../format/quantities.ts';
import { whyCostIsLess } from './why-cost.ts';

/** What the figures rest on, in sentences: why tokens and cost differ, what is estimated, what else might have happened. */
export function WhatIfNotes({ facts, result }: { readonly facts: WhatIfFacts; readonly result: WhatIf }) {
  const { own, all, calls } = result;
  const useTokens = own.tokens - all.tokens;
  const notes = [
    whyCostIsLess(result),
    useTokens === 0 ? null : `${calls === 0 ? 'What it was used for' : formatCounted(calls, 'call')} would be gone too, with ${calls === 1 ? 'its result' : 'the results'}: the model may have done something else instead, so the last two columns are the most it can be.`,
    all.missedRequests === 0 ? null : `${formatCounted(all.missedRequests, 'cache miss', 'cache misses')} came of a change of what is switched off: without ${all.missedRequests === 1 ? 'it' : 'them'} about ${formatCost(own.missedRequests > 0 ? own.missedMicroUsd : all.missedMicroUsd)} more would have been saved. That is an estimate, and in no figure above.`,
    own.priceMicroUsd === 0 ? null : `${formatCost(Math.abs(own.priceMicroUsd))} of it is ${own.priceMicroUsd < 0 ? 'less' : 'more'} because shorter prompts have another price, of answers too.`,
    own.uncachedMicroUsd === 0 ? null : `What is left of some prompts is too short to be cached: that costs ${formatCost(Math.abs(own.uncachedMicroUsd))} ${own.uncachedMicroUsd < 0 ? 'less' : 'more'}.`,
    facts.notLookedAt === 0 || own.tokensShare === 0 ? null : `Of ${formatCounted(facts.notLookedAt, 'request')} it was not worked out whether another price would hold: they are too many.`,
    facts.total.withoutPrice === 0 ? null : `What ${formatCounted(facts.total.withoutPrice, 'request')} cost is not known: their tokens are in the figures, and no cost.`,
  ].filter((note) => note !== null);
  return (
    <div className="what-if-notes dim">
      {notes.map((note) => <p key={note}>{note}</p>)}
    </div>
  );
}

