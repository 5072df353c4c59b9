import type { CostFilter, CostTrendView } from '../../contract/cost-view.ts';

/**
 * What is left when series of a trend are switched off: the filter of all that is shown below. Null where nothing is off, and for owners,
 * which requests share: what a request would have cost without one of them nobody knows.
 */
export function legendFilter(view: Pick<CostTrendView, 'by' | 'series'> | undefined, off: ReadonlySet<string>): CostFilter | null {
  if (view === undefined || view.by === 'owner') return null;
  const keys = view.series.map(({ key }) => key);
  const away = keys.filter((key) => off.has(key));
  if (away.length === 0) return null;
  // The rest are all that have no series: what is left are those that have one.
  return away.includes('rest') ? { by: view.by, keys: keys.filter((key) => !off.has(key)), isOnly: true } : { by: view.by, keys: away, isOnly: false };
}
