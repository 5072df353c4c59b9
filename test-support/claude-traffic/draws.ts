import type { Random } from '../fuzz/random.ts';

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export function drawText(random: Random, alphabet: string, length: number): string {
  let text = '';
  while (text.length < length) text += alphabet.charAt(random.below(alphabet.length));
  return text;
}

export const drawHex = (random: Random, length: number): string => drawText(random, '0123456789abcdef', length);
export const drawWordId = (random: Random, length: number): string => drawText(random, base62, length);
/** What cannot be compressed, as the signature of a thought. */
export const drawSignature = (random: Random, length: number): string => `${drawText(random, base64, length)}==`;

export function drawUuid(random: Random): string {
  const hex = drawHex(random, 31);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12, 15)}-a${hex.slice(15, 18)}-${hex.slice(18, 30)}`;
}

/** Between the two, small ones as often as large ones by the factor: log-uniform. */
export function drawSize(random: Random, from: number, to: number): number {
  return Math.round(from * (to / from) ** (random.below(1_000_000) / 1_000_000));
}
