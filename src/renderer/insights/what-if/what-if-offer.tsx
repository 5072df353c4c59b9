import type { WhatIfFacts } from '../../../domain/insight/what-if-facts.ts';
import type { WhatIfOwner } from '../../../domain/insight/what-if-items.ts';
import { whatIf } from '../../../domain/insight/what-if.ts';
import { formatCost, formatCount, formatShare } from '../../format/quantities.ts';
import { visibleText } from '../../ui/visible-text.tsx';
import { isNeeded, type WhatIfRow } from './what-if-rows.ts';

interface WhatIfOfferProps {
  readonly facts: WhatIfFacts;
  readonly owners: readonly WhatIfOwner[];
  readonly rows: readonly WhatIfRow[];
  /** The items that were never used. */
  readonly unused: readonly string[];
}

const mostNamed = 3;

/** What to begin with while nothing is switched off: all that was never used, and what that comes to. */
export function WhatIfOffer({ facts, owners, rows, unused }: WhatIfOfferProps) {
  if (unused.length === 0) return <div className="what-if-notes dim">Nothing was sent again and again without being used. Switch off what you could do without, to see what that saves.</div>;
  const { before, own } = whatIf(facts, owners, new Set(unused));
  const names = rows
    .filter((row) => row.usage.is === 'never' && !isNeeded(row))
    .toSorted((one, other) => other.own.tokens - one.own.tokens)
    .map(({ name }) => name);
  const named = names.slice(0, mostNamed);
  const perDay = before.costMicroUsd === null || own.costMicroUsd === null ? null : Math.round((before.costMicroUsd - own.costMicroUsd) / facts.days);
  return (
    <div className="what-if-notes">
      <p className="what-if-offer">
        {`Without what was never used: ${formatShare(own.tokensShare)} fewer tokens`}
        {perDay !== null && `, ${formatCost(perDay)} less a day`}.
      </p>
      {named.length > 0 && (
        <p className="dim">
          {visibleText(named.join(', '))}
          {names.length > named.length && ` and ${formatCount(names.length - named.length)} more`} {names.length === 1 ? 'was' : 'were'} sent again and again, and never called.
        </p>
      )}
      <p className="dim">Switch them off together, or line by line: here you only look at what it would come to, and no setting is changed.</p>
    </div>
  );
}
