import { headerValue, type HeaderList } from '../http/header-list.ts';

/** Who pays: a subscription, whose prices are API-equivalent, or the owner of an API key, by the token. */
export type Billing = 'subscription' | 'api-key';

/**
 * How a request is paid for, by its headers, whose credentials may be masked. A login of Claude Code sends
 * `Authorization: Bearer` with the beta `oauth-2025-04-20`, a key `x-api-key` (seen in 2.1.330). Null where neither is said:
 * a bearer token alone may be a gateway's.
 */
export function billingOf(headers: HeaderList): Billing | null {
  const betas = (headerValue(headers, 'anthropic-beta') ?? '').split(',').map((beta) => beta.trim());
  const isBearer = /^bearer(?=\s|$)/i.test(headerValue(headers, 'authorization') ?? '');
  if (isBearer && betas.includes('oauth-2025-04-20')) return 'subscription';
  return (headerValue(headers, 'x-api-key') ?? '') === '' ? null : 'api-key';
}
