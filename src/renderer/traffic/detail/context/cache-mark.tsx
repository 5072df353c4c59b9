import type { TokensByState } from '../../../../domain/cost/cache-state.ts';
import { unknownFigure } from '../../../format/quantities.ts';
import { cacheWords, stateParts } from './cache-words.ts';
import './cache-mark.css';

/** How tokens were billed, as a small band: read from the cache (full), written to it (striped), neither (empty). Words say the same. */
export function CacheMark({ tokens }: { readonly tokens: TokensByState | null }) {
  const words = cacheWords(tokens);
  const parts = tokens === null ? [] : stateParts(tokens);
  return (
    <span className="cache-mark" title={words}>
      <span className="cache-band" aria-hidden="true">
        {parts.length === 0
          ? unknownFigure
          : parts.map(({ state, tokens: count }) => <i key={state} className={`cache-${state}`} style={{ flexGrow: count }} />)}
      </span>
      <span className="for-screen-readers"> {words}</span>
    </span>
  );
}
