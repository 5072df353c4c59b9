import { modelFamily } from './model-family.ts';

/** A prompt's tokens as they were estimated before the bill was looked at, and as they were billed. */
export interface EstimatedAndBilled {
  readonly model: string;
  readonly estimated: number;
  readonly billed: number;
}

/** How far off the estimates of a model's prompts were, as shares of the bill: 0.1 is ten percent. */
export interface EstimateError {
  readonly family: string;
  readonly requests: number;
  /** Half of the estimates were off by no more than this, whichever way. */
  readonly medianOff: number;
  /** Nine in ten were. */
  readonly p90Off: number;
  /** Which way they tend: below 0 where estimates are too low. */
  readonly medianError: number;
}

/** How far an estimate was off, as a share of the bill, below 0 where it was too low; null for a bill of nothing. */
export function relativeError({ estimated, billed }: Pick<EstimatedAndBilled, 'estimated' | 'billed'>): number | null {
  return billed > 0 && Number.isFinite(estimated) && Number.isFinite(billed) ? (estimated - billed) / billed : null;
}

/** The errors of the estimates by model family, in the order of their names. Requests of no bill are left out. */
export function estimateErrors(requests: readonly EstimatedAndBilled[]): readonly EstimateError[] {
  const byFamily = new Map<string, number[]>();
  for (const request of requests) {
    const error = relativeError(request);
    if (error === null) continue;
    const family = modelFamily(request.model);
    const errors = byFamily.get(family);
    if (errors === undefined) byFamily.set(family, [error]);
    else errors.push(error);
  }
  return [...byFamily]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([family, errors]) => {
      const off = errors.map(Math.abs);
      return { family, requests: errors.length, medianOff: quantile(off, 0.5), p90Off: quantile(off, 0.9), medianError: quantile(errors, 0.5) };
    });
}

/** The least figure that so large a share of the figures do not exceed (nearest rank). */
function quantile(figures: readonly number[], share: number): number {
  const sorted = figures.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
