import { byStart, type ThreadRecord } from './thread-record.ts';

/**
 * The first of the earlier requests that this one repeats; null when it repeats none. Claude Code sends a request again with the same
 * bytes, whatever became of the first, and states no number of the attempt that could be believed. Equal bytes of two subagents are two
 * requests, and a part of the context may be counted as often as it is asked for.
 */
export function originalOf(request: ThreadRecord, candidates: readonly ThreadRecord[]): ThreadRecord | null {
  const key = retryKey(request);
  if (key === null) return null;
  const attempts = candidates.filter(
    (candidate) => candidate.bodyHash === request.bodyHash && retryKey(candidate) === key && byStart(candidate, request) < 0,
  );
  return attempts.toSorted(byStart)[0] ?? null;
}

/** What is equal for all attempts of one request and for no other request; null for requests that are never folded. */
export function retryKey({ bodyHash, facts }: ThreadRecord): string | null {
  if (bodyHash === null || facts.requestClass === 'other' || facts.requestClass === 'count-tokens') return null;
  return JSON.stringify([facts.sessionId, facts.agentId, bodyHash]);
}
