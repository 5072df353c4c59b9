import { base64Text } from './octets-as-text.ts';

// One of the Web's standard functions that Node, workers and windows all have; the domain's library types leave it out.
declare const TextDecoder: new (
  label: 'utf-8',
  options: { readonly fatal: true; readonly ignoreBOM: true },
) => { decode(octets: Uint8Array, options?: { readonly stream: boolean }): string };

/** A multiple of three, so that base64 needs no padding inside. */
const partOctets = 3 * 64 * 1024;

/** Whether octets are UTF-8, without ever making one string of them. */
export function isUtf8(octets: Uint8Array): boolean {
  try {
    const parts = utf8Parts(octets);
    while (parts.next().done !== true);
    return true;
  } catch {
    return false;
  }
}

/** UTF-8 octets as texts that follow one another, none of them cut within a character. Throws where they are not UTF-8. */
export function* utf8Parts(octets: Uint8Array): Generator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  for (const part of inParts(octets)) yield decoder.decode(part, { stream: true });
  yield decoder.decode(new Uint8Array(0), { stream: false });
}

/** Octets in base64, in parts that follow one another; padding is at the end alone. */
export function* base64Parts(octets: Uint8Array): Generator<string> {
  for (const part of inParts(octets)) yield base64Text(part);
}

function* inParts(octets: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < octets.length; start += partOctets) yield octets.subarray(start, start + partOctets);
}
