import { z } from 'zod';
import type { FilterMistake } from '../domain/filter/filter.ts';

/** What rows can be ordered by. `duration` and `first-token` are from the first byte of the request on, `size` is of both bodies. */
export const rowOrders = ['time', 'tokens', 'output', 'cost', 'duration', 'first-token', 'size', 'status', 'stars', 'model', 'agent'] as const;

/** Rows without a value come last either way; equal ones newest first. */
export const rowSort = z.object({ by: z.enum(rowOrders), descending: z.boolean() });
export type RowSort = z.infer<typeof rowSort>;

/** A filter as it is written; what is too long is pointed at by the parser, not refused here. */
export const filterText = z.string().max(100_000);

/** The domain's `FilterMistake`: where in the filter's text something cannot be read, and what was expected. */
export const filterMistake = z.object({
  start: z.number().int().nonnegative(),
  end: z.number().int().nonnegative(),
  found: z.string(),
  expected: z.string(),
  message: z.string(),
  nearest: z.array(z.string()).readonly(),
}) satisfies z.ZodType<FilterMistake>;

/** What a filter's text can go on with: an entry takes the place of `start` to `end`. */
export const filterCompletion = z.object({
  start: z.number().int().nonnegative(),
  end: z.number().int().nonnegative(),
  entries: z.array(z.object({ text: z.string(), what: z.string() })).readonly(),
});
