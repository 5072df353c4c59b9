import { CredentialNeedles } from './credential-needles.ts';
import { markIndexOf, octets } from './mark-index.ts';
import type { Masked } from './mask.ts';
import { MaskedPlaces, maskPlaces, maskPlacesOfLines, type MaskedPlace } from './masked-places.ts';
import { SecretFinder } from './secret-finder.ts';

const noNeedles = new CredentialNeedles([]);

/** Where the masking rules find secrets in the text, which is latin-1, one character a byte. */
export function secretPlaces(text: string, rulesOff: readonly string[] = []): readonly MaskedPlace[] {
  const places = new MaskedPlaces();
  const finder = new SecretFinder(markIndexOf(rulesOff), noNeedles, false, (start, end) => places.add(start, end));
  finder.write(octets(text));
  finder.end(false);
  return places.list;
}

/** The text with what the masking rules find in it masked at its length, and what that was. It is latin-1, one character a byte. */
export function maskText(text: string, rulesOff: readonly string[] = []): Masked<string> {
  const places = secretPlaces(text, rulesOff);
  return { value: maskPlaces(text, places), secrets: places.map(({ start, length }) => text.slice(start, start + length)) };
}

/** The same for many texts at once, which costs hardly more than for one. Each is one line. */
export function maskTexts(texts: readonly string[], rulesOff: readonly string[] = []): Masked<readonly string[]> {
  // The line ends keep apart what is not to be read together, and no mask reaches over them.
  const text = texts.join('\n');
  const places = secretPlaces(text, rulesOff);
  return { value: maskPlacesOfLines(texts, places), secrets: places.flatMap(({ start, length }) => text.slice(start, start + length).split('\n')) };
}
