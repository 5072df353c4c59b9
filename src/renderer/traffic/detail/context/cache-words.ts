import { cacheStates, type CacheState, type TokensByState } from '../../../../domain/cost/cache-state.ts';
import { formatCount } from '../../../format/quantities.ts';

/** Tokens of one state, with what the state is called. */
interface StatePart {
  readonly state: CacheState;
  readonly tokens: number;
  readonly name: string;
}

const stateNames: Readonly<Record<CacheState, string>> = {
  read: 'read',
  'written-1h': 'written, 1 h',
  'written-5m': 'written, 5 min',
  plain: 'not cached',
};

/** What a state is called. */
export function cacheStateName(state: CacheState): string {
  return stateNames[state];
}

/** The states that tokens were billed in, in the order of the prompt; those without tokens are left out. */
export function stateParts(tokens: TokensByState): readonly StatePart[] {
  return cacheStates.flatMap((state) => (tokens[state] === 0 ? [] : [{ state, tokens: tokens[state], name: stateNames[state] }]));
}

/** `58,204 read · 880 not cached`; for null that it is not known, for what was free that nothing was billed. */
export function cacheWords(tokens: TokensByState | null): string {
  if (tokens === null) return 'cache unknown';
  const parts = stateParts(tokens);
  return parts.length === 0 ? 'no tokens' : parts.map((part) => `${formatCount(part.tokens)} ${part.name}`).join(' · ');
}
