import type { HeaderList } from '../http/header-list.ts';
import { maskUrl } from './credential-urls.ts';
import { mask } from './mask.ts';
import type { Masked } from './mask.ts';
import { maskTexts } from './mask-text.ts';
import { maskVerbatim } from './mask-verbatim.ts';
import { looksMixed } from './secret-values.ts';

/**
 * Headers with every credential in them masked, names, order and lengths kept. Of a value the scheme word (`Bearer `), the
 * names of cookies and the mark that tells a key (`ghp_`) stay readable, never a character of the secret. Values that no name
 * tells are looked through by the masking rules, but for those in `rulesOff`. `known` are credentials seen before in the same
 * exchange: they are masked wherever they stand. Texts are latin-1, one character a byte.
 */
export function maskHeaders(headers: HeaderList, known: readonly string[] = [], rulesOff: readonly string[] = []): Masked<HeaderList> {
  const secrets: string[] = [];
  const named = headers.map(([name, value]): HeaderList[number] => {
    const rule = ruleOf(name.trim().toLowerCase());
    if (rule === null) return [name, value];
    const found = rule(value);
    secrets.push(...found.secrets);
    return [name, found.value];
  });
  const ruled = maskTexts(named.flat(), rulesOff);
  secrets.push(...ruled.secrets);
  const texts = maskVerbatim(maskVerbatim(ruled.value, known), secrets);
  return { value: named.map((_, index) => [texts[2 * index] ?? '', texts[2 * index + 1] ?? '']), secrets };
}

type Rule = (value: string) => Masked<string>;

const rules: Readonly<Record<string, Rule>> = {
  cookie: (value) => maskCookies(value, () => true),
  // The first pair is the cookie, the rest are its attributes (RFC 6265, section 4.1).
  'set-cookie': (value) => maskCookies(value, (index) => index === 0),
  'set-cookie2': (value) => maskCookies(value, (index) => index === 0),
  location: (value) => maskUrl(value),
  'content-location': (value) => maskUrl(value),
  referer: (value) => maskUrl(value),
  'sec-websocket-protocol': maskSubprotocols,
};

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

function ruleOf(lowerCaseName: string): Rule | null {
  const rule = Object.hasOwn(rules, lowerCaseName) ? rules[lowerCaseName] : undefined;
  if (rule !== undefined) return rule;
  if (credentialNames.has(lowerCaseName) || credentialName.test(lowerCaseName)) return maskCredential;
  // A challenge names the same schemes (RFC 9110, section 11.6.1).
  return lowerCaseName.endsWith('-authenticate') ? null : maskSelfNamed;
}

/** Gateways take credentials in headers of any name; these values say themselves what they are. */
function maskSelfNamed(value: string): Masked<string> {
  return /^\s*(?:bearer|basic)[ \t]+\S/i.test(value) ? maskCredential(value) : { value, secrets: [] };
}

/** Only these words are left readable: the first word of an unknown scheme could be the secret. */
const scheme = /^\s*(?:bearer|basic|digest|token|apikey|negotiate|ntlm|hoba|mutual|vapid|dpop|bot|oauth|aws4-hmac-sha256|scram-sha-\d+)[ \t]+/i;

function maskCredential(value: string): Masked<string> {
  const readable = scheme.exec(value)?.[0] ?? '';
  const secret = value.slice(readable.length);
  return { value: readable + mask(secret), secrets: secret === '' ? [] : [secret] };
}

/** Browsers cannot send other headers with a WebSocket, so that tokens are offered as names of protocols. */
function maskSubprotocols(value: string): Masked<string> {
  const secrets: string[] = [];
  const masked = value.replaceAll(/[^\s,.]{16,}/g, (part) => {
    if (!looksMixed(part)) return part;
    secrets.push(part);
    return mask(part);
  });
  return { value: masked, secrets };
}

function maskCookies(value: string, isCookie: (index: number) => boolean): Masked<string> {
  const secrets: string[] = [];
  const pairs = value.split(';').map((pair, index) => {
    if (!isCookie(index)) return pair;
    const [, readable = '', secret = ''] = /^([^=]*=\s*|\s*)(.*)$/s.exec(pair) ?? [];
    if (secret !== '') secrets.push(secret.trimEnd());
    return readable + mask(secret);
  });
  return { value: pairs.join(';'), secrets };
}
