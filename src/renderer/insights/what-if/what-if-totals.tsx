import type { WhatIf, WhatIfAmount } from '../../../domain/insight/what-if.ts';
import { cacheStates, type CacheState } from '../../../domain/cost/cache-state.ts';
import { formatCost, formatCount, formatExactCost, formatShare, formatTokenCount } from '../../format/quantities.ts';

type Sides = 'none' | 'own' | 'both';

interface WhatIfTotalsProps {
  readonly result: WhatIf;
  /** Local days that the figures are of. */
  readonly days: number;
  /** What there is to compare with: nothing until something is switched off, and what its use brought only where that is anything. */
  readonly sides: Sides;
}

const stateNames: Readonly<Record<CacheState, string>> = { read: 'read from the cache', 'written-1h': 'written for an hour', 'written-5m': 'written for 5 minutes', plain: 'not cached' };

/** Tokens and cost as they were and as they would have been: without what is sent anyway, and without what its use brought too. */
export function WhatIfTotals({ result, days, sides }: WhatIfTotalsProps) {
  const { before, own, all } = result;
  const each = (microUsd: number | null, times: number) => (microUsd === null ? null : Math.round((microUsd * times) / days));
  const shownStates = cacheStates.filter((state) => before.tokensByState[state] > 0 || own.tokensByState[state] > 0);
  return (
    <section className="what-if-totals" aria-label="What it comes to">
      <table className="what-if-sums">
        <thead>
          <tr>
            <th scope="col"><span className="for-screen-readers">Figure</span></th>
            <th scope="col">As it was</th>
            {sides !== 'none' && <th scope="col" colSpan={2}>Without what is switched off</th>}
            {sides === 'both' && <th scope="col" colSpan={2} className="what-if-second">and without what its use brought</th>}
          </tr>
        </thead>
        <tbody>
          <Line sides={sides} name="Tokens of prompts" isMain before={formatCount(before.tokens)} titles={[before, own, all].map(({ tokens }) => formatTokenCount(tokens, false))} after={formatCount(own.tokens)} less={own.tokensShare} last={formatCount(all.tokens)} lessAtLast={all.tokensShare} />
          {shownStates.map((state) => (
            <Line key={state} sides={sides} name={stateNames[state]} isPart before={formatCount(before.tokensByState[state])} titles={[before, own, all].map(({ tokensByState }) => formatTokenCount(tokensByState[state], false))} after={formatCount(own.tokensByState[state])} less={lessBy(before.tokensByState[state], own.tokensByState[state])} last={formatCount(all.tokensByState[state])} lessAtLast={lessBy(before.tokensByState[state], all.tokensByState[state])} />
          ))}
          <Line sides={sides} name="Cost" isMain before={formatCost(before.costMicroUsd)} titles={[before, own, all].map(({ costMicroUsd }) => formatExactCost(costMicroUsd))} after={formatCost(own.costMicroUsd)} less={own.costShare} last={formatCost(all.costMicroUsd)} lessAtLast={all.costShare} />
          {[['a day', 1] as const, ['a week', 7] as const].map(([name, times]) => (
            <Line key={name} sides={sides} name={name} isPart before={formatCost(each(before.costMicroUsd, times))} titles={[before, own, all].map(({ tokens }) => formatTokenCount(Math.round((tokens * times) / days), false))} after={formatCost(each(own.costMicroUsd, times))} less={own.costShare} last={formatCost(each(all.costMicroUsd, times))} lessAtLast={all.costShare} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface LineProps {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly last: string;
  readonly less: number | null;
  readonly lessAtLast: number | null;
  readonly titles?: readonly string[];
  readonly sides: Sides;
  readonly isMain?: boolean;
  readonly isPart?: boolean;
}

function Line({ name, before, after, last, less, lessAtLast, titles = [], sides, isMain = false, isPart = false }: LineProps) {
  return (
    <tr className={isMain ? 'what-if-main' : isPart ? 'what-if-part' : undefined}>
      <th scope="row">{name}</th>
      <td title={titles[0]}>{before}</td>
      {sides !== 'none' && (
        <>
          <td title={titles[1]}>{after}</td>
          <td className="what-if-less">{lessWords(less)}</td>
        </>
      )}
      {sides === 'both' && (
        <>
          <td className="what-if-second" title={titles[2]}>{last}</td>
          <td className="what-if-less">{lessWords(lessAtLast)}</td>
        </>
      )}
    </tr>
  );
}

/** `−39 %`; `~0 %` of what is hardly less, and nothing where nothing is. */
function lessWords(share: number | null): string {
  if (share === null || share === 0) return '';
  if (Math.abs(share) < 0.005) return `~${formatShare(0)}`;
  return share < 0 ? `+${formatShare(-share)}` : `−${formatShare(share)}`;
}

function lessBy(before: number, after: number): WhatIfAmount['tokensShare'] {
  return before === 0 ? null : (before - after) / before;
}
