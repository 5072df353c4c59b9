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
  /** Connections to hosts that are not listed, passed through blindly since the start. */
  tunnelled: z.number().int(),
  /** Connections to listed hosts, or rests of such, that passed through unseen since the start. Each has its row. */
  unseen: z.number().int(),
  /** Clients that do not trust the certificate and are passed through unseen: a process, or (`pid` null) all of a host. */
  distrusting: z.array(z.object({ pid: z.number().int().nullable(), name: z.string() })).readonly(),
  /** Claude Code processes that run past the proxy, with the reason in a sentence, where the system lets us know. */
  runningPast: z.array(z.object({ pid: z.number().int(), reason: z.string() })).readonly(),
  /** False while capture is switched off: listed hosts pass through unseen. */
  capture: z.boolean(),
  accounts,
  standby: z.object({ state: z.enum(['ready', 'off', 'failed']), message: z.string() }),
  analysisBacklog: z.number().int(),
  /** Things the user must know: a database set aside, a recorder that failed. */
  notices: z.array(z.string()),
});
export type StatusView = z.infer<typeof statusView>;

/** How to point a terminal at the proxy, one line a shell. */
export const pointingLines = z.array(z.object({ shell: z.string(), line: z.string() })).readonly();
export type PointingLines = z.infer<typeof pointingLines>;

/** The proxy on the way to the upstream: the environment's (`HTTPS_PROXY` …), none, or the one of this URL, which holds no password. */
export const upstreamProxyChoice = z.discriminatedUnion('from', [
  z.object({ from: z.literal('environment') }),
  z.object({ from: z.literal('none') }),
  z.object({ from: z.literal('settings'), url: z.string(), noProxy: z.string() }),
]);
export type UpstreamProxyChoice = z.infer<typeof upstreamProxyChoice>;

/** What the user's own proxy comes to. No credential is in it: passwords go one way, into the main process. */
export const upstreamProxyView = z.object({
  /** The variables of the app's environment that name proxies, without their credentials; `inUse` for those that count. */
  variables: z.array(z.object({ name: z.string(), value: z.string(), inUse: z.boolean() })).readonly(),
  /** The user name that is kept, with a password, for the proxy of the settings. */
  user: z.string().nullable(),
  /** Why no password can be kept on this system, and what to do instead; null where it can. */
  cannotKeep: z.string().nullable(),
});
export type UpstreamProxyView = z.infer<typeof upstreamProxyView>;

export const settingsView = z.object({
  port: z.number().int().min(0).max(65535),
  interceptHosts: z.array(z.string()),
  /** All hosts the settings show: those Whence offers, and those that are listed. */
  offeredHosts: z.array(z.string()),
  theme: z.enum(['system', 'dark', 'light']),
  /** Whether the traffic of listed hosts is recorded. */
  capture: z.boolean(),
  /** What becomes of the port at quit: the standby keeps it, so that Claude Code goes on, or it closes. */
  atQuit: z.enum(['standby', 'close']),
  upstreamProxy: upstreamProxyChoice,
  /** The ids of masking rules that are off. */
  maskingRulesOff: z.array(z.string()),
  maskingRules: z.array(z.object({ id: z.string(), label: z.string() })).readonly(),
});
export type SettingsView = z.infer<typeof settingsView>;
