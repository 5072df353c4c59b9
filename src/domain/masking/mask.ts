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

/** The text with every one of these credentials in it masked at its length. */
export function maskVerbatim(text: string, secrets: readonly string[]): string {
  let masked = text;
  for (const secret of secrets.toSorted((a, b) => b.length - a.length)) {
    if (secret.length >= shortestVerbatim) masked = masked.replaceAll(secret, mask(secret));
  }
  return masked;
}
