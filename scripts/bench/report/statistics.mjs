/**
 * The value below which `share` (0 to 1) of the samples lie, by nearest rank; null for none.
 * @param {readonly number[]} samples
 * @param {number} share
 */
export function percentile(samples, share) {
  const sorted = samples.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}

/** The middle of the values that are known; null when none is. @returns {number | null} */
export function median(/** @type {readonly (number | null)[]} */ values) {
  const known = values.filter((value) => value !== null);
  const sorted = known.toSorted((one, other) => one - other);
  const upper = sorted[sorted.length >> 1];
  const lower = sorted[(sorted.length - 1) >> 1];
  return upper === undefined || lower === undefined ? null : (upper + lower) / 2;
}
