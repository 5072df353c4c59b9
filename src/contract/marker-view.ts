import { z } from 'zod';

export const longestLabelChars = 500;

const label = z.string().trim().min(1).max(longestLabelChars);
const atUs = z.number().int().nonnegative();

/** A point in time that the user marked, to compare before and after: "removed context7". */
export const marker = z.object({ atUs, label });

/** What of it changes. */
export const markerChange = z.object({ number: z.number().int(), atUs: atUs.optional(), label: label.optional() });

/** As it is kept: credentials in the label are masked. */
export const markerView = z.object({ number: z.number().int(), atUs: z.number().int(), label: z.string() });
export type MarkerView = z.infer<typeof markerView>;

/** What came of marking a point. `busy`: the database did not come free in time; nothing was written, and it may be tried again. */
export const addedMarker = z.discriminatedUnion('state', [z.object({ state: z.literal('kept'), marker: markerView }), z.object({ state: z.literal('busy') })]);
export type AddedMarker = z.infer<typeof addedMarker>;
