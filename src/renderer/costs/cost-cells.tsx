import { formatCompact, formatCost, formatCount, formatCounted, formatExactCost, formatTokenCount, unknownFigure } from '../format/quantities.ts';

/** Dollars for sorting and for tables elsewhere; null is not known. */
export function dollarsOf(microUsd: number | null): number | null {
  return microUsd === null ? null : microUsd / 1_000_000;
}

/** A cost, exact when the pointer rests on it; a sign where requests are in it whose price nobody knows. */
export function costCell(microUsd: number | null, withoutPrice: number) {
  const left = withoutPrice === 0 ? '' : `, and ${formatCounted(withoutPrice, 'request')} without a known price`;
  const figure = microUsd !== null && microUsd < 0 ? `−${formatCost(-microUsd)}` : formatCost(microUsd);
  return (
    <span className={microUsd === null ? 'costs-unknown' : undefined} title={`${formatExactCost(microUsd)}${left}`}>
      {figure}
      {withoutPrice > 0 && microUsd !== null && <span className="page-attention costs-more">+</span>}
    </span>
  );
}

export function tokensCell(tokens: number) {
  return <span title={formatTokenCount(tokens, false)}>{formatCompact(tokens)}</span>;
}

export function countCell(count: number | null) {
  return count === null ? <span className="costs-unknown">{unknownFigure}</span> : formatCount(count);
}
