/**
 * How a token of the prompt was billed, in the order in which the states stand in a prompt: read from the cache, written to
 * it for an hour or for five minutes, or neither. The API requires longer-lived entries to stand before shorter-lived ones
 * (prompt caching guide, "Mixing different TTLs").
 */
export const cacheStates = ['read', 'written-1h', 'written-5m', 'plain'] as const;
export type CacheState = (typeof cacheStates)[number];

/** Tokens by their state; the four sum to the whole. */
export type TokensByState = Readonly<Record<CacheState, number>>;

export const noTokens: TokensByState = { read: 0, 'written-1h': 0, 'written-5m': 0, plain: 0 };

export function addTokens(one: TokensByState, other: TokensByState): TokensByState {
  return {
    read: one.read + other.read,
    'written-1h': one['written-1h'] + other['written-1h'],
    'written-5m': one['written-5m'] + other['written-5m'],
    plain: one.plain + other.plain,
  };
}
