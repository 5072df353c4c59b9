import type { MarkerView } from '../../../contract/marker-view.ts';
import type { Store } from '../open-store.ts';
import type { StoreReads } from '../reads.ts';

export function markerReads(store: Store): Pick<StoreReads, 'listMarkers'> {
  const list = store.prepare<[], MarkerView>('SELECT number, at_us AS atUs, label FROM marker ORDER BY at_us DESC, number DESC');
  return { listMarkers: () => list.all() };
}
