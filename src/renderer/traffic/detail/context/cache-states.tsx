import type { TokensByState } from '../../../../domain/cost/cache-state.ts';
import { formatCount } from '../../../format/quantities.ts';
import { stateParts } from './cache-words.ts';
import './cache-mark.css';

/** How tokens were billed, in figures and words, each with its key to the marks. In a narrow place the keys stand for the words. */
export function CacheStates({ tokens }: { readonly tokens: TokensByState }) {
  return stateParts(tokens).map(({ state, tokens: count, name }) => (
    <span key={state} className="cache-part" title={`${formatCount(count)} ${name}`}>
      <i className={`cache-key cache-${state}`} aria-hidden="true" />
      {formatCount(count)} <span className="cache-part-name">{name}</span>
    </span>
  ));
}
