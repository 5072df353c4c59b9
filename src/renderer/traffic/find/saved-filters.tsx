import { useState } from 'react';
import type { SavedFilter } from '../../../contract/settings-view.ts';
import { askedFilter } from '../../bridge/rows-query.ts';
import { useCalls } from '../../bridge/use-call.ts';
import { useSettings } from '../../bridge/use-settings.ts';
import { useCommands } from '../../commands/use-commands.ts';
import { usePlace } from '../../navigation/use-place.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useNow } from '../../ui/use-now.ts';
import { builtInFilters } from './built-in-filters.ts';
import { FilterName } from './filter-name.tsx';
import { SavedFilterLine } from './saved-filter-line.tsx';
import { withMoved, without, withRenamed, withSaved } from './saved-list.ts';
import './saved-filters.css';

const noFilters: readonly SavedFilter[] = [];

/** Filters to be switched on with one press: those that came with the app, then the user's own; each with what it lets through of the chosen session. */
export function SavedFilters() {
  const [place, go] = usePlace();
  const { settings, changeSettings } = useSettings();
  const [isNaming, setNaming] = useState(false);
  const own = settings.data?.savedFilters ?? noFilters;
  const all = [...builtInFilters, ...own];
  const counts = useCounts(all);
  const canSave = place.filter !== '' && !all.some(({ filter }) => filter === place.filter);
  const change = (savedFilters: SavedFilter[]) => changeSettings({ savedFilters });
  useCommands([{ id: 'find.save-filter', name: 'Save the filter', group: 'Find', isOff: !canSave, run: () => setNaming(true) }]);

  const line = (saved: SavedFilter, index: number, isOwn: boolean) => (
    <li key={`${isOwn ? 'own' : 'built-in'} ${saved.name}`}>
      <SavedFilterLine
        saved={saved}
        count={counts[index] ?? null}
        isOn={saved.filter === place.filter}
        onPress={() => go({ filter: saved.filter === place.filter ? '' : saved.filter, search: null })}
        own={
          isOwn
            ? {
                onRename: (name) => change(withRenamed(own, saved.name, name)),
                onMove: (step) => change(withMoved(own, saved.name, step)),
                onDelete: () => change(without(own, saved.name)),
              }
            : null
        }
      />
    </li>
  );
  return (
    <section className="saved-filters" aria-labelledby="saved-filters-title">
      <div className="sidebar-head">
        <h2 className="sidebar-title" id="saved-filters-title">
          Saved filters
        </h2>
        {canSave && !isNaming && (
          <Button look="quiet" label="Save the filter…" hint="Save the filter under a name" onPress={() => setNaming(true)}>
            <Icon name="save" size={12} />
          </Button>
        )}
      </div>
      {isNaming && (
        <FilterName
          name={place.filter.slice(0, 60)}
          onCancel={() => setNaming(false)}
          onName={(name) => {
            setNaming(false);
            if (place.filter !== '') change(withSaved(own, { name, filter: place.filter }));
          }}
        />
      )}
      <ul>
        {builtInFilters.map((saved, index) => line(saved, index, false))}
        {own.map((saved, index) => line(saved, builtInFilters.length + index, true))}
      </ul>
    </section>
  );
}

/** How many requests each lets through, in the session and thread that are chosen; null where that is not known. */
function useCounts(filters: readonly SavedFilter[]): readonly (number | null)[] {
  const [{ session, thread }] = usePlace();
  // Times that are counted back from now move on once a minute.
  const nowMs = useNow(true, 60_000);
  const counts = useCalls(
    'listExchanges',
    filters.map(({ filter }) => {
      const read = askedFilter({ session, thread, filter }, nowMs);
      const asked = 'mistakes' in read ? filter : read.asked;
      return { limit: 1, ...(session === null ? {} : { sessionId: session }), ...(asked === null ? {} : { filter: asked }) };
    }),
  );
  return counts.map(({ data }) => (data === undefined || data.mistakes.length > 0 ? null : data.total));
}
