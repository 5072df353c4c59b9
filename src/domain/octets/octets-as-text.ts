// Two of the Web's standard functions that Node, workers and windows all have; the domain's library types leave them out.
declare const TextDecoder: new (
  label: 'utf-8',
  options: { readonly fatal: boolean; readonly ignoreBOM: boolean },
) => { decode(octets: Uint8Array): string };
declare const atob: (base64: string) => string;

/** Octets as UTF-8 text; what is not UTF-8 becomes U+FFFD. A byte order mark stays. */
export function utf8Text(octets: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: false, ignoreBOM: true }).decode(octets);
}

/** Octets as UTF-8 text that encodes to the same octets again, or null where they are not UTF-8. */
export function exactUtf8Text(octets: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets);
  } catch {
    return null;
  }
}

const base64Digits = Uint8Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', (character) => character.charCodeAt(0));
const padding = 0x3d;

/** Octets in base64 with padding (RFC 4648, section 4). Not by `btoa`, which wants a string first: of a large body that takes three times as long. */
export function base64Text(octets: Uint8Array): string {
  const digits = new Uint8Array(Math.ceil(octets.length / 3) * 4);
  for (let from = 0, to = 0; from < octets.length; from += 3, to += 4) {
    const group = ((octets[from] ?? 0) << 16) | ((octets[from + 1] ?? 0) << 8) | (octets[from + 2] ?? 0);
    digits[to] = digit(group >> 18);
    digits[to + 1] = digit(group >> 12);
    digits[to + 2] = from + 1 < octets.length ? digit(group >> 6) : padding;
    digits[to + 3] = from + 2 < octets.length ? digit(group) : padding;
  }
  return utf8Text(digits);
}

function digit(sixBits: number): number {
  return base64Digits[sixBits & 63] ?? 0;
}

/** The octets that base64 stands for, one a character as latin-1, whatever padding it has; null for what is no base64. */
export function octetsOfBase64(text: string): string | null {
  try {
    return atob(text.replace(/=+$/, ''));
  } catch {
    return null;
  }
}
