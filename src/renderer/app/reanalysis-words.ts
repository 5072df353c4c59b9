import type { StatusView } from '../../contract/status-view.ts';
import { formatCount } from '../format/quantities.ts';

/** How far the stored requests have been analysed again: `Analysing again: 1,204 of 20,000`. */
export function reanalysisWords({ left, total }: StatusView['reanalysis']): string {
  // Requests may be removed or come in between the two counts.
  return `Analysing again: ${formatCount(Math.max(0, total - left))} of ${formatCount(total)}`;
}
