import { maskText } from '../../domain/masking/mask-text.ts';

/** The user's own words with all that the masking rules find in them masked, whichever are off for traffic: they are no evidence. The masker reads one character a byte. */
export function maskWords(words: string): string {
  return Buffer.from(maskText(Buffer.from(words, 'utf8').toString('latin1')).value, 'latin1').toString('utf8');
}
