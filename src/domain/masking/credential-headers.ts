import type { HeaderList } from '../http/header-list.ts';
import { octetsOfBase64 } from '../octets/octets-as-text.ts';
import { mayNameCredential, namesCredential, namesUrl } from './credential-header-names.ts';
import { CredentialNeedles } from './credential-needles.ts';
import { maskUrl } from './credential-urls.ts';
import { mask } from './mask.ts';
import type { Masked } from './mask.ts';
import { maskTexts } from './mask-text.ts';
import { maskVerbatim, standsOut } from './mask-verbatim.ts';
import { readingsOf } from './percent-encoding.ts';
import { looksMixed } from './secret-values.ts';
import { isUuid } from './seen-credentials.ts';

/**
 * Headers with every credential in them masked, names, order and lengths kept. Of a value the scheme word (`Bearer `), the
 * names of cookies and the mark that tells a key (`ghp_`) stay readable, never a character of the secret. Values that no name
 * tells are looked through by the masking rules, but for those in `rulesOff`. `known` are credentials seen before: they are
 * masked wherever they stand. Texts are latin-1, one character a byte. The secrets told are those to be looked for elsewhere
 * too: not the `javascript` of a cookie that says a language.
 */
export function maskHeaders(headers: HeaderList, known: readonly string[] = [], rulesOff: readonly string[] = []): Masked<HeaderList> {
  const secrets = new Set<string>();
  const named = headers.map(([name, value]): HeaderList[number] => {
    const rule = ruleOf(name.trim().toLowerCase());
    if (rule === null) return [name, value];
    const found = rule(value, rulesOff);
    for (const secret of found.secrets) if (standsOut(secret)) secrets.add(secret);
    return [name, found.value];
  });
  const ruled = maskTexts(named.flat(), rulesOff);
  for (const secret of ruled.secrets) secrets.add(secret);
  const ofKnown = CredentialNeedles.of(known);
  const others = [...secrets].filter((secret) => !ofKnown.has(secret));
  const texts = maskVerbatim(maskVerbatim(ruled.value, known), others);
  return { value: named.map((_, index) => [texts[2 * index] ?? '', texts[2 * index + 1] ?? '']), secrets: [...secrets] };
}

type Rule = (value: string, rulesOff: readonly string[]) => Masked<string>;

const rules: Readonly<Record<string, Rule>> = {
  cookie: (value) => maskCookies(value, () => true),
  // The first pair is the cookie, the rest are its attributes (RFC 6265, section 4.1).
  'set-cookie': (value) => maskCookies(value, (index) => index === 0),
  'set-cookie2': (value) => maskCookies(value, (index) => index === 0),
  link: maskLinks,
  'sec-websocket-protocol': maskSubprotocols,
};

function ruleOf(name: string): Rule | null {
  const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
  if (rule !== undefined) return rule;
  if (namesUrl(name)) return maskUrl;
  if (namesCredential(name)) return maskCredential;
  if (mayNameCredential(name)) return (value) => maskDoubtful(name, value);
  // A challenge names the same schemes (RFC 9110, section 11.6.1).
  return name.endsWith('-authenticate') ? null : maskSelfNamed;
}

/** Gateways take credentials in headers of any name; these values say themselves what they are. */
function maskSelfNamed(value: string): Masked<string> {
  return /^\s*(?:bearer|basic)[ \t]+\S/i.test(value) ? maskCredential(value) : { value, secrets: [] };
}

const glancedAt = 256;

function maskDoubtful(name: string, value: string): Masked<string> {
  const names = name.endsWith('id') && isUuid(value.trim());
  return looksMixed(value.slice(0, glancedAt)) && !names ? maskCredential(value) : maskSelfNamed(value);
}

/** Only these words are left readable: the first word of an unknown scheme could be the secret. */
const scheme = /^\s*(?:bearer|basic|digest|token|apikey|negotiate|ntlm|hoba|mutual|vapid|dpop|bot|oauth|aws4-hmac-sha256|scram-sha-\d+)[ \t]+/i;

function maskCredential(value: string): Masked<string> {
  const readable = scheme.exec(value)?.[0] ?? '';
  const secret = value.slice(readable.length);
  const login = /^\s*basic/i.test(readable) ? loginOf(secret) : [];
  return { value: readable + mask(secret), secrets: [secret, ...partsOf(secret), ...login].filter((part) => part !== '') };
}

/** What of a value with blanks, commas or names in it may be repeated alone; names of headers that were signed are such parts as well, and no credentials. */
function partsOf(value: string): string[] {
  const parts = value.split(/[\s,;"]+/).map((part) => part.replace(/^[\w-]{1,64}=(?=[^=])/, ''));
  return parts.filter((part) => part !== value && (/^[A-Za-z0-9]+$/.test(part) || looksMixed(part.slice(0, glancedAt))));
}

/** The password, and the name, which is the key where there is none (RFC 7617). */
function loginOf(value: string): string[] {
  const login = octetsOfBase64(value.trim());
  const colon = login?.indexOf(':') ?? -1;
  return login === null || colon === -1 ? [] : [login.slice(colon + 1), ...(colon === login.length - 1 ? [login.slice(0, colon)] : [])];
}

/** The targets of links (RFC 8288, section 3), which stand between angle brackets. */
function maskLinks(value: string, rulesOff: readonly string[]): Masked<string> {
  const asOneUrl = maskUrl(value.replaceAll(/[<>]/g, '#'), rulesOff);
  return { value: asOneUrl.value.replaceAll('#', (_, at: number) => value.charAt(at)), secrets: asOneUrl.secrets };
}

/** Browsers cannot send other headers with a WebSocket, so that tokens are offered as names of protocols. */
function maskSubprotocols(value: string): Masked<string> {
  const secrets: string[] = [];
  const masked = value.replaceAll(/[^\s,.]{16,}/g, (part) => {
    if (!looksMixed(part.slice(0, glancedAt))) return part;
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
    if (secret !== '') for (const reading of readingsOf(secret.trimEnd().replace(/^"(.*)"$/, '$1'))) secrets.push(reading);
    return readable + mask(secret);
  });
  return { value: pairs.join(';'), secrets };
}
