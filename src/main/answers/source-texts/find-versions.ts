/** A run of places, in order, at which the same was found; both ends were looked at. */
export interface Version<Found> {
  readonly first: number;
  readonly last: number;
  readonly found: Found;
}

const firstLooks = 25;

/**
 * What stands at the places 0 to `count` - 1 of a list that changes now and then, with at most `mostLooks` looks: at all of them where that is enough, else
 * evenly over the whole, and then between neighbours that differ, until it is known where each change is. `keyOf` tells what is the same. A place that
 * nothing can be said of (null) is passed over.
 */
export async function findVersions<Found>(
  count: number,
  mostLooks: number,
  look: (at: number) => Promise<Found | null>,
  keyOf: (found: Found) => string,
): Promise<{ readonly versions: readonly Version<Found>[]; readonly lookedAt: number }> {
  const seen = new Map<number, Found | null>();
  const lookAt = async (at: number): Promise<void> => {
    if (!seen.has(at) && seen.size < mostLooks) seen.set(at, await look(at));
  };
  const begin = count <= mostLooks ? count : Math.min(firstLooks, mostLooks);
  for (let index = 0; index < begin; index += 1) await lookAt(begin === 1 ? count - 1 : Math.round((index * (count - 1)) / (begin - 1)));
  for (let gap = widestChange(seen, keyOf); gap !== null && seen.size < mostLooks; gap = widestChange(seen, keyOf)) await lookAt(gap);
  return { versions: versionsOf(seen, keyOf), lookedAt: seen.size };
}

/** The middle of the widest stretch between two neighbours that differ; null where every change is found. */
function widestChange<Found>(seen: ReadonlyMap<number, Found | null>, keyOf: (found: Found) => string): number | null {
  let widest: { readonly from: number; readonly to: number } | null = null;
  const places = inOrder(seen);
  for (const [index, [to, found]] of places.entries()) {
    const before = places[index - 1];
    if (before === undefined || to - before[0] < 2 || sameKey(before[1], found, keyOf)) continue;
    if (widest === null || to - before[0] > widest.to - widest.from) widest = { from: before[0], to };
  }
  return widest === null ? null : Math.floor((widest.from + widest.to) / 2);
}

function versionsOf<Found>(seen: ReadonlyMap<number, Found | null>, keyOf: (found: Found) => string): readonly Version<Found>[] {
  const versions = new Map<string, Version<Found>>();
  for (const [at, found] of inOrder(seen)) {
    if (found === null) continue;
    const key = keyOf(found);
    versions.set(key, { first: versions.get(key)?.first ?? at, last: at, found });
  }
  return [...versions.values()].toSorted((one, other) => other.last - one.last);
}

function inOrder<Found>(seen: ReadonlyMap<number, Found>): readonly (readonly [number, Found])[] {
  return [...seen].toSorted(([one], [other]) => one - other);
}

function sameKey<Found>(one: Found | null, other: Found | null, keyOf: (found: Found) => string): boolean {
  return one === null || other === null ? one === other : keyOf(one) === keyOf(other);
}
