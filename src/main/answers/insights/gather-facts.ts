import { setImmediate } from 'node:timers/promises';
import type { InsightRange } from '../../../contract/insight-view.ts';
import type { InsightFacts, MemoryText, OwnerFacts, SourceFacts } from '../../../domain/insight/insight-facts.ts';
import type { SourceHolder, StoreReads } from '../../store/reads.ts';
import { latestCopyInRequest } from '../source-texts/text-of-source.ts';
import { readStoredRequest } from '../stored-request.ts';

/** Of more memory files than anybody has in a project the largest are read. */
const mostTexts = 40;
const longestText = 200_000;
/** The latest requests that held a file, some at first; of those of the range one is taken whose content is still there. */
const mostHolders = [10, 200];

/** All that the rules of the insights look at. The texts of memory files stand in bodies: between two of them others get their answers. */
export async function gatherFacts(store: StoreReads, range: InsightRange): Promise<InsightFacts> {
  const facts = store.readInsightFacts(range);
  return { ...facts, memory: await readMemoryTexts(store, range, facts.owners) };
}

/** Without a path it is what Claude Code writes around the files. */
async function readMemoryTexts(store: StoreReads, range: InsightRange, owners: readonly OwnerFacts[]): Promise<readonly MemoryText[]> {
  const files = owners
    .flatMap(({ sources }) => sources.filter(({ kind, name }) => kind === 'memory-file' && name !== null))
    .toSorted((one, other) => other.tokens / other.requests - one.tokens / one.requests)
    .slice(0, mostTexts);
  // Files of a project are mostly in one request, whose body is then read once.
  const byRequest = new Map<string, SourceFacts[]>();
  for (const file of files) {
    const holder = holderOf(store, range, file.key);
    if (holder !== null) byRequest.set(holder.id, [...(byRequest.get(holder.id) ?? []), file]);
  }
  const texts: MemoryText[] = [];
  for (const [id, held] of byRequest) {
    await setImmediate();
    const request = await readStoredRequest(store, id);
    for (const { key, name } of held) {
      const found = latestCopyInRequest(request, key);
      if (found === null) continue;
      texts.push({ key, path: name, text: found.text.slice(0, longestText), isCut: found.text.length > longestText, tokens: found.tokens ?? 0, id });
    }
  }
  return texts.toSorted((one, other) => other.tokens - one.tokens);
}

function holderOf(store: StoreReads, range: InsightRange, key: string): SourceHolder | null {
  for (const most of mostHolders) {
    const holder = store.listSourceHolders(key, most).find(({ startedAtUs, isContentRemoved }) => !isContentRemoved && isIn(range, startedAtUs));
    if (holder !== undefined) return holder;
  }
  return null;
}

function isIn({ fromUs = -Infinity, untilUs = Infinity }: InsightRange, atUs: number): boolean {
  return atUs >= fromUs && atUs < untilUs;
}
