import { exactUtf8Text, octetsOfBase64 } from '../octets/octets-as-text.ts';

/*
 * Judgements on texts that stand where a secret would. They see no more than the first few hundred characters, and none
 * of their expressions looks at a character more than a few times.
 */

/** Whether a text looks drawn by a machine: digits among letters, and not words, numbers or a date put together. */
export function looksMixed(text: string): boolean {
  if (!/\d/.test(text) || !/[A-Za-z]/.test(text) || isPlaceholder(text)) return false;
  return text.split(/[-_.:/=+~]/).some((part) => part.length >= 4 && !/^(?:[A-Za-z]?[a-z]*|[A-Z]+|\d+|[a-z]{1,12}\d{1,3}|v\d+|[A-Z]{1,8}\d{1,2})$/.test(part));
}

/** Whether a text stands for a secret without being one. */
export function isPlaceholder(text: string): boolean {
  return (
    isReference(text) ||
    /^(?:process|import|os|env|environ|ENV|secrets?|vars?|config|settings|self|this|args|opts|options|params|req|request|data|ctx|context|props|state|user|getenv|System|Deno|Bun)(?:\.|\[|\(|$)/.test(text) ||
    // One character again and again, marks of omission, masks of others.
    /^(.)\1*$/.test(text) || /(.)\1{7}|x{4}|X{4}|\.{3}|\u2026|\u00e2\u0080\u00a6|\*{3}|\u2022/.test(text) ||
    /example|place-?_?holder|change-?_?me|redacted|goes-?_?here|replace-?_?me|not-?_?set|undefined/i.test(text) ||
    /(?:^|[^A-Za-z0-9])(?:dummy|fake|sample|mock|todo|insert|replace|invalid|foo|bar|foobar|abc123|secret-?key|test-?key)(?:$|[^A-Za-z0-9]|\d+$)/i.test(text) ||
    // Short words come by chance into one long key of a thousand: there they have to stand apart.
    (text.length < 20 ? /[Yy]our|YOUR|x{3}|X{3}/ : /(?:^|[^A-Za-z0-9])(?:your|x{3}(?:$|[^A-Za-z0-9]))/i).test(text)
  );
}

/**
 * A reference, or a place for the reader to fill. Passwords begin with the same signs, so that only a whole reference is one, or
 * as much of it as stands before the white space or the quote in it.
 */
function isReference(text: string): boolean {
  // All but a few have no such sign, or they have letters as well.
  if (!/[A-Za-z0-9]/.test(text)) return true;
  if (!/[$%{<[(`@&!#*:]/.test(text)) return false;
  return (
    // ${NAME}, {{ name }}, <%= name %>, #{name}, $(command), %(name)s, %NAME%
    /\$\{[A-Za-z_!#]|\{\{[^{}]*\}\}|<%|#\{[A-Za-z_@][^{}]*\}|\$\([A-Za-z_./-]*(?: [^)]*)?\)|%\(\w+\)[a-z]|%[A-Z][A-Z0-9_]+%/.test(text) ||
    /^(?:\$?\{\{-?[\s\w.]*$|\\?\$\([A-Za-z_./-]+$|\\?\$\([A-Za-z_].*\)$|%[\w():.{}-]+[%}]$)/.test(text) ||
    // <name>, [name], (name), {name}
    /^(?:<[^<>]*>|\[[^[\]]*\]|\([^()]*\)|\{[^{}]*\}|`[^`]*`?)$/.test(text) ||
    // Formats, and the places of an expression: %s, %1$s, $1
    /^(?:%[-\d.$]*[a-zA-Z]|[%$]\d+)$/.test(text) ||
    isVariable(text) ||
    // An expression that matches any, a colour, and the next parameter.
    /^[([\]].*(?:[\])][*+?{)]|\[\^|\.[*+])/.test(text) || /^#[0-9a-fA-F]{3,8}$/.test(text) || /^&\w+=/.test(text)
  );
}

/** A sign and the name of a variable, which is made of words: one with digits within is a password. */
function isVariable(text: string): boolean {
  const [, sign = '', name, behind = ''] = /^(\\?\$|[@&!#:*]|@@|@\$|!!)(\w+)(.*)$/.exec(text) ?? [];
  if (name === undefined || !/^(?:$|[,;)\]]|->|\[|\.[A-Za-z_]|::|[/|]|:[A-Za-z_]|\$[A-Z{]|[-.:@]\$)/.test(behind)) return false;
  // Only the variables of shells are put together with what stands behind them.
  if (/^[/|:$@-]|^\.\$/.test(behind) && !(sign.endsWith('$') && name.length >= 3)) return false;
  if (/^[A-Z_][A-Z0-9_]*$/.test(name)) return true;
  const words = name.split(/_+|(?<=[a-z0-9])(?=[A-Z])/);
  return words.every((word) => /^(?:[A-Z]?[a-z]*|[A-Z]+)\d{0,2}$/.test(word)) && words.filter((word) => /\d/.test(word)).length < 2;
}

/** A name and a value, as a cookie's, and the value looks drawn by a machine. */
export function isCookiePair(text: string): boolean {
  return /^[\w.-]{1,64}=[^=]/.test(text) && looksMixed(text.slice(text.indexOf('=') + 1));
}

/**
 * RFC 7617: the name and the password with a colon between them, in base64. Many words decode to a colon among any octets; only
 * what is UTF-8 is meant, and an empty name only where what follows looks drawn by a machine.
 */
export function isEncodedPair(text: string): boolean {
  const octets = octetsOfBase64(text);
  if (octets === null || !octets.includes(':')) return false;
  const pair = beginningOfUtf8(Uint8Array.from(octets, (octet) => octet.charCodeAt(0)));
  if (pair === null || /\p{Cc}/u.test(pair)) return false;
  return !pair.startsWith(':') || (pair.length > 16 && looksMixed(pair.slice(1)));
}

/** The text of octets of which the last character may be cut; null where they are not UTF-8. */
function beginningOfUtf8(octets: Uint8Array): string | null {
  for (let cut = 0; cut < 4; cut += 1) {
    const text = exactUtf8Text(octets.subarray(0, octets.byteLength - cut));
    if (text !== null) return text;
    // Only of so long a text is no more than the beginning judged.
    if (octets.byteLength < 48) return null;
  }
  return null;
}

/** Whether what follows the first line of a private key goes on as one: prose has no lines of base64. */
export function isKeyBlock(text: string): boolean {
  return /[A-Za-z0-9+/=]{32}/.test(text) && !/(.)\1{31}/.test(text);
}

/** RFC 7519, behind `eyJ`: three parts, or a header that names an algorithm, a type or a key. */
export function isWebToken(text: string): boolean {
  if (/^[\w-]{12,}\.(?:eyJ[\w-]{8}|[\w-]{30})/.test(text)) return true;
  // `{"alg":`, `{"typ":`, `{"kid":`, `{"enc":`, `{"x5c":`, `{"x5t":`, `{"jwk":`
  return text.length >= 200 && /^(?:hbGciO|0eXAiO|raWQiO|lbmMiO|4NWMiO|4NXQiO|qd2siO)/.test(text);
}
