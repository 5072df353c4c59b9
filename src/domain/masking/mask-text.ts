import { CredentialNeedles } from './credential-needles.ts';
import { markIndexOf, octets } from './mark-index.ts';
import { mask, type Masked } from './mask.ts';
import { MaskedPlaces } from './masked-places.ts';
import { SecretFinder } from './secret-finder.ts';

const noNeedles = new CredentialNeedles([]);

/** The text with what the masking rules find in it masked at its length, and what that was. It is latin-1, one character a byte. */
export function maskText(text: string, rulesOff: readonly string[] = []): Masked<string> {
  const places = new MaskedPlaces();
  const finder = new SecretFinder(markIndexOf(rulesOff), noNeedles, false, (start, end) => places.add(start, end));
  finder.write(octets(text));
  finder.end(false);
  const secrets: string[] = [];
  let value = '';
  let at = 0;
  for (const { start, length } of places.list) {
    const secret = text.slice(start, start + length);
    secrets.push(secret);
    value += text.slice(at, start) + mask(secret);
    at = start + length;
  }
  return secrets.length === 0 ? { value: text, secrets } : { value: value + text.slice(at), secrets };
}

/** The same for many texts at once, which costs hardly more than for one. Each is one line. */
export function maskTexts(texts: readonly string[], rulesOff: readonly string[] = []): Masked<readonly string[]> {
  // The line ends keep apart what is not to be read together, and no mask reaches over them.
  const { value, secrets } = maskText(texts.join('\n'), rulesOff);
  let at = 0;
  const values = texts.map((text) => {
    const masked = value.slice(at, at + text.length);
    at += text.length + 1;
    return masked;
  });
  return { value: values, secrets: secrets.flatMap((secret) => secret.split('\n')) };
}
