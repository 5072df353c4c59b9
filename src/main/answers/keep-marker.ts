import type { CallInput } from '../../contract/calls.ts';
import type { AddedMarker } from '../../contract/marker-view.ts';
import type { KeptView } from '../../contract/rating-view.ts';
import type { KeepingWrite } from '../store/ratings/rating-writes.ts';
import type { MarkerWrites } from '../store/markers/marker-writes.ts';
import { maskWords } from './mask-words.ts';

/** What the user can do with points in time, in the window and through the local API. */
export interface MarkerKeeping {
  add(marker: CallInput<'addMarker'>): Promise<AddedMarker>;
  change(change: CallInput<'changeMarker'>): Promise<KeptView>;
  remove(number: number): Promise<KeptView>;
}

/** Markers. Credentials in a label are masked before it is written, as those in comments are. `onChanged` hears of each change. */
export function keepMarkers(markers: MarkerWrites, onChanged: () => void): MarkerKeeping {
  const tell = async (writing: Promise<KeepingWrite>): Promise<KeptView> => {
    const written = await writing;
    if (written === 'written') onChanged();
    return { state: written === 'written' ? 'kept' : written };
  };
  return {
    add: async ({ atUs, label }) => {
      const marker = await markers.add({ atUs, label: maskWords(label) });
      if (marker === null) return { state: 'busy' };
      onChanged();
      return { state: 'kept', marker };
    },
    change: ({ number, atUs, label }) => tell(markers.change({ number, atUs, label: label === undefined ? undefined : maskWords(label) })),
    remove: (number) => tell(markers.remove(number)),
  };
}
