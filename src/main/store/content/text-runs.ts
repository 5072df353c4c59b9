import { packNumbers, unpackNumbers } from '../../../domain/octets/packed-numbers.ts';

/** Texts that follow one another: `count` of them, from number `first` on; numbers are up to 2^48. */
export interface TextRun {
  readonly first: number;
  readonly count: number;
}

/** The numbers in a row as runs. */
export function runsOf(numbers: readonly number[]): TextRun[] {
  const runs: { first: number; count: number }[] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last !== undefined && last.first + last.count === number) last.count += 1;
    else runs.push({ first: number, count: 1 });
  }
  return runs;
}

/** Runs as LEB128: how far each begins from the end of the one before (zigzag), and its count. */
export function packRuns(runs: readonly TextRun[]): Uint8Array {
  const values: number[] = [];
  let end = 0;
  for (const { first, count } of runs) {
    const step = first - end;
    values.push(step < 0 ? -step * 2 - 1 : step * 2, count);
    end = first + count;
  }
  return packNumbers(values);
}

/** What `packRuns` made. Throws on what ends within a number. */
export function unpackRuns(packed: Uint8Array): TextRun[] {
  const values = unpackNumbers(packed);
  const runs: TextRun[] = [];
  let end = 0;
  for (let at = 0; at + 1 < values.length; at += 2) {
    const step = values[at] ?? 0;
    const first = end + (step % 2 === 0 ? step / 2 : -(step + 1) / 2);
    const count = values[at + 1] ?? 0;
    runs.push({ first, count });
    end = first + count;
  }
  return runs;
}

/** The same; no runs where it is damaged. */
export function readRuns(packed: Uint8Array): TextRun[] {
  try {
    return unpackRuns(packed);
  } catch {
    return [];
  }
}

/**
 * Calls `found` for those of `wanted`, which are in ascending order, that are in packed runs, until it answers false. Nothing is unpacked: it is
 * asked of every body there is.
 */
export function eachInRuns(packed: Uint8Array, wanted: readonly number[], found: (number: number) => boolean): void {
  let end = 0;
  let at = 0;
  const next = (): number => {
    let value = 0;
    for (let scale = 1; at < packed.length; scale *= 0x80) {
      const byte = packed[at] ?? 0;
      at += 1;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) break;
    }
    return value;
  };
  while (at < packed.length) {
    const step = next();
    const first = end + (step % 2 === 0 ? step / 2 : -(step + 1) / 2);
    end = first + next();
    for (let index = firstNotBelow(wanted, first); index < wanted.length; index += 1) {
      const number = wanted[index] ?? end;
      if (number >= end) break;
      if (!found(number)) return;
    }
  }
}

/** The index of the first of `sorted` that is `least` or more; their number where none is. */
function firstNotBelow(sorted: readonly number[], least: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
