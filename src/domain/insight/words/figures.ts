/*
 * Figures as the sentences of findings have them. The window's own formats are out of the domain's reach, and the local API has these sentences too:
 * figures are grouped by commas and dollars have a point, wherever it runs.
 */

/** `71,204`. */
export function countText(count: number): string {
  return grouped(String(Math.round(count)));
}

/** `1 request`, `4,180 requests`. */
export function countedText(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${Math.round(count) === 1 ? one : many}`;
}

/** `980 tokens`, `72.9k tokens`, `1.02M tokens`: three digits that matter. */
export function tokensText(tokens: number): string {
  return `${compactText(tokens)} ${Math.round(tokens) === 1 ? 'token' : 'tokens'}`;
}

/** The same figure without its unit. */
export function compactText(count: number): string {
  if (count < 999.5) return String(Math.round(count));
  if (count < 999_500) return `${threeDigits(count / 1000)}k`;
  if (count < 999_500_000) return `${threeDigits(count / 1e6)}M`;
  return `${threeDigits(count / 1e9)}G`;
}

/** `$1.84`, `$0.041`, `$0.0004`; — without a price. */
export function dollarsText(microUsd: number | null): string {
  if (microUsd === null) return '—';
  if (microUsd === 0) return '$0';
  const usd = microUsd / 1e6;
  if (usd < 0.0001) return '<$0.0001';
  if (usd < 0.01) return `$${usd.toFixed(4)}`;
  if (usd < 1) return `$${usd.toFixed(3)}`;
  const [whole = '0', cents = '00'] = usd.toFixed(2).split('.');
  return `$${grouped(whole)}.${cents}`;
}

/** `94 %` of a share from 0 to 1; never none or all of what is neither; — where there is nothing to have a share of. */
export function shareText(share: number): string {
  if (!Number.isFinite(share)) return '—';
  const percent = share * 100;
  if (percent > 0 && percent < 0.95) return percent < 0.05 ? `<0.1${unitSpace}%` : `${percent.toFixed(1)}${unitSpace}%`;
  if (percent < 100 && percent >= 99.5) return `>99${unitSpace}%`;
  return `${percent.toFixed(0)}${unitSpace}%`;
}

/** `4.2 stars`. */
export function starsText(stars: number): string {
  return `${Number(stars.toFixed(1))} ${stars === 1 ? 'star' : 'stars'}`;
}

/** `one day`, `3 days`: small counts in words, as sentences have them. */
export function inWords(count: number, one: string, many = `${one}s`): string {
  return count === 1 ? `one ${one}` : countedText(count, one, many);
}

/** `a`, `a and b`, `a, b and c`. */
export function listText(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}

// Unbreakable: a figure and its unit stay on one line.
const unitSpace = '\u00a0';

function threeDigits(figure: number): string {
  const digits = figure < 9.995 ? 2 : figure < 99.95 ? 1 : 0;
  return String(Number(figure.toFixed(digits)));
}

function grouped(digits: string): string {
  return digits.replace(/\B(?=(?:\d{3})+$)/g, ',');
}
