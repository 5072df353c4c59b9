import { sourceOfKey } from '../../../domain/attribution/source-key.ts';
import type { Finding } from '../../../domain/insight/finding.ts';
import type { InsightRange } from '../../../contract/insight-view.ts';
import { timeFilter } from '../../evidence/time-filter.ts';

const owners = ['mcp', 'skills', 'memory', 'tool'] as const;

/** The source or owner that a finding is about, by the key of its page; null where it is about none. */
export function pageOf({ subject: { key } }: Pick<Finding, 'subject'>): string | null {
  return sourceOfKey(key) !== null || owners.some((owner) => key === owner || key.startsWith(`${owner}/`)) ? key : null;
}

// All days begin there: it narrows nothing.
const sinceEver = / ?\bafter:1970-01-01T00:00:00\.000Z/;

/** The text of a filter that lists the requests of a finding in its days; null where none says it. */
export function filterOf({ evidence: { filter } }: Pick<Finding, 'evidence'>, { fromUs, untilUs }: InsightRange): string | null {
  if (filter === null) return null;
  // Some say their own times.
  const has = (field: string) => new RegExp(`(?:^|\\s)${field}:`).test(filter);
  const whole = [filter, timeFilter(has('after') ? undefined : fromUs, has('before') ? undefined : untilUs)].filter((part) => part !== '').join(' ');
  return whole.replace(sinceEver, '');
}
