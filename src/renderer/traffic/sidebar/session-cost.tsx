import type { SessionView } from '../../../contract/exchange-view.ts';
import { CostFigure } from '../row/cost-figure.tsx';

/** What a session cost; API-equivalent where a subscription covers it, or a part of it. */
export function SessionCost({ session }: { readonly session: SessionView }) {
  return <CostFigure microUsd={session.costMicroUsd} billing={session.subscriptionMicroUsd === null ? null : 'subscription'} />;
}
