import { setImmediate } from 'node:timers/promises';
import { sourceKey } from '../../../domain/attribution/source-key.ts';
import type { InsightFacts, MemoryText, OwnerFacts } from '../../../domain/insight/insight-facts.ts';
import type { StoreReads } from '../../store/reads.ts';
import { readSourceText } from '../source-texts/read-source-texts.ts';

/** Each is read out of a stored body, which takes some ten milliseconds. Nobody has more files that matter: those with the most tokens are read. */
const mostFiles = 24;
/** Four times what Claude Code warns of; what is behind it is not compared. */
const comparedChars = 160_000;
/** The latest requests that are looked into for a text: of older ones the content may be gone. */
const mostHolders = 5;

/** The latest text of the memory files of a range, of a file with several sources that of the largest. Between two of them others get their answers. */
export async function readMemoryTexts(store: StoreReads, { owners }: Pick<InsightFacts, 'owners'>): Promise<readonly MemoryText[]> {
  const files = owners.filter(({ group, name }) => group === 'memory' && name !== null).toSorted((one, other) => other.tokens - one.tokens || (one.key < other.key ? -1 : 1));
  const texts: MemoryText[] = [];
  for (const file of files.slice(0, mostFiles)) {
    await setImmediate();
    const text = await latestText(store, file);
    if (text !== null) texts.push(text);
  }
  return texts;
}

async function latestText(store: StoreReads, { key, name, sources }: OwnerFacts): Promise<MemoryText | null> {
  const [largest] = sources.toSorted((one, other) => other.tokens - one.tokens || (one.key < other.key ? -1 : 1));
  const source = largest?.key ?? sourceKey({ kind: 'memory-file', path: name ?? '' });
  const holder = store.listSourceHolders(source, mostHolders).find(({ isContentRemoved }) => !isContentRemoved);
  if (holder === undefined) return null;
  const found = await readSourceText(store, source, holder.id);
  if (found === null) return null;
  const isCut = found.isCut || found.text.length > comparedChars;
  return { key, path: name, text: found.text.slice(0, comparedChars), isCut, tokens: holder.tokens ?? 0, id: holder.id };
}
