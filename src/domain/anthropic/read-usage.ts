import type { Usage } from './usage.ts';
import { wireCount, wireRecord, type WireRecord } from './wire-json.ts';

/**
 * The `usage` of a response, or null where it has none. Cache writes are split by their `cache_creation`; what that leaves
 * of `cache_creation_input_tokens`, or all of it, counts as written for five minutes, the default of the API.
 */
export function readUsage(value: unknown): Usage | null {
  const usage = wireRecord(value);
  if (usage === null) return null;
  const searches = wireCount(wireRecord(usage['server_tool_use'])?.['web_search_requests']);
  return {
    inputTokens: wireCount(usage['input_tokens']),
    cacheReadTokens: wireCount(usage['cache_read_input_tokens']),
    ...cacheWrites(usage),
    outputTokens: wireCount(usage['output_tokens']),
    ...(searches === null ? {} : { webSearchRequests: searches }),
  };
}

/** The usage of a message so far, overridden by the figures that a later event states. */
export function laterUsage(sofar: WireRecord | null, later: unknown): WireRecord | null {
  const stated = Object.entries(wireRecord(later) ?? {}).filter(([, figure]) => figure !== null);
  return stated.length === 0 ? sofar : { ...sofar, ...Object.fromEntries(stated) };
}

function cacheWrites(usage: WireRecord): Pick<Usage, 'cacheWrite5mTokens' | 'cacheWrite1hTokens'> {
  const split = wireRecord(usage['cache_creation']);
  const split5m = wireCount(split?.['ephemeral_5m_input_tokens']);
  const split1h = wireCount(split?.['ephemeral_1h_input_tokens']);
  const total = wireCount(usage['cache_creation_input_tokens']);
  if (total === null) return { cacheWrite5mTokens: split5m, cacheWrite1hTokens: split1h };
  // The total may come later and be higher than the split, which the last event of a stream leaves out.
  const for1h = Math.min(split1h ?? 0, total);
  return { cacheWrite5mTokens: total - for1h, cacheWrite1hTokens: split1h === null ? null : for1h };
}
