/** Words that stand one after the other: runs of letters, digits, marks and characters for private use. */
export interface Phrase {
  /** As they are compared here: in lower case and without diacritics. */
  readonly words: readonly string[];
  /** As they were written, with a space between two. The index of texts (SQLite's `unicode61`) folds less than we do: it is asked for these. */
  readonly written: string;
  /** Whether the last word may go on. */
  readonly isPrefix: boolean;
}

/** A match in a text: UTF-16 offsets. */
export interface Match {
  readonly start: number;
  readonly end: number;
}

const wordPattern = /[\p{L}\p{N}\p{Co}\p{M}]+/gu;

/** A phrase of a text; a `*` at its end has the last word go on. Without words where there is nothing to look for. */
export function phraseOf(text: string): Phrase {
  const isPrefix = text.endsWith('*');
  const written = [...text.matchAll(wordPattern)].map(([word]) => word);
  return { words: written.map(folded), written: written.join(' '), isPrefix };
}

/** Up to `most` places of a text that say one of the phrases, in order, none of them twice. */
export function findPhrases(text: string, phrases: readonly Phrase[], most: number): Match[] {
  const wanted = phrases.filter(({ words }) => words.length > 0);
  const longest = Math.max(0, ...wanted.map(({ words }) => words.length));
  const found: Match[] = [];
  let last: (Match & { readonly word: string })[] = [];
  for (const match of longest === 0 ? [] : text.matchAll(wordPattern)) {
    if (found.length >= most) break;
    last = [...last.slice(1 - longest || last.length), { start: match.index, end: match.index + match[0].length, word: folded(match[0]) }];
    const ending = wanted.filter((phrase) => endsWith(last, phrase)).map(({ words }) => words.length);
    if (ending.length === 0) continue;
    const start = last.at(-Math.max(...ending))?.start ?? match.index;
    const before = found.at(-1);
    if (before !== undefined && before.end > start) found.pop();
    found.push({ start: before !== undefined && before.end > start ? Math.min(before.start, start) : start, end: match.index + match[0].length });
  }
  return found;
}

function endsWith(last: readonly { readonly word: string }[], { words, isPrefix }: Phrase): boolean {
  if (last.length < words.length) return false;
  return words.every((word, index) => {
    const said = last[last.length - words.length + index]?.word ?? '';
    return isPrefix && index === words.length - 1 ? said.startsWith(word) : said === word;
  });
}

function folded(word: string): string {
  return word.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
