/** Those of the known words that are written most like this one, the nearest first; none that shares too little with it. */
export function nearestWords(word: string, known: readonly string[], most = 3): readonly string[] {
  const wanted = word.toLowerCase().slice(0, longest);
  const furthest = Math.max(1, Math.floor(wanted.length / 2));
  return known
    .map((candidate) => ({ candidate, distance: wanted.length > 1 && candidate.startsWith(wanted) ? 0 : distanceOf(wanted, candidate.slice(0, longest)) }))
    .filter(({ distance }) => distance <= furthest)
    .toSorted((one, other) => one.distance - other.distance)
    .slice(0, most)
    .map(({ candidate }) => candidate);
}

const longest = 40;

/** How many signs have to be put in, left out, changed, or changed with their neighbour. */
function distanceOf(one: string, other: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1];
      let least = Math.min((last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + (isSame ? 0 : 1));
      const areSwapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (areSwapped) least = Math.min(least, (beforeLast[column - 2] ?? 0) + 1);
      current.push(least);
    }
    beforeLast = last;
    last = current;
  }
  return last[other.length] ?? 0;
}
