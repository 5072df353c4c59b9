import { diffLines, diffWordsWithSpace } from 'diff';

/** A run of text that both have, or only one. */
export interface DifferencePart {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/**
 * How two texts differ. The parts that are the same or removed are the first text, those that are the same or added the
 * second. `compared`: line by line, or word by word within a line. `replaced`: what is between the beginning and the end
 * that both have is given as a whole, as it is too long to be compared, or has too little in common.
 */
export interface TextDifference {
  readonly state: 'compared' | 'replaced';
  readonly reason: null | 'too-long' | 'too-different';
  readonly parts: readonly DifferencePart[];
}

/** Past these nothing is compared: the library takes time and memory in proportion to length times differences. */
const longestInLines = 20_000;
const longestInCharacters = 2_000_000;
const longestLineInCharacters = 20_000;
const mostEdits = 1000;

/** Compares two texts, such as those of a changed entry, within bounds whatever they are. */
export function differenceOf(before: string, after: string): TextDifference {
  const head = commonHead(before, after);
  const tail = commonTail(before, after, head);
  const middle = between(before.slice(head, before.length - tail), after.slice(head, after.length - tail));
  const parts: readonly DifferencePart[] = [
    { kind: 'same', text: before.slice(0, head) },
    ...middle.parts,
    { kind: 'same', text: before.slice(before.length - tail) },
  ];
  return { ...middle, parts: parts.filter(({ text }) => text !== '') };
}

function between(before: string, after: string): TextDifference {
  const whole: readonly DifferencePart[] = [
    { kind: 'removed', text: before },
    { kind: 'added', text: after },
  ];
  if (before === '' || after === '') return { state: 'compared', reason: null, parts: whole };
  const isOneLine = !before.trimEnd().includes('\n') && !after.trimEnd().includes('\n');
  const longest = Math.max(before.length, after.length);
  if (isOneLine ? longest > longestLineInCharacters : longest > longestInCharacters || isLong(before) || isLong(after)) {
    return { state: 'replaced', reason: 'too-long', parts: whole };
  }
  const options = { maxEditLength: mostEdits };
  const changes = isOneLine ? diffWordsWithSpace(before, after, options) : diffLines(before, after, options);
  if (changes === undefined) return { state: 'replaced', reason: 'too-different', parts: whole };
  const parts = changes.map(({ value, added, removed }): DifferencePart => ({ kind: added ? 'added' : removed ? 'removed' : 'same', text: value }));
  return { state: 'compared', reason: null, parts };
}

function isLong(text: string): boolean {
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1 && lines <= longestInLines; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines > longestInLines;
}

/** How many characters both begin with, up to the end of a line. */
function commonHead(before: string, after: string): number {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before.charCodeAt(head) === after.charCodeAt(head)) head += 1;
  if (head === before.length && head === after.length) return head;
  return head === 0 ? 0 : before.lastIndexOf('\n', head - 1) + 1;
}

/** How many characters both end with, behind the head, from the beginning of a line. */
function commonTail(before: string, after: string, head: number): number {
  const most = Math.min(before.length, after.length) - head;
  let tail = 0;
  let lines = 0;
  while (tail < most) {
    const unit = before.charCodeAt(before.length - 1 - tail);
    if (unit !== after.charCodeAt(after.length - 1 - tail)) break;
    // Behind a line end a line begins: all that follows it belongs to the tail.
    if (unit === 0x0a) lines = tail;
    tail += 1;
  }
  return lines;
}
