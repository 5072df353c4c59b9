// Three of the Web's standard functions that Node, workers and windows all have; the domain's library types leave them out.
declare const TextDecoder: new (
  label: 'utf-8',
  options: { readonly fatal: boolean; readonly ignoreBOM: boolean },
) => { decode(octets: Uint8Array): string };
declare const btoa: (binary: string) => string;
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

/** Octets in base64 with padding (RFC 4648, section 4). */
export function base64Text(octets: Uint8Array): string {
  // A call takes a limited number of arguments; pieces of a multiple of three octets need no padding inside.
  const pieceOctets = 3 * 4096;
  const pieces: string[] = [];
  for (let start = 0; start < octets.length; start += pieceOctets) {
    pieces.push(btoa(String.fromCharCode(...octets.subarray(start, start + pieceOctets))));
  }
  return pieces.join('');
}

/** The octets that base64 stands for, one a character as latin-1, whatever padding it has; null for what is no base64. */
export function octetsOfBase64(text: string): string | null {
  try {
    return atob(text.replace(/=+$/, ''));
  } catch {
    return null;
  }
}
