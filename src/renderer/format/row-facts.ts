import type { ExchangeRow } from '../../contract/exchange-view.ts';
import { billedInputTokens } from '../../domain/anthropic/usage.ts';
import { formatCount, unknownFigure } from './quantities.ts';
import { purposeWords } from './purpose-words.ts';

/**
 * How a row ended, for the eye: `waiting` before the first byte of the response, `streaming` after it; `unseen` when all of it
 * passed by us, `part-seen` when its rest did.
 */
export type RowMood = 'waiting' | 'streaming' | 'fine' | 'refused' | 'cut-off' | 'failed' | 'part-seen' | 'unseen';

// It was we who lost sight of these: for the client they went on.
const lostFromSight: ReadonlySet<string> = new Set(['recorder-behind', 'recorder-failed', 'capture-off']);

/** How a row stands, from its state, its status and its error. */
export function rowMood(row: ExchangeRow): RowMood {
  if (row.state === 'open') return row.timing.responseStartedAtUs === null ? 'waiting' : 'streaming';
  if (row.state === 'uncaptured') return 'unseen';
  if (row.state === 'failed') return 'failed';
  if (row.state === 'interrupted') return row.error !== null && lostFromSight.has(row.error.code) ? 'part-seen' : 'cut-off';
  if (row.status !== null && row.status >= 400) return 'refused';
  // An error inside a stream that began with 200.
  return row.error === null ? 'fine' : 'refused';
}

/** Whether something went wrong, which a row then says with a sign, a word and a colour. */
export function isTrouble(mood: RowMood): mood is 'refused' | 'cut-off' | 'failed' {
  return mood === 'refused' || mood === 'cut-off' || mood === 'failed';
}

/** The words of the status column. */
export function statusWords(row: ExchangeRow): string {
  const status = row.status === null ? '' : String(row.status);
  switch (rowMood(row)) {
    case 'waiting':
      return 'waiting';
    case 'streaming':
      return `${status} …`;
    case 'cut-off':
      return status === '' ? 'cut off' : `${status} cut off`;
    case 'part-seen':
      return status === '' ? 'in part' : `${status} in part`;
    case 'unseen':
      return 'unseen';
    case 'failed':
      return status === '' ? 'failed' : `${status} failed`;
    case 'refused':
      return row.status !== null && row.status < 400 ? `${status} error` : status;
    case 'fine':
      return status === '' ? unknownFigure : status;
  }
}

const opaqueId = /^[0-9a-f-]{12,}$/i;

/**
 * Who sent it: the main thread, a subagent or a skill that runs as one by its name, by the start of its id until the name is known;
 * null where the request does not say.
 */
export function agentName(row: ExchangeRow): string | null {
  if (row.agentName !== null) return row.agentName;
  if (row.requestClass === 'main') return 'main';
  if (row.agentId !== null) return opaqueId.test(row.agentId) ? row.agentId.slice(0, 8) : row.agentId;
  if (row.requestClass === 'subagent') return 'subagent';
  return row.threadKey === 'main' ? 'main' : null;
}

/**
 * Whether a row stands for a connection of which no request was read: it passed through unseen, or it ended before there was one.
 * It has no method, path, model or tokens, but a host, a reason and an end.
 */
export function isConnection(row: ExchangeRow): boolean {
  return row.state === 'uncaptured' || (row.state !== 'open' && row.method === '');
}

/** The host, and the port where it is not that of https. */
export function hostName({ host, port }: ExchangeRow): string {
  return port === 443 ? host : `${host}:${port}`;
}

/** Whether a row is a side call of the client: no turn of a conversation, and nothing that was billed. */
export function isAside(row: ExchangeRow): boolean {
  if (isConnection(row)) return false;
  // Below the messages' own address there are prompts too, in batches.
  return row.requestClass === 'count-tokens' || (row.requestClass === 'other' && !row.path.startsWith('/v1/messages'));
}

/** The path without its query. */
export function plainPath(row: ExchangeRow): string {
  return row.path.split('?', 1)[0] ?? row.path;
}

/**
 * What kind of request it is: a step of a turn of the user's, or what Claude Code asked it for; for those that are no prompt, the last
 * part of the path, and the method unless it is GET. A turn has no number until the analyst has placed it.
 */
export function kindName(row: ExchangeRow): string {
  if (isConnection(row)) return row.host;
  if (row.auxiliaryPurpose !== null) return purposeWords[row.auxiliaryPurpose];
  switch (row.requestClass) {
    case 'main':
    case 'subagent':
      return row.turnNumber === null ? 'turn' : `turn ${formatCount(row.turnNumber)}`;
    case 'auxiliary':
      return purposeWords.other;
    case 'compaction':
    case 'count-tokens':
      return purposeWords[row.requestClass];
    case 'other':
      return `${row.method === 'GET' ? '' : `${row.method} `}${pathEnd(plainPath(row))}`;
  }
}

function pathEnd(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash <= 0 || slash === path.length - 1 ? path : `…${path.slice(slash)}`;
}

/** A model's name without the maker's prefix and the date at its end, which the title keeps. */
export function shortModel(model: string): string {
  return model.replace(/^claude-/, '').replace(/-\d{8}$/, '');
}

/** The share of the billed prompt that was read from the cache, from 0 to 1; null while the usage is not known. */
export function cachedShare(row: ExchangeRow): number | null {
  if (row.usage === null) return null;
  const billed = billedInputTokens(row.usage);
  if (billed === null || billed === 0 || row.usage.cacheReadTokens === null) return null;
  return row.usage.cacheReadTokens / billed;
}

/** From the first byte of the request to the first of the response, microseconds. */
export function firstTokenUs({ timing }: ExchangeRow): number | null {
  return timing.responseStartedAtUs === null ? null : timing.responseStartedAtUs - timing.requestStartedAtUs;
}

/** From the first byte of the request to the last of the response, microseconds; null where it never came. */
export function totalUs({ timing }: ExchangeRow): number | null {
  return timing.responseDeliveredAtUs === null ? null : timing.responseDeliveredAtUs - timing.requestStartedAtUs;
}
