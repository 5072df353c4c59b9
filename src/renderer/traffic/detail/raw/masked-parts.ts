import { maskCharacter } from '../../../../domain/masking/mask.ts';

interface MaskedPart {
  readonly text: string;
  readonly masked: boolean;
}

// Shorter runs occur in ordinary values, as in "*/*".
const maskRun = new RegExp(`([${maskCharacter}]{4,})`);

/** A header value cut into what can be read and what was masked. */
export function maskedParts(value: string): readonly MaskedPart[] {
  return value
    .split(maskRun)
    .filter((text) => text !== '')
    .map((text) => ({ text, masked: maskRun.test(text) }));
}
