/**
 * The most items that can stay where they are while the others are taken out and put elsewhere: a longest run, with gaps, whose
 * places rise. Places are distinct. Takes n log n steps.
 */
export function stayingInOrder<Item>(items: readonly Item[], placeOf: (item: Item) => number): ReadonlySet<Item> {
  /** For each length, the item that ends a run of it at the lowest place; as indexes. */
  const ends: number[] = [];
  const previous: (number | undefined)[] = [];
  const places = items.map(placeOf);
  places.forEach((place, index) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((places[ends[middle] ?? 0] ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    previous.push(ends[low - 1]);
    ends[low] = index;
  });
  const staying = new Set<Item>();
  for (let index = ends.at(-1); index !== undefined; index = previous[index]) {
    const item = items[index];
    if (item !== undefined) staying.add(item);
  }
  return staying;
}
