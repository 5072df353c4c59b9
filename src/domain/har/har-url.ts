import type { QueryString } from 'har-format';
import { originText, type Origin } from '../http/origin.ts';

/** The absolute URL of a request target. What may not stand in a URL (RFC 3986) is percent-encoded, octet by octet. */
export function harUrl(origin: Origin, target: string): string {
  const absolute = /^https?:\/\//i.test(target) ? target : `${originText(origin)}${target.startsWith('/') ? '' : '/'}${target}`;
  return absolute.replace(/%(?![0-9a-f]{2})|[^\w\-.~:/?#[\]@!$&'()*+,;=%]/gi, percentEncoded).replace(/#.*$/s, '');
}

/** The query's parameters in order, decoded; one that does not decode stays as sent. */
export function harQuery(target: string): QueryString[] {
  const query = /\?([^#]*)/.exec(target)?.[1] ?? '';
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      const [name, value] = equals === -1 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
      return { name: decoded(name), value: decoded(value) };
    });
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part.replaceAll('+', ' '));
  } catch {
    return part;
  }
}

/** Heads are kept as latin-1: each character up to U+00FF is one octet. */
function percentEncoded(character: string): string {
  const code = character.charCodeAt(0);
  return code > 0xff ? '%EF%BF%BD' : `%${code.toString(16).toUpperCase().padStart(2, '0')}`;
}
