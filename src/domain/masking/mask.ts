/** Something with its credentials masked, and the credentials that were found in it. */
export interface Masked<Value> {
  readonly value: Value;
  readonly secrets: readonly string[];
}

export const maskCharacter = '*';

/** A mask as long as the text. */
export function mask(text: string): string {
  return maskCharacter.repeat(text.length);
}

/** Shorter values stand in texts by chance: masking them everywhere would hide what is no secret. */
export const shortestVerbatim = 8;
