import type { CallInput, CallName, CallOutput, Outcome } from '../../contract/calls.ts';
import { packRows } from '../../contract/packed-rows.ts';
import type { StoreUseView } from '../../contract/retention-view.ts';
import type { SelfTestView } from '../../contract/self-test-view.ts';
import type { SettingsView, UpstreamProxyView } from '../../contract/settings-view.ts';
import type { StatusView } from '../../contract/status-view.ts';
import { completeFilter } from '../../domain/filter/complete-filter.ts';
import type { StoreReads } from '../store/reads.ts';
import type { DeletionWish } from '../store/retention/deletion.ts';
import { deleteAsked } from './delete-asked.ts';
import type { AppLife } from './app-life.ts';
import type { Archives } from '../archive/archives.ts';
import { selectedIds } from './selected-ids.ts';
import { summariseExport } from './summarise-export.ts';
import { compareStoredRequests, readDifference } from './compare-stored-requests.ts';
import { copyAsCurl } from './copy-as-curl.ts';
import type { Desktop } from './desktop.ts';
import { exportTraffic, importHar } from './export-traffic.ts';
import type { Keeping } from './keep-exchange.ts';
import { readInsights } from './insights/read-insights.ts';
import type { MarkerKeeping } from './keep-marker.ts';
import { sampleLoader } from './load-sample.ts';
import { listExchanges } from './list-exchanges.ts';
import { projectsOfFinding } from './projects-of-finding.ts';
import { readBodyPlace, readImage } from './read-body-place.ts';
import { readBodyText } from './read-body-text.ts';
import { readCacheVerdict } from './read-cache-verdict.ts';
import { readPackedContext } from './read-context.ts';
import { readConversation } from './read-conversation.ts';
import { readMessage } from './read-message.ts';
import { readPreferences } from './read-preferences.ts';
import { readRows } from './read-rows.ts';
import { readSegmentText } from './read-segment-text.ts';
import { readStream } from './read-stream.ts';
import { readThreads } from './read-threads.ts';
import { readSourceDifference, readSourceText, readSourceTexts } from './source-texts/read-source-texts.ts';
import { saveText } from './save-text.ts';
import { removeImport } from './remove-import.ts';
import { renewCertificate } from './renew-certificate.ts';

/** What every call does. A call of the contract without a line here does not compile. */
export type Answers = {
  readonly [Name in CallName]: (input: CallInput<Name>) => CallOutput<Name> | Promise<CallOutput<Name>>;
};

/** The test of the connection. */
export interface SelfTestRuns {
  start(): void;
  cancel(): void;
  read(): SelfTestView | null;
}

/** What the answers stand on. */
export interface AnswerGround {
  readonly store: StoreReads;
  readonly desktop: Desktop;
  readonly life: AppLife;
  readonly keeping: Keeping;
  readonly markers: MarkerKeeping;
  readonly archives: Archives;
  readStatus(): StatusView;
  readSettings(): SettingsView;
  changeSettings(change: CallInput<'changeSettings'>): SettingsView;
  /** Makes a new certificate, whatever the system thinks of the old one. */
  renewCertificate(): Promise<Outcome>;
  readStoreUse(): StoreUseView;
  /** How many exchanges were deleted; null where it came to no end. */
  readonly deleteExchanges: (wish: DeletionWish) => Promise<number | null>;
  forgetDistrust(): void;
  readonly selfTests: SelfTestRuns;
  readUpstreamProxy(): UpstreamProxyView;
  keepProxyLogin(login: CallInput<'keepProxyLogin'>): Outcome;
  forgetProxyLogin(): Outcome;
  readApiToken(): CallOutput<'readApiToken'>;
  renewApiToken(): Promise<CallOutput<'renewApiToken'>>;
}

/** More lines than anybody reads; the sums are of all. */
const mostCostEntries = 500;

/** Binds the calls to a store, a desktop and an engine. */
export function answerCalls({ store, desktop, life, keeping, markers, archives, ...engine }: AnswerGround): Answers {
  // Who refused the certificate may trust it after such a change: the next connection shows.
  const openingAgain = async (changing: Promise<Outcome>): Promise<Outcome> => {
    const changed = await changing;
    if (changed.done) engine.forgetDistrust();
    return changed;
  };
  return {
    listSessions: () => store.listSessions(),
    listExchanges: (asked) => {
      const { rows, ...listed } = listExchanges(store, asked, new Date());
      return { packedRows: packRows(rows), ...listed };
    },
    completeFilter: ({ text, caret }) => completeFilter(text, caret, store.readKnownNames()),
    readRows: (asked) => packRows(readRows(store, asked, new Date())),
    readExchange: ({ id }) => store.readDetail(id),
    readContext: ({ id }) => readPackedContext(store, id),
    readBodyPlace: (place) => readBodyPlace(store, place),
    readImage: (place) => readImage(store, place),
    readSegmentText: ({ id, ...range }) => readSegmentText(store, id, range),
    readBody: ({ id, side, maxChars }) => readBodyText(store, id, side, maxChars),
    readThreads: ({ sessionId }) => readThreads(store, sessionId),
    compareRequests: ({ id, otherId }) => compareStoredRequests(store, id, otherId),
    readDifference: (entry) => readDifference(store, entry),
    readCacheVerdict: ({ id }) => readCacheVerdict(store, id),
    readCosts: ({ by, limit, ...range }) => store.readCosts({ by, limit: limit ?? mostCostEntries, ...range }),
    readCostTrend: (asked) => store.readCostTrend(asked),
    readCostSummary: (range) => store.readCostSummary(range),
    readSources: (range) => store.readSourceTable(range),
    readSource: (asked) => store.readSourcePage(asked),
    readWithAndWithout: (asked) => store.readWithAndWithout(asked),
    readPreferences: (range) => readPreferences(store, range, Date.now()),
    listSourceRequests: ({ key, limit }) => {
      const held = store.listSourceHolders(key, limit).map(({ id, tokens }) => ({ id, tokens }));
      return { packedRows: packRows(store.readRows(held.map(({ id }) => id))), held };
    },
    listSourceRatings: ({ key, limit }) => store.listSourceRatings(key, limit),
    readSourceTexts: ({ key }) => readSourceTexts(store, key),
    readSourceText: ({ key, id }) => readSourceText(store, key, id),
    readSourceDifference: ({ key, beforeId, afterId }) => readSourceDifference(store, key, beforeId, afterId),
    readInsights: (range) => readInsights(store, range, new Date()),
    readRemedies: ({ finding }) => desktop.remedies.read(finding, projectsOfFinding(store, finding)),
    planRemedy: (asked) => desktop.remedies.plan(asked, projectsOfFinding(store, asked.finding)),
    applyRemedy: ({ id, ...asked }) => desktop.remedies.apply(asked, projectsOfFinding(store, asked.finding), id),
    listAppliedRemedies: () => desktop.remedies.list(),
    planUndoRemedy: ({ appliedId }) => desktop.remedies.planUndo(appliedId),
    undoRemedy: ({ appliedId, id }) => desktop.remedies.undo(appliedId, id),
    readWhatIf: (range) => store.readWhatIf(range),
    readBeforeAfter: (asked) => store.readBeforeAfter({ ...asked, nowUs: Date.now() * 1000 }),
    listMarkers: () => store.listMarkers(),
    addMarker: (asked) => markers.add(asked),
    changeMarker: (asked) => markers.change(asked),
    removeMarker: ({ number }) => markers.remove(number),
    readGaps: ({ limit }) => store.listGaps({ limit }),
    readUnknownHarness: () => store.readUnknownHarness(),
    readRating: ({ rated }) => store.readRating(rated),
    listRatings: (query) => store.listRatings(query),
    rate: (rating) => keeping.rate(rating),
    withdrawRating: (of) => keeping.withdrawRating(of),
    pinExchange: (pin) => keeping.pinExchange(pin),
    searchTexts: ({ phrases, limit, before }) => store.searchTexts({ phrases, limit, ...(before === undefined ? {} : { before }) }),
    readMessage: ({ id }) => readMessage(store, id),
    readConversation: ({ id }) => readConversation(store, id),
    readStream: ({ id }) => readStream(store, id),
    readStatus: () => engine.readStatus(),
    readTrust: () => desktop.readTrust(),
    trustCertificate: () => openingAgain(desktop.trustCertificate()),
    removeCertificate: () => desktop.removeCertificate(),
    renewCertificate: () => openingAgain(renewCertificate(desktop, () => engine.renewCertificate())),
    startSelfTest: () => {
      engine.selfTests.start();
      return {};
    },
    cancelSelfTest: () => {
      engine.selfTests.cancel();
      return {};
    },
    readSelfTest: () => engine.selfTests.read(),
    readLoginItem: () => desktop.readLoginItem(),
    addLoginItem: () => desktop.addLoginItem(),
    removeLoginItem: () => desktop.removeLoginItem(),
    readStoreUse: () => engine.readStoreUse(),
    deleteSession: ({ sessionId }) => deleteAsked(desktop, store, engine.deleteExchanges, { what: 'session', sessionId }),
    deleteExchanges: ({ ids }) => deleteAsked(desktop, store, engine.deleteExchanges, { what: 'exchanges', ids }),
    deleteEverything: () => deleteAsked(desktop, store, engine.deleteExchanges, { what: 'everything' }),
    readPointingLines: () => desktop.readPointingLines(),
    readClaudeSettings: () => desktop.claudeSettings.read(),
    planClaudeSettings: ({ what }) => desktop.claudeSettings.plan(what),
    changeClaudeSettings: ({ what, id, goOnThrough }) => desktop.claudeSettings.change(what, id, goOnThrough),
    listTerminals: () => desktop.listTerminals(),
    openTerminal: ({ id }) => desktop.openTerminal(id),
    readRunCommand: () => desktop.readRunCommand(),
    installCommand: ({ takesOver }) => desktop.installCommand(takesOver),
    removeCommand: () => desktop.removeCommand(),
    readElsewhere: () => desktop.readElsewhere(),
    readSettings: () => engine.readSettings(),
    changeSettings: (change) => engine.changeSettings(change),
    readUpstreamProxy: () => engine.readUpstreamProxy(),
    keepProxyLogin: (login) => engine.keepProxyLogin(login),
    forgetProxyLogin: () => engine.forgetProxyLogin(),
    readApiToken: () => engine.readApiToken(),
    renewApiToken: () => engine.renewApiToken(),
    forgetDistrust: () => {
      engine.forgetDistrust();
      return {};
    },
    copyText: ({ text }) => {
      desktop.copyText(text);
      return {};
    },
    saveText: (text) => saveText(desktop, text),
    readExportSummary: ({ selection }) => {
      const ids = selectedIds(store, selection);
      return typeof ids === 'string' ? ids : summariseExport(store, ids);
    },
    exportTraffic: (wanted) => exportTraffic(store, desktop, archives, wanted),
    importHar: () => importHar(desktop, archives),
    readTransfers: () => archives.running,
    cancelTransfer: ({ id }) => {
      archives.cancel(id);
      return {};
    },
    loadSample: sampleLoader(store, archives),
    listImports: () => store.listImports(),
    removeImport: ({ number }) => removeImport(desktop, store, archives, number),
    copyAsCurl: ({ id }) => copyAsCurl(store, desktop, id),
    offerCommands: ({ commands }) => {
      life.offerCommands(commands);
      return {};
    },
    readRun: () => life.readRun(),
    checkPort: ({ port }) => life.checkPort(port),
    restartApp: () => {
      life.restart();
      return {};
    },
    quitApp: () => {
      life.quit();
      return {};
    },
    readRemovalPlan: () => life.readRemovalPlan(),
    removeEverything: ({ without }) => life.removeEverything(without),
    readRemovalReport: () => life.readRemovalReport(),
  };
}
