import { BodyMasker, type BodyForm } from '../src/domain/masking/body-masker.ts';

/** The text as the masking rules leave it, when it comes in pieces of so many bytes. */
export function maskedInPieces(text: string, form: BodyForm, pieceBytes: number): string {
  const masker = new BodyMasker({ secrets: [], form, rulesOff: [] });
  const body = Buffer.from(text);
  const stored: Uint8Array[] = [];
  for (let at = 0; at < body.length; at += pieceBytes) stored.push(masker.write(body.subarray(at, at + pieceBytes)).stored);
  stored.push(masker.end().stored);
  return Buffer.concat(stored).toString();
}
