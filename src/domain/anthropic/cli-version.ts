import { headerValue, type HeaderList } from '../http/header-list.ts';
import type { BillingLine } from './billing-line.ts';

/** The version of Claude Code that sent a request, as `2.1.330`: by its user agent, else by its billing line; null where neither says. */
export function cliVersionOf(headers: HeaderList, billing: BillingLine | null): string | null {
  const stated = /^claude-cli\/(\d{1,6}\.\d{1,6}\.\d{1,6})/.exec(headerValue(headers, 'user-agent') ?? '');
  return stated?.[1] ?? /^\d{1,6}\.\d{1,6}\.\d{1,6}/.exec(billing?.version ?? '')?.[0] ?? null;
}
