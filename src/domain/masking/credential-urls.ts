import { maskText } from './mask-text.ts';
import { mask } from './mask.ts';
import type { Masked } from './mask.ts';
import { maskVerbatim } from './mask-verbatim.ts';

/** Names of query parameters that carry credentials, without case, dashes, underscores and dots. */
const credentialParameters = new Set([
  'key',
  'apikey',
  'token',
  'accesstoken',
  'authtoken',
  'bearertoken',
  'idtoken',
  'refreshtoken',
  'sessiontoken',
  'securitytoken',
  'auth',
  'authorization',
  'password',
  'passwd',
  'pwd',
  'secret',
  'clientsecret',
  'clientassertion',
  'assertion',
  'jwt',
  'code',
  'codeverifier',
  'sig',
  'signature',
  'xamzsignature',
  'xamzcredential',
  'xamzsecuritytoken',
  'xgoogsignature',
  'xgoogcredential',
]);

/** How many URLs within one another are looked into. */
const deepestUrl = 2;

/**
 * A URL or request target with user information and credential parameters masked at their length, and what the masking rules
 * find in the rest of it, but for those in `rulesOff`.
 */
export function maskUrl(url: string, rulesOff: readonly string[] = []): Masked<string> {
  const named = maskNested(url, rulesOff, deepestUrl);
  const ruled = maskText(named.value, rulesOff);
  return { value: ruled.value, secrets: [...named.secrets, ...ruled.secrets] };
}

function maskNested(url: string, rulesOff: readonly string[], levelsLeft: number): Masked<string> {
  const secrets: string[] = [];
  const hide = (secret: string): string => {
    secrets.push(secret, ...decoded(secret));
    return mask(secret);
  };
  // The value of a parameter may be a URL of its own, encoded or not.
  const hideInside = (pair: string): string => {
    const inside = (decoded(pair)[0] ?? pair).slice(1);
    const isUrl = levelsLeft > 0 && /[?&;#]/.test(inside);
    // What no rule knows while it is encoded, a rule may know decoded.
    const found = [...(isUrl ? maskNested(inside, rulesOff, levelsLeft - 1).secrets : []), ...(pair.includes('%') ? maskText(inside, rulesOff).secrets : [])];
    if (found.length === 0) return pair;
    const spelled = [...new Set(found.flatMap((secret) => [secret, encodeURIComponent(secret)]))];
    secrets.push(...spelled);
    return maskVerbatim([pair], spelled)[0] ?? mask(pair);
  };
  const value = url
    .replace(/^([a-z][a-z0-9+.-]*:\/\/)([^/?#@]*(?:@[^/?#@]*)*)@/i, (_, start: string, userInformation: string) => {
      const password = userInformation.slice(userInformation.indexOf(':') + 1);
      secrets.push(password, ...decoded(password));
      return `${start}${mask(userInformation)}@`;
    })
    .replace(/([?&;#])([^=?&;#]*)=([^&;#]*)/g, (pair, mark: string, name: string, secret: string) =>
      secret !== '' && isCredential(name) ? `${mark}${name}=${hide(secret)}` : hideInside(pair),
    );
  return { value, secrets };
}

/** A request line with the credentials of its target masked (RFC 9112, section 3). */
export function maskRequestLine(line: string, rulesOff: readonly string[] = []): Masked<string> {
  const method = /^\S+ +/.exec(line)?.[0] ?? '';
  const targetAndBlanks = line.slice(method.length, Math.max(method.length, line.lastIndexOf(' HTTP/')));
  const target = targetAndBlanks.trimEnd();
  if (target === '') return { value: line, secrets: [] };
  const masked = maskUrl(target, rulesOff);
  return { value: method + masked.value + line.slice(method.length + target.length), secrets: masked.secrets };
}

function isCredential(name: string): boolean {
  const plain = decoded(name)[0] ?? name;
  const joined = plain.toLowerCase().replaceAll(/[-_.]/g, '');
  return credentialParameters.has(joined) || /(?:apikey|token|secret|password|signature|credential|sessionkey|accesskey)$/.test(joined);
}

/** The text without percent-encoding, where that makes a difference and is ASCII: bodies hold it like this. */
function decoded(text: string): string[] {
  if (!text.includes('%')) return [];
  try {
    const plain = decodeURIComponent(text);
    return /^[\x20-\x7e]*$/.test(plain) ? [plain] : [];
  } catch {
    return [];
  }
}
