const credentialNames = new Set([
  'authorization',
  'proxy-authorization',
  'x-authorization',
  'x-forwarded-authorization',
  'authentication',
  'x-api-key',
  'api-key',
  'apikey',
  'x-goog-api-key',
  'x-goog-iam-authorization-token',
  'x-amz-security-token',
  'x-amzn-oidc-data',
  'x-auth',
  'x-auth-key',
  'x-functions-key',
  'ocp-apim-subscription-key',
  'cf-access-jwt-assertion',
  'x-goog-iap-jwt-assertion',
  'dpop',
]);

/** Names that say themselves that a credential follows: `private-token`, `x-csrf-token`, `cf-access-client-secret`. */
const credentialName =
  /(?:^|[-_])(?:[a-z]*token|[a-z]*secret|password|passwd|(?:api|access|session|secret|private|signing|auth|master|litellm)[-_]?key|auth|authorization|credentials?|jwt)$/;

/** Whether a header of this name, in lower case, holds a credential whatever its value. */
export function namesCredential(name: string): boolean {
  return credentialNames.has(name) || credentialName.test(name);
}

/** Names that end like those of credentials, and often are: `x-rapidapi-key`, `x-gateway-pass`, `mcp-session-id`. */
const doubtfulName = /(?:key|(?:^|[-_])pass|(?:^|[-_])session[-_]?id)$/;
/** Keys that open nothing, and what Claude Code and its library say of themselves. */
const harmlessName = /^x-(?:claude-code|stainless)-|(?:^|[-_])(?:idempotency|websocket|cache|surrogate|public|partition|routing|sort|dedup|deduplication)[-_]?key$/;

/** Whether a header of this name, in lower case, holds a credential where its value looks like one. */
export function mayNameCredential(name: string): boolean {
  return doubtfulName.test(name) && !harmlessName.test(name);
}

/** Whether the value of a header of this name, in lower case, is a URL. */
export function namesUrl(name: string): boolean {
  return /(?:^|-)(?:location|referr?er|ur[il])$/.test(name);
}
