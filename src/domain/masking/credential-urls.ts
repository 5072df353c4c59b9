import { maskText, secretPlaces } from './mask-text.ts';
import { standsOut } from './mask-verbatim.ts';
import type { Masked } from './mask.ts';
import { maskPlaces, MaskedPlaces } from './masked-places.ts';
import { decodedOnce, mostEncodings, readingsOf } from './percent-encoding.ts';

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

/**
 * A URL or request target with user information and credential parameters masked at their length, and what the masking rules
 * find in the rest of it, but for those in `rulesOff`; all of it as it stands and as it reads decoded.
 */
export function maskUrl(url: string, rulesOff: readonly string[] = []): Masked<string> {
  const places = new MaskedPlaces();
  const secrets = new Set<string>();
  for (const { masked, readings } of findsIn(url, url, rulesOff, mostEncodings)) {
    places.add(masked.start, masked.end);
    for (const reading of readings) secrets.add(reading);
  }
  return { value: maskPlaces(url, places.list), secrets: [...secrets] };
}

/** A request line, its method and its target with the credentials in them masked (RFC 9112, section 3). */
export interface MaskedRequestLine {
  readonly line: string;
  readonly method: string;
  readonly target: string;
  /** Those of them that are to be looked for elsewhere too. */
  readonly secrets: readonly string[];
}

export function maskRequestLine(line: string, rulesOff: readonly string[] = []): MaskedRequestLine {
  const methodAndBlanks = /^\S+ +/.exec(line)?.[0] ?? '';
  const method = methodAndBlanks.trimEnd();
  const versionAt = line.lastIndexOf(' HTTP/');
  const target = line.slice(methodAndBlanks.length, Math.max(0, versionAt)).trimEnd();
  const rest = line.slice(methodAndBlanks.length + target.length);
  const isRequestLine = target !== '' && /^ +HTTP\/\d\.\d\s*$/.test(rest);
  if (!isRequestLine) {
    const whole = maskText(line, rulesOff);
    return { line: whole.value, method: '', target: '', secrets: whole.secrets };
  }
  const maskedMethod = /^[A-Z]{1,17}$/.test(method) ? { value: method, secrets: [] } : maskText(method, rulesOff);
  const maskedTarget = maskUrl(target, rulesOff);
  return {
    line: maskedMethod.value + methodAndBlanks.slice(method.length) + maskedTarget.value + rest,
    method: maskedMethod.value,
    target: maskedTarget.value,
    secrets: [...maskedMethod.secrets, ...maskedTarget.secrets].filter(standsOut),
  };
}

interface Place {
  readonly start: number;
  readonly end: number;
}

interface Find {
  readonly masked: Place;
  readonly secret: Place;
  /** The secret as it stands there, and decoded. */
  readonly readings: readonly string[];
}

/** `apart`: the text once more, with line ends for what parts its parameters while they are encoded; what is in one does not go on in the next. */
function findsIn(text: string, apart: string, rulesOff: readonly string[], encodingsLeft: number): readonly Find[] {
  const places = [
    ...(encodingsLeft === mostEncodings ? userInformationOf(text) : []),
    ...(rulesOff.includes('url-password') ? [] : passwordsIn(apart)),
    ...[...parametersIn(text), ...secretPlaces(apart, rulesOff).map(({ start, length }) => ({ start, end: start + length }))].map((place) => ({ masked: place, secret: place })),
  ];
  const finds = places.map(({ masked, secret }): Find => ({ masked, secret, readings: readingsOf(text.slice(secret.start, secret.end)) }));
  const decoded = encodingsLeft === 0 ? null : decodedOnce(text);
  if (decoded === null) return finds;
  const toEncoded = ({ start, end }: Place): Place => ({ start: decoded.encodedAt(start), end: decoded.encodedAt(end) });
  const decodedApart = decodedOnce(apart.replaceAll(/[?&;#]/g, '\n'))?.text ?? decoded.text;
  const inside = findsIn(decoded.text, decodedApart, rulesOff, encodingsLeft - 1).map(({ masked, secret, readings }): Find => {
    const encoded = toEncoded(secret);
    return { masked: toEncoded(masked), secret: encoded, readings: [text.slice(encoded.start, encoded.end), ...readings] };
  });
  return [...finds, ...inside];
}

/** What stands before the host of the URL that this is. Of a name without a password the name may be the secret. */
function userInformationOf(url: string): { masked: Place; secret: Place }[] {
  const [, start = '', user] = /^([a-z][a-z0-9+.-]*:\/\/)([^/?#@]*(?:@[^/?#@]*)*)@/i.exec(url) ?? [];
  if (user === undefined) return [];
  const masked = { start: start.length, end: start.length + user.length };
  const colon = user.indexOf(':');
  const secret = colon === user.length - 1 ? { start: masked.start, end: masked.end - 1 } : { start: masked.start + colon + 1, end: masked.end };
  return [{ masked, secret }];
}

/** Passwords of URLs that stand anywhere in the text, also those with a slash in them that should have been encoded: what has no port behind its first colon has a password there. */
const urlPassword = /:\/\/[^\s"'<>\\@:/?#&]{0,256}:(?!\d{0,5}(?:[/?#&\s]|$))([^\s"'<>\\@]{1,256}(?:@[^\s"'<>\\@/?#&;]{0,256})*)@/g;

function passwordsIn(text: string): { masked: Place; secret: Place }[] {
  return [...text.matchAll(urlPassword)].map(({ index, 0: whole, 1: password = '' }) => {
    const end = index + whole.length - 1;
    const place = { start: end - password.length, end };
    return { masked: place, secret: place };
  });
}

function parametersIn(text: string): Place[] {
  const places: Place[] = [];
  const name = /[?&;#]([^=?&;#]*)=/g;
  const mark = /[&;#]/g;
  for (let found = name.exec(text); found !== null; found = name.exec(text)) {
    if (!isCredential(found[1] ?? '')) continue;
    mark.lastIndex = name.lastIndex;
    const end = mark.exec(text)?.index ?? text.length;
    if (end > name.lastIndex) places.push({ start: name.lastIndex, end });
    name.lastIndex = end;
  }
  return places;
}

function isCredential(name: string): boolean {
  const joined = (readingsOf(name).at(-1) ?? name).toLowerCase().replaceAll(/[-_.]/g, '');
  return credentialParameters.has(joined) || /(?:apikey|token|secret|password|signature|credential|sessionkey|accesskey)$/.test(joined);
}
