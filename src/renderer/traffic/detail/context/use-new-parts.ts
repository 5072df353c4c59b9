import { useEffect, useMemo, useState } from 'react';
import type { ContextView } from '../../../../contract/context-view.ts';
import type { ExchangeRow } from '../../../../contract/exchange-view.ts';
import { useCall } from '../../../bridge/use-call.ts';
import { newParts, type NewParts } from './new-parts.ts';

/** What is new since the request before, or why that is not known (yet). */
export type News =
  | { readonly state: 'known'; readonly parts: NewParts; readonly beforeId: string }
  | { readonly state: 'reading' }
  | { readonly state: 'unknown'; readonly reason: 'no-predecessor' | 'not-analysed' | 'not-stored' | 'too-large' | 'failed' };

/** Compares a request with the one it goes on from. That takes two bodies: it is asked for when what is on the screen has been painted. */
export function useNewParts(row: ExchangeRow, context: ContextView | null): News {
  const isIdle = useIdle();
  const isComparable = context !== null && context.state === 'done' && row.predecessorId !== null;
  const compared = useCall('compareRequests', { id: row.id }, { enabled: isComparable && isIdle });
  const view = compared.data ?? null;
  return useMemo((): News => {
    if (context === null || context.state !== 'done') return { state: 'unknown', reason: 'not-analysed' };
    if (row.predecessorId === null) return { state: 'unknown', reason: 'no-predecessor' };
    if (compared.isError) return { state: 'unknown', reason: 'failed' };
    if (view === null) return { state: 'reading' };
    if (view.state === 'not-compared') return { state: 'unknown', reason: view.reason };
    return { state: 'known', parts: newParts(context, view.comparison.entries), beforeId: view.beforeId };
  }, [context, row.predecessorId, compared.isError, view]);
}

/** False until the browser has had nothing to do for a moment. */
function useIdle(): boolean {
  const [isIdle, setIsIdle] = useState(false);
  useEffect(() => {
    const asked = requestIdleCallback(() => setIsIdle(true), { timeout: 500 });
    return () => cancelIdleCallback(asked);
  }, []);
  return isIdle;
}
