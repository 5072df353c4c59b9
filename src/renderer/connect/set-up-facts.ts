import type { ClaudeSettingsView } from '../../contract/claude-settings-view.ts';
import type { SessionView } from '../../contract/exchange-view.ts';
import type { StatusView, TrustState } from '../../contract/status-view.ts';
import { formatCounted } from '../format/quantities.ts';

export type SetUpStep = 'trust' | 'point' | 'run';

/** What is known of a step: whether it is done, and the fact that says so, or what is waited for. */
export interface StepFact {
  readonly step: SetUpStep;
  readonly isDone: boolean;
  readonly fact: string;
}

export interface SetUpFacts {
  readonly steps: readonly [StepFact, StepFact, StepFact];
  /** The first that is neither done nor left out; null once requests come, whatever is not done of the others. */
  readonly next: SetUpStep | null;
  readonly client: ClientState;
}

/** How far the way of a client has come. */
export type ClientState =
  | { readonly state: 'waiting' }
  | { readonly state: 'connected'; readonly clients: number }
  /** One came and refused the certificate: it passes through unseen. */
  | { readonly state: 'distrusting' }
  /** One is there that does not come here. */
  | { readonly state: 'running-past' }
  | { readonly state: 'seen'; readonly requests: number }
  | { readonly state: 'not-recording' };

interface Known {
  /** Undefined while they are not known. */
  readonly trust: TrustState | undefined;
  readonly status: StatusView | undefined;
  readonly sessions: readonly SessionView[] | undefined;
  readonly settings: ClaudeSettingsView | undefined;
  /** Steps that the user leaves out for now. */
  readonly leftOut: ReadonlySet<SetUpStep>;
}

/** The steps from nothing to the first request, ticked off by what is so, not by what was pressed. */
export function setUpFacts({ trust, status, sessions, settings, leftOut }: Known): SetUpFacts {
  const requests = requestsOfSessions(sessions ?? []);
  const clients = status?.clients ?? 0;
  const isTrusted = trust?.state === 'trusted';
  const settingsPointHere = doPointHere(settings);
  const isDistrusted = (status?.distrusting.length ?? 0) > 0;
  // One that refused the certificate was not started by any of the ways.
  const isPointed = settingsPointHere || requests > 0 || (status !== undefined && !isDistrusted && hasSeenClient(status));
  const steps: SetUpFacts['steps'] = [
    { step: 'trust', isDone: isTrusted, fact: trust === undefined ? '' : trustWords[trust.state] },
    { step: 'point', isDone: isPointed, fact: isPointed ? pointedWords(clients, settingsPointHere) : isDistrusted ? 'A client does not trust the certificate' : 'No client yet' },
    { step: 'run', isDone: requests > 0, fact: requests > 0 ? `${formatCounted(requests, 'request')} captured` : 'No request yet' },
  ];
  // Claude Code that is pointed here by its settings, or shall be started anew to be, trusts it without the system.
  const needsTrust = !settingsPointHere && !isDistrusted && !leftOut.has('trust');
  const next = requests > 0 ? undefined : steps.find(({ isDone, step }) => !isDone && (step === 'trust' ? needsTrust : !leftOut.has(step)));
  return { steps, next: next?.step ?? null, client: clientState(status, clients, requests) };
}

/** Whether Claude Code's own settings lead here, whoever set them so. */
export function doPointHere(settings: ClaudeSettingsView | undefined): boolean {
  return settings?.standing.state === 'set' || settings?.standing.state === 'set-by-hand';
}

const trustWords = { trusted: 'Trusted by this system', 'not-trusted': 'Not trusted', 'cannot-tell': 'Cannot tell' } as const;

function pointedWords(clients: number, settingsPointHere: boolean): string {
  if (clients > 0) return `${formatCounted(clients, 'client')} connected`;
  return settingsPointHere ? 'All of Claude Code' : 'A client came';
}

/** Requests that were captured here in sessions of Claude Code: no sample, no import, nothing that passed unseen, which names no session. */
function requestsOfSessions(sessions: readonly SessionView[]): number {
  return sessions.filter(({ id, importNumber }) => importNumber === null && !id.startsWith('host:')).reduce((sum, { exchanges }) => sum + exchanges, 0);
}

/** Since the start: one that is connected, or one that was captured or passed through. */
function hasSeenClient({ clients, accounts, tunnelled, unseen }: StatusView): boolean {
  return clients > 0 || accounts.connections > 0 || tunnelled > 0 || unseen > 0;
}

function clientState(status: StatusView | undefined, clients: number, requests: number): ClientState {
  if (status?.capture === false) return { state: 'not-recording' };
  if (requests > 0) return { state: 'seen', requests };
  if (status !== undefined && status.distrusting.length > 0) return { state: 'distrusting' };
  if (clients > 0) return { state: 'connected', clients };
  return status !== undefined && status.runningPast.length > 0 ? { state: 'running-past' } : { state: 'waiting' };
}
