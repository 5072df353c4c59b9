import type { SessionView } from '../../contract/exchange-view.ts';
import { useCall } from '../bridge/use-call.ts';
import { CostFigure } from './cost-figure.tsx';

/** What a session cost; API-equivalent where a subscription covers it, or a part of it. */
export function SessionCost({ session }: { readonly session: SessionView }) {
  // Who pays is known from the first bill on, and does not change with each one.
  const costs = useCall('readCosts', { sessionId: session.id, by: 'session', limit: 1 }, { enabled: session.costMicroUsd !== null });
  const covered = costs.data?.total.subscriptionMicroUsd ?? null;
  return <CostFigure microUsd={session.costMicroUsd} billing={covered === null ? null : 'subscription'} />;
}
