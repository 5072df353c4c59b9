import { billedInputTokens, type Usage } from '../anthropic/usage.ts';
import { promptBorders } from './price.ts';
import { tokenRates, type TokenRates } from './token-rates.ts';

const quarterHourMs = 900_000;
// Models and quarters of an hour that are asked for in one go.
const mostKnown = 4096;

/**
 * The rates of tokens, looked up once for each model, quarter of an hour, and length of prompt that the price list tells apart: the list
 * takes a tenth of a millisecond to answer, and a hundred thousand bills have a few rates between them.
 */
export class KnownRates {
  readonly #borders = new Map<string, readonly number[]>();
  readonly #rates = new Map<string, TokenRates>();

  /** As `tokenRates`. */
  of(usage: Usage, model: string, atMs: number): TokenRates {
    const inputTokens = billedInputTokens(usage) ?? 0;
    const period = `${Math.floor(atMs / quarterHourMs)} ${model}`;
    const borders = kept(this.#borders, period, () => promptBorders(model, atMs));
    // Of no prompt at all there are no rates.
    const length = inputTokens === 0 ? 'none' : borders.map((border) => (inputTokens > border ? '+' : inputTokens === border ? '=' : '-')).join('');
    return kept(this.#rates, `${period} ${length}`, () => tokenRates(usage, model, atMs));
  }
}

function kept<Value>(map: Map<string, Value>, key: string, read: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  if (map.size >= mostKnown) map.clear();
  const value = read();
  map.set(key, value);
  return value;
}
