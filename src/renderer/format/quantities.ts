/** What stands where a figure is not known. Never 0. */
export const unknownFigure = '—';

// Unbreakable: a figure and its unit stay on one line.
const unitSpace = '\u00a0';

// Made once: each takes a millisecond to make, and a screen has dozens of figures.
const wholeNumber = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const cents = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const exactDollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD', minimumFractionDigits: 6 });
const exactMs = new Intl.NumberFormat('en-US', { minimumFractionDigits: 3, maximumFractionDigits: 3 });

/** `71,204`; — for null. */
export function formatCount(count: number | null): string {
  return count === null ? unknownFigure : wholeNumber.format(count);
}

/** A token count, marked with ~ when it is an estimate. */
export function formatTokens(tokens: number | null, estimated: boolean): string {
  return tokens === null ? unknownFigure : `${estimated ? '~' : ''}${wholeNumber.format(tokens)}`;
}

/** The same with its unit: `71,204 tokens`, `~1 token`. */
export function formatTokenCount(tokens: number | null, estimated: boolean): string {
  return `${formatTokens(tokens, estimated)} ${tokens === 1 ? 'token' : 'tokens'}`;
}

/** `980`, `37k`, `1.02M`: three digits that matter, for places where only the size does. */
export function formatCompact(count: number | null): string {
  if (count === null) return unknownFigure;
  if (count < 1000) return String(count);
  if (count < 999_500) return `${threeDigits(count / 1000)}k`;
  if (count < 999_500_000) return `${threeDigits(count / 1_000_000)}M`;
  return `${threeDigits(count / 1_000_000_000)}G`;
}

/** Micro-dollars as dollars, with as many digits as tell it from nothing: `$1.84`, `$0.041`, `$0.0004`. */
export function formatCost(microUsd: number | null): string {
  if (microUsd === null) return unknownFigure;
  if (microUsd === 0) return '$0';
  const costUsd = microUsd / 1_000_000;
  if (costUsd < 0.0001) return '<$0.0001';
  if (costUsd < 0.01) return `$${costUsd.toFixed(4)}`;
  if (costUsd < 1) return `$${costUsd.toFixed(3)}`;
  return `$${cents.format(costUsd)}`;
}

/** Micro-dollars as dollars to the micro-dollar, for figures that are seen to sum: `$0.001935`. */
export function formatExactCost(microUsd: number | null): string {
  if (microUsd === null) return unknownFigure;
  return exactDollars.format(microUsd / 1_000_000);
}

/** A span of microseconds for reading at a glance: `0.4 ms`, `210 ms`, `6.2 s`, `2 m 05 s`. */
export function formatDurationUs(durationUs: number | null): string {
  if (durationUs === null) return unknownFigure;
  const ms = durationUs / 1000;
  if (ms < 10) return `${ms.toFixed(1)}${unitSpace}ms`;
  if (ms < 999.5) return `${ms.toFixed(0)}${unitSpace}ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)}${unitSpace}s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}${unitSpace}m${unitSpace}${String(seconds % 60).padStart(2, '0')}${unitSpace}s`;
}

/** A span of microseconds to the microsecond, in milliseconds: `1,204.318 ms`. */
export function formatExactMs(durationUs: number | null): string {
  if (durationUs === null) return unknownFigure;
  return `${exactMs.format(durationUs / 1000)}${unitSpace}ms`;
}

/** `94 %` of a share from 0 to 1; `<1 %` for what would round to nothing but is not. */
export function formatShare(share: number | null): string {
  if (share === null || Number.isNaN(share)) return unknownFigure;
  const percent = share * 100;
  if (percent > 0 && percent < 0.5) return `<1${unitSpace}%`;
  if (percent < 100 && percent >= 99.5) return `>99${unitSpace}%`;
  return `${percent.toFixed(0)}${unitSpace}%`;
}

/** Decimal units, as disks and networks are measured: `820 B`, `268 kB`, `212 MB`. */
export function formatBytes(bytes: number | null): string {
  if (bytes === null) return unknownFigure;
  if (bytes < 1000) return `${bytes}${unitSpace}B`;
  if (bytes < 999_500) return `${threeDigits(bytes / 1000)}${unitSpace}kB`;
  if (bytes < 999_500_000) return `${threeDigits(bytes / 1_000_000)}${unitSpace}MB`;
  return `${threeDigits(bytes / 1_000_000_000)}${unitSpace}GB`;
}

/** `1 request`, `41 requests`. */
export function formatCounted(count: number, one: string, many = `${one}s`): string {
  return `${wholeNumber.format(count)} ${count === 1 ? one : many}`;
}

function threeDigits(figure: number): string {
  const digits = figure < 9.995 ? 2 : figure < 99.95 ? 1 : 0;
  return String(Number(figure.toFixed(digits)));
}
