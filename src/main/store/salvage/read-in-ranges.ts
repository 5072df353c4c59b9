/** More failing reads than this are not made: a number out of the damage can be as high as it likes. */
const mostFailures = 2_000_000;

/**
 * The rows with numbers from `from` to `to`, as far as they can be read: a range that cannot be read is halved until the number that is to blame
 * stands alone, and that one is left out. `read` answers the rows of a range, or throws.
 */
export function readInRanges<Row>(from: number, to: number, read: (from: number, to: number) => readonly Row[]): readonly Row[] {
  const rows: Row[] = [];
  let failures = 0;
  const waiting: (readonly [number, number])[] = [[from, to]];
  for (let range = waiting.pop(); range !== undefined; range = waiting.pop()) {
    const [first, last] = range;
    try {
      rows.push(...read(first, last));
    } catch {
      failures += 1;
      if (first >= last || failures > mostFailures) continue;
      const middle = first + Math.floor((last - first) / 2);
      // The lower half first.
      waiting.push([middle + 1, last], [first, middle]);
    }
  }
  return rows;
}
