import type { MarkerView } from '../../../contract/marker-view.ts';
import type { KeepingWrite, RatingWrites } from '../ratings/rating-writes.ts';

export interface MarkerWrites {
  /** Null where the database did not come free in time. */
  add(marker: Omit<MarkerView, 'number'>): Promise<MarkerView | null>;
  /** What is undefined stays as it is. */
  change(change: { readonly number: number; readonly atUs: number | undefined; readonly label: string | undefined }): Promise<KeepingWrite>;
  remove(number: number): Promise<KeepingWrite>;
}

/** Points in time that the user marks, over the connection of the ratings. They are so few that statements are not kept. */
export function markerWrites({ within }: Pick<RatingWrites, 'within'>): MarkerWrites {
  return {
    add: async ({ atUs, label }) => {
      let number = 0;
      const written = await within((store) => {
        const added = store.prepare<[number, string]>('INSERT INTO marker (at_us, label) VALUES (?, ?)').run(atUs, label);
        number = Number(added.lastInsertRowid);
        return added.changes;
      });
      return written === 'busy' ? null : { number, atUs, label };
    },
    change: ({ number, atUs, label }) =>
      within((store) =>
        store
          .prepare<[number | null, string | null, number]>('UPDATE marker SET at_us = coalesce(?, at_us), label = coalesce(?, label) WHERE number = ?')
          .run(atUs ?? null, label ?? null, number).changes,
      ),
    remove: (number) => within((store) => store.prepare<[number]>('DELETE FROM marker WHERE number = ?').run(number).changes),
  };
}
