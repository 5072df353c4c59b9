import { z } from 'zod';
import { marker } from '../../../contract/marker-view.ts';
import type { Store } from '../open-store.ts';
import type { DamagedStore } from './damaged-store.ts';

const markerRecord = z.object({ at_us: marker.shape.atUs, label: marker.shape.label });

/** Markers are set by hand: a database that says it has more of them has them from the damage. */
const highestNumber = 100_000;

/** Saves the points in time that a damaged database has. They hang on no exchange: to be called once for a file, within the transaction that says that it is done. */
export function saveDamagedMarkers(store: Store, damaged: DamagedStore): void {
  const add = store.prepare('INSERT INTO marker (at_us, label) VALUES (@at_us, @label)');
  for (const row of damaged.readRows('marker', 'number', 0, highestNumber)) {
    const { data } = markerRecord.safeParse(row);
    if (data !== undefined) add.run(data);
  }
}
