import { CredentialNeedles } from './credential-needles.ts';
import { octets } from './mark-index.ts';
import { shortestVerbatim } from './mask.ts';
import { maskPlacesOfLines, MaskedPlaces } from './masked-places.ts';
import { isPlaceholder, looksMixed } from './secret-values.ts';

/**
 * The texts with every one of these credentials in them masked at its length, as it is and as JSON and URLs spell it. Each text
 * is one line of latin-1. For the same list of credentials, which is to be left as it is, the search is prepared once.
 */
export function maskVerbatim(texts: readonly string[], secrets: readonly string[]): readonly string[] {
  if (secrets.length === 0) return texts;
  const { spelled } = CredentialNeedles.of(secrets);
  const places = new MaskedPlaces();
  const data = octets(texts.join('\n'));
  spelled.find(data, 0, data.byteLength, (start, end) => places.add(start, end));
  return maskPlacesOfLines(texts, places.list);
}

/** So long no word is. */
const longerThanWords = 20;
const glancedAt = 256;

/** Whether a credential may be looked for everywhere: not where it is a word that other texts have, as languages and dummy keys are. */
export function standsOut(credential: string): boolean {
  const beginning = credential.slice(0, glancedAt);
  return credential.length >= shortestVerbatim && (looksMixed(beginning) || (credential.length >= longerThanWords && !isPlaceholder(beginning)));
}
