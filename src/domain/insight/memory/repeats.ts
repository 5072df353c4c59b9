import type { MemoryText } from '../insight-facts.ts';
import { isLoadedTogether, memoryReach, type MemoryReach } from './loaded-together.ts';
import { statementsOf } from './statements.ts';

/** What one memory file says that stands in it, or in a file that is loaded with it, before. */
export interface Repeats {
  readonly memory: MemoryText;
  /** How many statements, the longest of them, and the files that say the same. */
  readonly statements: number;
  readonly longest: string;
  readonly elsewhere: readonly MemoryText[];
  /** The part of the file that they are, from 0 to 1, and how much of that is the file's own repetition. */
  readonly share: number;
  readonly shareWithin: number;
}

/** Of a statement that is in more files, more are not looked at: each project of a big disk may have the same line. */
const mostHolders = 8;

interface Holder {
  readonly memory: MemoryText;
  readonly reach: MemoryReach;
}

/** Each file with what it repeats, in the order of `files`: what comes first is taken to be the one that says it, and what follows to repeat it. */
export function memoryRepeats(files: readonly MemoryText[]): readonly Repeats[] {
  const holdersOf = new Map<string, Holder[]>();
  return files.flatMap((memory) => {
    const reach = memoryReach(memory.path ?? memory.key);
    const elsewhere = new Map<string, MemoryText>();
    let [statements, signs, signsWithin, longest] = [0, 0, 0, ''];
    for (const { text, alike } of statementsOf(memory.text)) {
      const holders = holdersOf.get(alike) ?? [];
      const before = holders.find((holder) => holder.memory === memory) ?? holders.find((holder) => holder.memory.id === memory.id || isLoadedTogether(holder.reach, reach));
      if (before === undefined) {
        if (holders.length < mostHolders) holdersOf.set(alike, [...holders, { memory, reach }]);
        continue;
      }
      statements += 1;
      signs += text.length;
      if (text.length > longest.length) longest = text;
      if (before.memory === memory) signsWithin += text.length;
      else elsewhere.set(before.memory.key, before.memory);
    }
    if (statements === 0) return [];
    const all = Math.max(1, memory.text.length);
    return { memory, statements, longest, elsewhere: [...elsewhere.values()], share: Math.min(1, signs / all), shareWithin: Math.min(1, signsWithin / all) };
  });
}
