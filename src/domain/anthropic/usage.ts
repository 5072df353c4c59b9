/**
 * The usage block of a response. The three input figures are disjoint: the billed input is their sum. Null where the
 * response did not state a figure. Source: the Messages API reference, "usage".
 */
export interface Usage {
  readonly inputTokens: number | null;
  readonly cacheReadTokens: number | null;
  readonly cacheWrite5mTokens: number | null;
  readonly cacheWrite1hTokens: number | null;
  readonly outputTokens: number | null;
  /** `server_tool_use.web_search_requests`, billed by the request; left out where the response states none. */
  readonly webSearchRequests?: number;
}

/** The tokens of the whole prompt as billed, or null when the response did not say. */
export function billedInputTokens(usage: Usage): number | null {
  if (usage.inputTokens === null) return null;
  return (
    usage.inputTokens +
    (usage.cacheReadTokens ?? 0) +
    (usage.cacheWrite5mTokens ?? 0) +
    (usage.cacheWrite1hTokens ?? 0)
  );
}
