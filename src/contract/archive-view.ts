import { z } from 'zod';

/** Which exchanges: these, those of a session (by its key), those that a filter text finds, or all. */
export const trafficSelection = z.union([
  z.strictObject({ ids: z.array(z.string().max(100)).min(1).max(100_000) }),
  z.strictObject({ sessionId: z.string() }),
  z.strictObject({ filter: z.string().max(10_000), sessionId: z.string().optional() }),
  z.strictObject({ all: z.literal(true) }),
]);
export type TrafficSelection = z.infer<typeof trafficSelection>;

/** `har`: HAR 1.2. `jsonl`: one exchange a line. */
export const archiveFormats = ['har', 'jsonl'] as const;
export type ArchiveFormat = (typeof archiveFormats)[number];

/** What a file of a selection would hold. Bytes are those of the bodies as stored. */
export const exportSummary = z.object({
  exchanges: z.number().int(),
  bodyBytes: z.number().int(),
  /** Values of credential headers, and places in bodies, that are masked; each as long as what it hides. */
  maskedHeaders: z.number().int(),
  maskedPlaces: z.number().int(),
  /** The names of the headers that are masked, in lower case, most frequent first. */
  maskedHeaderNames: z.array(z.string()).readonly(),
  /** Exchanges whose bodies and heads were removed by the limits of the store. */
  withoutContent: z.number().int(),
});
export type ExportSummary = z.infer<typeof exportSummary>;

/** An export or an import under way. `entriesTotal` is null where it is not known; bytes are of the file. */
export const transferView = z.object({
  id: z.number().int(),
  kind: z.enum(['export', 'import']),
  fileName: z.string(),
  entries: z.number().int(),
  entriesTotal: z.number().int().nullable(),
  bytes: z.number().int(),
  bytesTotal: z.number().int().nullable(),
});
export type TransferView = z.infer<typeof transferView>;

/** An import, with how many of its exchanges are here. Its sessions have keys that begin with `import:` and its number. */
export const importView = z.object({
  number: z.number().int(),
  /** Whether it is the sample session that comes with the app, which nobody's file is. */
  isSample: z.boolean(),
  fileName: z.string(),
  creator: z.string().nullable(),
  importedAtUs: z.number().int(),
  exchanges: z.number().int(),
});
export type ImportView = z.infer<typeof importView>;
