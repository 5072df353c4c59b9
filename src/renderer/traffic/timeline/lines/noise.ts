import type { ExchangeRow } from '../../../../contract/exchange-view.ts';
import type { AuxiliaryPurpose } from '../../../../domain/thread/auxiliary-purpose.ts';
import { isAside, isTrouble, rowMood } from '../../../format/row-facts.ts';

// Short, cheap and of no interest by itself. What reads pages or sums up a conversation is none of these.
const noisyPurposes: ReadonlySet<AuxiliaryPurpose> = new Set(['title', 'topic', 'count-tokens', 'safety-check', 'quota-probe']);

/** Whether a row is one of those that Claude Code sends by the way. One that broke is not: that one wants to be seen. */
export function isNoise(row: ExchangeRow): boolean {
  if (row.auxiliaryPurpose === null ? row.requestClass !== 'count-tokens' && row.requestClass !== 'other' : !noisyPurposes.has(row.auxiliaryPurpose)) return false;
  const isQuiet = isAside(row);
  if (!isQuiet && row.auxiliaryPurpose === null) return false;
  const mood = rowMood(row);
  // A side call that a server refused hurts nobody.
  return mood === 'refused' ? isQuiet : !isTrouble(mood) && mood !== 'part-seen';
}

/** Whether a row is noise of the same kind, session and thread as one that is. Side calls are of one kind, whatever they call. */
export function isAlikeNoise(noise: ExchangeRow, row: ExchangeRow): boolean {
  return (
    noise.requestClass === row.requestClass &&
    noise.auxiliaryPurpose === row.auxiliaryPurpose &&
    noise.threadKey === row.threadKey &&
    noise.sessionId === row.sessionId &&
    noise.importNumber === row.importNumber &&
    isNoise(row)
  );
}
