import { z } from 'zod';
import { offeredCommand, portCheck, runView } from './app-view.ts';
import { archiveFormats, exportSummary, importView, trafficSelection, transferView } from './archive-view.ts';
import { beforeAfterInput, beforeAfterView } from './before-after-view.ts';
import { bodyView, exchangeDetail, messageView, packedRows, sessionView } from './exchange-view.ts';
import { claudeSettingsChange, claudeSettingsPlan, claudeSettingsView } from './claude-settings-view.ts';
import { cacheVerdictView, comparisonView, differenceView } from './comparison-view.ts';
import { bodyPlaceView, imageView, packedContext } from './context-view.ts';
import { conversationView, streamView } from './conversation-view.ts';
import { costDimensions, costGroupings, costRange, costSummaryView, costsView, costTrendView } from './cost-view.ts';
import { gapView } from './gap-view.ts';
import { insightRange, insightsView } from './insight-view.ts';
import { addedMarker, marker, markerChange, markerView } from './marker-view.ts';
import { removalId, removalPlan, removalReport } from './leaving-view.ts';
import { loginItemView } from './login-item-view.ts';
import { storeUseView } from './retention-view.ts';
import { comment, keptView, rated, ratedScopes, ratingList, ratingView, stars } from './rating-view.ts';
import { filterCompletion, filterMistake, filterText, rowSort } from './filter-view.ts';
import { appliedRemediesView, remediedFinding, remediesView, remedyOf, remedyOutcome, remedyPlan } from './remedy-view.ts';
import { elsewhereView, runCommandView, terminalsView } from './reach-view.ts';
import { preferencesView, sourcePage, sourceRange, sourceRatings, sourcesView, sourceTexts, withAndWithoutView } from './source-view.ts';
import { searchInput, searchView } from './search-view.ts';
import { selfTestView } from './self-test-view.ts';
import { settingsChange, settingsView, upstreamProxyView } from './settings-view.ts';
import { pointingLines, statusView, trustState } from './status-view.ts';
import { threadsView, unknownHarnessView } from './threads-view.ts';
import { whatIfView } from './what-if-view.ts';

const none = z.object({});
const apiToken = z.object({ token: z.string() });
const byId = z.object({ id: z.string() });
const bytesOfRequest = byId.extend({ start: z.number().int().nonnegative(), end: z.number().int().nonnegative() });
/** `otherId` is the earlier of the two. */
const twoRequests = z.object({ id: z.string(), otherId: z.string().optional() });

/** The outcome of something the user asked for: done, or a sentence that says why not and what to do. */
export const outcome = z.discriminatedUnion('done', [
  z.object({ done: z.literal(true), message: z.string() }),
  z.object({ done: z.literal(false), message: z.string(), manualCommand: z.string().nullable() }),
]);
export type Outcome = z.infer<typeof outcome>;

/**
 * Every call the window can make: what it takes and what it answers. Adding a line here breaks the build until
 * `src/main/answers` answers it.
 */
export const calls = {
  listSessions: { input: none, output: z.array(sessionView).readonly() },
  /**
   * Rows, newest first or as `sort` says; `before` is the id of the last row of the page before. A filter that cannot be read has no rows,
   * but mistakes.
   */
  listExchanges: {
    input: z.object({
      sessionId: z.string().optional(),
      filter: filterText.optional(),
      sort: rowSort.optional(),
      before: z.string().optional(),
      limit: z.number().int().min(1).max(5000),
    }),
    output: z.object({ packedRows, total: z.number().int(), mistakes: z.array(filterMistake).readonly() }),
  },
  /** What the text of a filter can go on with at the caret. */
  completeFilter: { input: z.object({ text: filterText, caret: z.number().int().nonnegative() }), output: filterCompletion },
  /**
   * The rows with these ids, for those that changed; unknown ids are left out, and so are those that are not of the session, or not what the filter
   * asks for. A filter that cannot be read has none.
   */
  readRows: {
    input: z.object({ ids: z.array(z.string()).max(5000), sessionId: z.string().optional(), filter: filterText.optional() }),
    output: packedRows,
  },
  readExchange: { input: byId, output: exchangeDetail.nullable() },
  readContext: { input: byId, output: packedContext.nullable() },
  /** The text of bytes `start` to `end` of the stored request body, JSON strings unescaped when `decode`. */
  readSegmentText: {
    input: z.object({ id: z.string(), start: z.number().int(), end: z.number().int(), decode: z.boolean() }),
    output: z.string().nullable(),
  },
  /** Bytes `start` to `end` of the stored request body as they stand, with some of what is around them; null where it is not stored. */
  readBodyPlace: { input: bytesOfRequest, output: bodyPlaceView.nullable() },
  /** The image whose data is within bytes `start` to `end` of the stored request body; null where there is none that can be shown. */
  readImage: { input: bytesOfRequest, output: imageView.nullable() },
  readBody: {
    input: z.object({ id: z.string(), side: z.enum(['request', 'response']), maxChars: z.number().int().positive() }),
    output: bodyView.nullable(),
  },
  /** The threads and turns of a session; null for one that is not stored. */
  readThreads: { input: z.object({ sessionId: z.string() }), output: threadsView.nullable() },
  /** From another request, by default the predecessor, to this one; null for an id that is not stored. */
  compareRequests: { input: twoRequests, output: comparisonView.nullable() },
  /** How the text of one segment of each differs, by the indexes of a comparison's entry; null where either is not stored. */
  readDifference: {
    input: z.object({ id: z.string(), otherId: z.string(), beforeIndex: z.number().int().nonnegative(), afterIndex: z.number().int().nonnegative() }),
    output: differenceView.nullable(),
  },
  readCacheVerdict: { input: byId, output: cacheVerdictView.nullable() },
  readCosts: { input: costRange.extend({ by: z.enum(costGroupings), limit: z.number().int().min(1).max(5000).optional() }), output: costsView },
  readCostTrend: { input: costRange.extend({ by: z.enum(costDimensions), per: z.enum(['day', 'hour']), top: z.number().int().min(1).max(50) }), output: costTrendView },
  readCostSummary: { input: costRange, output: costSummaryView },
  /** All that was in the prompts of a range, by owner. */
  readSources: { input: sourceRange, output: sourcesView },
  /** A source or an owner by its key; null for one that no request of the range held. */
  readSource: { input: sourceRange.extend({ key: z.string() }), output: sourcePage.nullable() },
  /** What held a source or an owner beside what did not; null for a key that no request ever held. */
  readWithAndWithout: { input: sourceRange.extend({ key: z.string() }), output: withAndWithoutView.nullable() },
  /** Which sources to use first and last, by what they were rated in these days. */
  readPreferences: { input: sourceRange, output: preferencesView },
  /** The latest requests that held it, and what it had in each. */
  listSourceRequests: {
    input: z.object({ key: z.string(), limit: z.number().int().min(1).max(500) }),
    output: z.object({ packedRows, held: z.array(z.object({ id: z.string(), tokens: z.number().int().nullable() })).readonly() }),
  },
  listSourceRatings: { input: z.object({ key: z.string(), limit: z.number().int().min(1).max(500) }), output: sourceRatings },
  /** The texts of a source over time. It looks into a bounded number of bodies, and says how many. */
  readSourceTexts: { input: z.object({ key: z.string() }), output: sourceTexts },
  /** What a source says in a request; null where that is not stored any more. */
  readSourceText: { input: byId.extend({ key: z.string() }), output: z.object({ text: z.string(), isCut: z.boolean() }).nullable() },
  readSourceDifference: { input: z.object({ key: z.string(), beforeId: z.string(), afterId: z.string() }), output: differenceView.nullable() },
  readInsights: { input: insightRange, output: insightsView },
  /** What can be done about a finding, what is best first. */
  readRemedies: { input: z.object({ finding: remediedFinding }), output: remediesView },
  /** What applying one of them would write; `id` of it is given back. */
  planRemedy: { input: remedyOf, output: remedyPlan },
  applyRemedy: { input: remedyOf.extend({ id: z.string() }), output: remedyOutcome },
  listAppliedRemedies: { input: none, output: appliedRemediesView },
  planUndoRemedy: { input: z.object({ appliedId: z.string() }), output: remedyPlan },
  undoRemedy: { input: z.object({ appliedId: z.string(), id: z.string() }), output: remedyOutcome },
  /** Read once for a range: each tick is a sum in the window. */
  readWhatIf: { input: insightRange, output: whatIfView },
  /** Points in time that the user marked, the latest first. */
  listMarkers: { input: none, output: z.array(markerView).readonly() },
  /** What turns and requests took before a marker and after it; null for one that there is not. */
  readBeforeAfter: { input: beforeAfterInput, output: beforeAfterView.nullable() },
  addMarker: { input: marker, output: addedMarker },
  changeMarker: { input: markerChange, output: keptView },
  removeMarker: { input: z.object({ number: z.number().int() }), output: keptView },
  /** Stretches of time in which capture failed, the latest first. */
  readGaps: { input: z.object({ limit: z.number().int().min(1).max(1000) }), output: z.array(gapView).readonly() },
  readUnknownHarness: { input: none, output: unknownHarnessView },
  /** What the user said of a request, a turn or a session; null while it is not rated itself. */
  readRating: { input: z.object({ rated }), output: ratingView.nullable() },
  /** All ratings of these scopes with their comments, the latest first. */
  listRatings: { input: z.object({ scopes: z.array(z.enum(ratedScopes)), limit: z.number().int().min(1).max(5000) }), output: ratingList },
  /** Puts a rating in the place of the one there was; without a comment, what was written stays. */
  rate: { input: z.object({ rated, stars, comment: comment.nullable().optional() }), output: keptView },
  withdrawRating: { input: z.object({ rated }), output: keptView },
  pinExchange: { input: byId.extend({ isPinned: z.boolean() }), output: keptView },
  /** Texts of requests and responses that say something, the newest first. */
  searchTexts: { input: searchInput, output: searchView },
  readMessage: { input: byId, output: messageView.nullable() },
  /** The conversation that a request asks to go on from; null for an id without a stored body. `readSegmentText` reads on where a text of it is cut. */
  readConversation: { input: byId, output: conversationView.nullable() },
  /** The events of a response's stream with when each came; null for one that is none, or is not stored. */
  readStream: { input: byId, output: streamView.nullable() },
  readStatus: { input: none, output: statusView },
  readTrust: { input: none, output: trustState },
  trustCertificate: { input: none, output: outcome },
  removeCertificate: { input: none, output: outcome },
  renewCertificate: { input: none, output: outcome },
  /** Begins a test of the connection, if none is under way; `selfTestChanged` says that it has come on. */
  startSelfTest: { input: none, output: none },
  /** Breaks off the one that is under way. */
  cancelSelfTest: { input: none, output: none },
  /** The test under way, or the last one; null when there was none. */
  readSelfTest: { input: none, output: selfTestView.nullable() },
  /** Whether the standby is started when the user signs in. */
  readLoginItem: { input: none, output: loginItemView },
  addLoginItem: { input: none, output: outcome },
  removeLoginItem: { input: none, output: outcome },
  readStoreUse: { input: none, output: storeUseView },
  /**
   * Asks first, then deletes exchanges with all that hangs on them, but for those that are under way; how far it is stands in the status. `done: false`
   * with an empty message when the user would rather not.
   */
  deleteSession: { input: z.object({ sessionId: z.string() }), output: outcome },
  deleteExchanges: { input: z.object({ ids: z.array(z.string()).min(1).max(5000) }), output: outcome },
  deleteEverything: { input: none, output: outcome },
  readPointingLines: { input: none, output: pointingLines },
  /** Whether the settings of the user's Claude Code lead to Whence. */
  readClaudeSettings: { input: none, output: claudeSettingsView },
  /** What setting or undoing them would change, to be seen first. */
  planClaudeSettings: { input: z.object({ what: claudeSettingsChange }), output: claudeSettingsPlan },
  /** Carries out the plan with this id, while it would come to the same; `goOnThrough` has Whence use the proxy that stood there. */
  changeClaudeSettings: { input: z.object({ what: claudeSettingsChange, id: z.string(), goOnThrough: z.boolean() }), output: outcome },
  listTerminals: { input: none, output: terminalsView },
  /** Opens one of them, pointed at the proxy; answered when it has begun, or has failed to. */
  openTerminal: { input: byId, output: outcome },
  /** The command `whence`. Asks the user's shell where it looks for programs, which takes as long as its startup files do. */
  readRunCommand: { input: none, output: runCommandView },
  /** Writes it; over one of another data directory only when `takesOver`, and never over a file that is not ours. */
  installCommand: { input: z.object({ takesOver: z.boolean() }), output: outcome },
  removeCommand: { input: none, output: outcome },
  readElsewhere: { input: none, output: elsewhereView },
  readSettings: { input: none, output: settingsView },
  changeSettings: { input: settingsChange, output: settingsView },
  readUpstreamProxy: { input: none, output: upstreamProxyView },
  /** Keeps who signs in at the proxy of the settings; the password is sealed by the system before it is stored. */
  keepProxyLogin: { input: z.object({ user: z.string().min(1).max(500), password: z.string().min(1).max(5000) }), output: outcome },
  forgetProxyLogin: { input: none, output: outcome },
  /** What the local API lets its callers in by. It stays the same until a new one is made. */
  readApiToken: { input: none, output: apiToken },
  /** Makes a new one; the old one lets nobody in any more. */
  renewApiToken: { input: none, output: apiToken },
  /** Opens the connections of clients that refused the certificate again. */
  forgetDistrust: { input: none, output: none },
  /** Room for a body as it is shown. */
  copyText: { input: z.object({ text: z.string().max(20_000_000) }), output: none },
  /** Asks where to save a text, under which name by default, then writes it; how that ends says what it is. `done: false` with an empty message when the dialog was cancelled. */
  saveText: { input: z.object({ name: z.string().min(1).max(300), text: z.string().max(20_000_000) }), output: outcome },
  /** What a file of these exchanges would hold, and what of it is masked: to be read before it is written. A string is what is wrong with the filter. */
  readExportSummary: { input: z.object({ selection: trafficSelection }), output: z.union([exportSummary, z.string()]) },
  /**
   * Asks where to save, then writes these exchanges, oldest first; answered when that is done or has failed. `done: false` with an empty message
   * when the dialog was cancelled. `includeBodies: false` leaves prompts, answers and files out.
   */
  exportTraffic: {
    input: z.object({ selection: trafficSelection, format: z.enum(archiveFormats), includeBodies: z.boolean() }),
    output: outcome,
  },
  /** Asks which HAR file to open, then imports it; answered when that is done or has failed, as an export is. */
  importHar: { input: none, output: outcome },
  /** Exports and imports under way; `transfersChanged` says that they have come on. */
  readTransfers: { input: none, output: z.array(transferView).readonly() },
  cancelTransfer: { input: z.object({ id: z.number().int() }), output: none },
  /** Brings in the sample session, as if it had ended just now. Where it is here already, nothing is done. */
  loadSample: { input: none, output: outcome },
  listImports: { input: none, output: z.array(importView).readonly() },
  /** Removes an import with its exchanges; asks first, but for the sample session. */
  removeImport: { input: z.object({ number: z.number().int() }), output: outcome },
  /** Copies a request as a command for curl, its key as a variable. Asks where to save a body that is too large for a command. */
  copyAsCurl: { input: byId, output: outcome },
  /** Tells the menu which commands the window offers now; they are asked for by `commandAsked`. */
  offerCommands: { input: z.object({ commands: z.array(offeredCommand).max(500) }), output: none },
  readRun: { input: none, output: runView },
  checkPort: { input: z.object({ port: z.number().int().min(0).max(65535) }), output: portCheck },
  /** Ends the app and starts it again. */
  restartApp: { input: none, output: none },
  quitApp: { input: none, output: none },
  /** What "Remove everything" would do. */
  readRemovalPlan: { input: none, output: removalPlan },
  /** Asks first, then takes Whence off the machine, but for what is left out; null when the user would rather not. Only `callsAfterRemoval` are answered then. */
  removeEverything: { input: z.object({ without: z.array(removalId) }), output: removalReport.nullable() },
  /** What was removed, or is being; null before. `removalChanged` says that it has come on. */
  readRemovalReport: { input: none, output: removalReport.nullable() },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;

/** What is answered when there is no engine any more. */
export const callsAfterRemoval: readonly string[] = ['readRemovalReport', 'quitApp', 'copyText', 'offerCommands'] satisfies readonly CallName[];

export type CallName = keyof typeof calls;
export type CallInput<Name extends CallName> = z.infer<(typeof calls)[Name]['input']>;
export type CallOutput<Name extends CallName> = z.infer<(typeof calls)[Name]['output']>;
