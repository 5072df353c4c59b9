import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { DifferenceView } from '../../../contract/comparison-view.ts';
import type { SourceText, SourceTexts } from '../../../contract/source-view.ts';
import { hasVersions } from '../../../domain/attribution/recurring-kinds.ts';
import { isSourceKind } from '../../../domain/attribution/source.ts';
import { differenceOf } from '../../../domain/comparison/text-difference.ts';
import type { SourceHolder, StoreReads } from '../../store/reads.ts';
import { shownDifference } from '../compare-stored-requests.ts';
import { findVersions } from './find-versions.ts';
import { textOfSource, type TextOfSource } from './text-of-source.ts';

/** Bodies are read one by one in the process that answers the window: so many take about a second. */
const mostLooks = 48;
const mostHolders = 20_000;
const mostSamples = 12;
/** Of a text as it is shown; more is for a file. */
const shownChars = 400_000;

interface Looked extends Omit<TextOfSource, 'text'> {
  readonly hash: string;
}

/** The texts that a source had over time; see the contract. Between two requests others get their answers. */
export async function readSourceTexts(store: StoreReads, key: string): Promise<SourceTexts> {
  const isVersion = keyHasVersions(key);
  const holders = store.listSourceHolders(key, mostHolders);
  const stored = holders.filter(({ isContentRemoved }) => !isContentRemoved).toReversed();
  const look = async (at: number): Promise<Looked | null> => {
    await setImmediate();
    const found = await textOfSource(store, stored[at]?.id ?? '', key, isVersion);
    return found === null ? null : { hash: createHash('sha256').update(found.text).digest('base64'), bytes: found.bytes, tokens: found.tokens };
  };
  const { texts, lookedAt } = isVersion ? await versionsOf(stored, look) : await samplesOf(stored, look);
  return { state: isVersion ? 'versions' : 'samples', texts, requests: holders.length, withoutContent: holders.length - stored.length, lookedAt };
}

/** One of these texts, by a request that holds it; null where it is not stored any more. */
export async function readSourceText(store: StoreReads, key: string, id: string): Promise<{ readonly text: string; readonly isCut: boolean } | null> {
  const found = await textOfSource(store, id, key, keyHasVersions(key));
  return found === null ? null : { text: found.text.slice(0, shownChars), isCut: found.text.length > shownChars };
}

/** How the text of a source differs from one request to another; null where either is not stored any more. */
export async function readSourceDifference(store: StoreReads, key: string, beforeId: string, afterId: string): Promise<DifferenceView | null> {
  const isVersion = keyHasVersions(key);
  const [before, after] = [await textOfSource(store, beforeId, key, isVersion), await textOfSource(store, afterId, key, isVersion)];
  return before === null || after === null ? null : shownDifference(differenceOf(before.text, after.text));
}

async function versionsOf(stored: readonly SourceHolder[], look: (at: number) => Promise<Looked | null>) {
  const { versions, lookedAt } = await findVersions(stored.length, mostLooks, look, ({ hash }) => hash);
  const texts = versions.flatMap(({ first, last, found }) => textAt(stored[first], stored[last], found));
  return { texts, lookedAt };
}

/** The latest ones that differ. */
async function samplesOf(stored: readonly SourceHolder[], look: (at: number) => Promise<Looked | null>) {
  const found = new Map<string, SourceText>();
  let lookedAt = 0;
  for (let at = stored.length - 1; at >= 0 && lookedAt < mostLooks && found.size < mostSamples; at -= 1) {
    const looked = await look(at);
    lookedAt += 1;
    if (looked === null) continue;
    const known = found.get(looked.hash);
    const [text] = textAt(stored[at], stored[at], looked);
    // It was seen earlier in this request than in those looked at before.
    if (text !== undefined) found.set(looked.hash, known === undefined ? text : { ...known, firstId: text.firstId, firstSeenAtUs: text.firstSeenAtUs });
  }
  return { texts: [...found.values()], lookedAt };
}

function textAt(first: SourceHolder | undefined, last: SourceHolder | undefined, { bytes, tokens }: Looked): readonly SourceText[] {
  if (first === undefined || last === undefined) return [];
  return [{ firstId: first.id, firstSeenAtUs: first.startedAtUs, lastId: last.id, lastSeenAtUs: last.startedAtUs, bytes, tokens }];
}

function keyHasVersions(key: string): boolean {
  const kind = key.split('/', 1)[0] ?? '';
  return isSourceKind(kind) && hasVersions(kind);
}
