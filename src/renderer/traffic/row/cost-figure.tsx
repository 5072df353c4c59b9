import type { ExchangeRow } from '../../../contract/exchange-view.ts';
import { formatCost, formatExactCost } from '../../format/quantities.ts';
import './cost-figure.css';

interface CostFigureProps {
  readonly microUsd: number | null;
  readonly billing: ExchangeRow['billing'];
  /** To the micro-dollar, for figures that are seen to sum. */
  readonly exact?: boolean;
}

/** A cost, marked where it is no bill: with a subscription it is API-equivalent. What is not known stands back. */
export function CostFigure({ microUsd, billing, exact = false }: CostFigureProps) {
  const text = exact ? formatExactCost(microUsd) : formatCost(microUsd);
  if (microUsd === null) return <span className="cost-unknown">{text}</span>;
  if (billing !== 'subscription') return text;
  return (
    <span title={equivalentHint}>
      {text}
      <EquivalentMark />
    </span>
  );
}

/** Said of a cost that a subscription covers. */
export const equivalentHint = 'API-equivalent: what it would have cost by the token. A subscription covers it.';

/** The short mark of a cost that a subscription covers. */
export function EquivalentMark() {
  return (
    <>
      <span className="cost-equivalent" title={equivalentHint} aria-hidden="true">
        eq
      </span>
      <span className="for-screen-readers"> API-equivalent</span>
    </>
  );
}
