import { z } from 'zod';

export const trustState = z.object({
  state: z.enum(['trusted', 'not-trusted', 'cannot-tell']),
  /** Why, in a sentence; and for `cannot-tell` and failures the command to run by hand. */
  message: z.string(),
  manualCommand: z.string().nullable(),
});
export type TrustState = z.infer<typeof trustState>;

export const statusView = z.object({
  proxy: z.object({
    url: z.string(),
    port: z.number().int(),
    /** Set when the wanted port was taken and another is used. */
    note: z.string().nullable(),
  }),
  caFile: z.string(),
  /** The file to name in NODE_EXTRA_CA_CERTS: ours, and the user's own extra CAs where there are any. */
  caBundleFile: z.string(),
  /** True when the certificate cannot sign for every host that is listed: a new one is needed. */
  certificateOutdated: z.boolean(),
  dataDir: z.string(),
  clients: z.number().int(),
  streaming: z.number().int(),
  exchanges: z.number().int(),
  storeBytes: z.number().int(),
  /** Exchanges that could not be captured whole, since the start. */
  lost: z.number().int(),
  /** Connections passed through blindly, since the start. */
  tunnelled: z.number().int(),
  analysisBacklog: z.number().int(),
  /** Things the user must know: a database set aside, a recorder that failed. */
  notices: z.array(z.string()),
});
export type StatusView = z.infer<typeof statusView>;

/** How to point a terminal at the proxy, one line a shell. */
export const pointingLines = z.array(z.object({ shell: z.string(), line: z.string() })).readonly();
export type PointingLines = z.infer<typeof pointingLines>;

export const settingsView = z.object({
  port: z.number().int().min(0).max(65535),
  interceptHosts: z.array(z.string()),
  /** All hosts the settings show: those Whence offers, and those that are listed. */
  offeredHosts: z.array(z.string()),
  theme: z.enum(['system', 'dark', 'light']),
});
export type SettingsView = z.infer<typeof settingsView>;
