import { mask } from './mask.ts';
import type { Masked } from './mask.ts';

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

/** A URL or request target with user information and credential parameters masked at their length. */
export function maskUrl(url: string): Masked<string> {
  const secrets: string[] = [];
  const hide = (secret: string): string => {
    secrets.push(secret, ...decoded(secret));
    return mask(secret);
  };
  const value = url
    .replace(/^([a-z][a-z0-9+.-]*:\/\/)([^/?#@]*(?:@[^/?#@]*)*)@/i, (_, start: string, userInformation: string) => {
      const password = userInformation.slice(userInformation.indexOf(':') + 1);
      secrets.push(password, ...decoded(password));
      return `${start}${mask(userInformation)}@`;
    })
    .replace(/([?&;#])([^=?&;#]*)=([^&;#]*)/g, (pair, mark: string, name: string, secret: string) =>
      secret !== '' && isCredential(name) ? `${mark}${name}=${hide(secret)}` : pair,
    );
  return { value, secrets };
}

/** A request line with the credentials of its target masked (RFC 9112, section 3). */
export function maskRequestLine(line: string): Masked<string> {
  const [, method = '', target = '', rest = ''] = /^(\S+ +)(.*?)( +HTTP\/\d\.\d\s*)$/.exec(line) ?? [];
  if (target === '') return { value: line, secrets: [] };
  const masked = maskUrl(target);
  return { value: method + masked.value + rest, secrets: masked.secrets };
}

function isCredential(name: string): boolean {
  const plain = decoded(name)[0] ?? name;
  return credentialParameters.has(plain.toLowerCase().replaceAll(/[-_.]/g, ''));
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
