import { z } from 'zod';

export const trustState = z.object({
  state: z.enum(['trusted', 'not-trusted', 'cannot-tell']),
  /** Why, in a sentence; and for `cannot-tell` and failures the command to run by hand. */
  message: z.string(),
  manualCommand: z.string().nullable(),
});
export type TrustState = z.infer<typeof trustState>;

/** What the relay told and what the recorder took since the start. They are compared all the time. */
const accounts = z.object({
  connections: z.number().int(),
  bytes: z.number().int(),
  exchanges: z.number().int(),
  refused: z.number().int(),
  unseen: z.number().int(),
  /** Null while all is accounted for; else a sentence that says what is missing. */
  difference: z.string().nullable(),
});
export type Accounts = z.infer<typeof accounts>;

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
  /** Why nothing can be written to the store at present, as with a full disk, in a sentence or two; null while it can. */
  recordingTrouble: z.string().nullable(),
  /** Connections to hosts that are not listed, passed through blindly since the start. */
  tunnelled: z.number().int(),
  /** Connections to listed hosts, or rests of such, that passed through unseen since the start. Each has its row. */
  unseen: z.number().int(),
  /** Clients that do not trust the certificate and are passed through unseen: a process, or (`pid` null) those of a host whose process is not known. */
  distrusting: z.array(z.object({ pid: z.number().int().nullable(), name: z.string() })).readonly(),
  /** Claude Code processes that run past the proxy, with the reason in a sentence, where the system lets us know. */
  runningPast: z.array(z.object({ pid: z.number().int(), reason: z.string() })).readonly(),
  /** False while capture is switched off: listed hosts pass through unseen. */
  capture: z.boolean(),
  accounts,
  /** The local API: where it listens, or why it does not although it shall. */
  api: z.discriminatedUnion('state', [
    z.object({ state: z.literal('off') }),
    z.object({ state: z.literal('listening'), url: z.string(), port: z.number().int() }),
    z.object({ state: z.literal('failed'), message: z.string() }),
  ]),
  standby: z.object({ state: z.enum(['ready', 'off', 'failed']), message: z.string() }),
  /** Exchanges that were never analysed. */
  analysisBacklog: z.number().int(),
  /** How many of all analysed exchanges are still to be analysed again, by newer rules; they keep their figures meanwhile. */
  reanalysis: z.object({ left: z.number().int(), total: z.number().int() }),
  /** While requests of a damaged database are saved into the one in use: how many were looked at, of how many at most. */
  salvage: z.object({ done: z.number().int(), total: z.number().int() }).nullable(),
  /** While exchanges are deleted: how many are gone, of how many. */
  deleting: z.object({ done: z.number().int(), total: z.number().int() }).nullable(),
  /** Things the user must know: a database set aside, a recorder that failed. */
  notices: z.array(z.string()),
});
export type StatusView = z.infer<typeof statusView>;

/** How to point a terminal at the proxy, one line a shell. */
export const pointingLines = z.array(z.object({ shell: z.string(), line: z.string() })).readonly();
export type PointingLines = z.infer<typeof pointingLines>;
