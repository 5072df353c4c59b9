import { formatCount, formatTokenCount } from '../../../format/quantities.ts';
import type { CacheRun } from './cache-runs.ts';
import { cacheStateName } from './cache-words.ts';

interface CacheLineProps {
  readonly runs: readonly CacheRun[];
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Below the map, how the prompt was billed from its beginning to its end; and across it, where the cached part ends. */
export function CacheLine({ runs, widthPx, heightPx }: CacheLineProps) {
  const total = runs.reduce((sum, { tokens }) => sum + tokens, 0);
  if (total === 0) return null;
  return (
    <div className="cache-line" role="img" aria-label={`In the order of the prompt: ${runs.map(({ state, tokens }) => `${formatCount(tokens)} ${cacheStateName(state)}`).join(', then ')}`}>
      {runs.map(({ state, from, tokens }, index) => {
        const left = (from / total) * widthPx;
        const words = `${formatTokenCount(tokens, false)} ${cacheStateName(state)}`;
        return (
          <span key={index}>
            <i className={`cache-${state}`} title={words} style={{ left, width: Math.max(1, (tokens / total) * widthPx) }} />
            {index > 0 && <b className="cache-border" style={{ left, height: heightPx }} />}
          </span>
        );
      })}
    </div>
  );
}
