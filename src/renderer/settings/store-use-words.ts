import type { RetentionLimits, StoreUseView } from '../../contract/retention-view.ts';
import { formatDay } from '../format/moments.ts';
import { formatBytes, formatCounted } from '../format/quantities.ts';

/** `1.2 GB of 2 GB, 41,200 requests, the oldest of 12 Oct.` */
export function spaceWords({ usedBytes, limits, exchanges, withContent, oldestUs }: StoreUseView): string {
  const of = limits.megabytes === 0 ? '' : ` of ${formatBytes(limits.megabytes * 1_000_000)}`;
  const figuresOnly = exchanges - withContent;
  const parts = [
    `${formatBytes(usedBytes)}${of}`,
    formatCounted(exchanges, 'request'),
    ...(oldestUs === null ? [] : [`the oldest of ${formatDay(oldestUs)}`]),
    ...(figuresOnly > 0 && withContent > 0 ? [`${formatCounted(withContent, 'request')} with content`] : []),
  ];
  return `${parts.join(', ')}.`;
}

/** When what limit is reached, in a sentence or two. */
export function forecastWords({ limits, daysUntilFull }: StoreUseView): string {
  return [byDays(limits), bySpace(limits, daysUntilFull)].join(' ');
}

function byDays({ days }: RetentionLimits): string {
  if (days === 0) return 'Content is kept however old it is.';
  return days === 1 ? 'Content goes after a day.' : `Content goes after ${days} days.`;
}

function bySpace({ megabytes }: RetentionLimits, daysUntilFull: number | null): string {
  if (megabytes === 0) return 'There is no limit to the space.';
  if (daysUntilFull === null || daysUntilFull > 1000) return 'The limit of space is not in sight.';
  if (daysUntilFull < 1) return 'At the rate of the last 7 days the limit of space is reached within a day: then the oldest content goes.';
  return `At the rate of the last 7 days the limit of space is reached in about ${formatCounted(Math.round(daysUntilFull), 'day')}: then the oldest content goes.`;
}
