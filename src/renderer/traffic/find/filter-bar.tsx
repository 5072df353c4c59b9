import { useId, useMemo, useRef } from 'react';
import { sourceOfFilter } from '../../../domain/filter/page-of-source.ts';
import { useRows } from '../../bridge/use-rows.ts';
import { useCommands } from '../../commands/use-commands.ts';
import { formatCount } from '../../format/quantities.ts';
import { usePlace } from '../../navigation/use-place.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { FilterField } from './filter-field.tsx';
import { FilterMistakes } from './filter-mistakes.tsx';
import { fixedFilter } from './mistake-fixes.ts';
import { useFilterDraft } from './use-filter-draft.ts';
import { useRecentFilters } from './recent-filters.ts';
import './filter-bar.css';

/** The filter of the list: the line it is written in, how much it lets through, and the way to search all texts. */
export function FilterBar() {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [place, go] = usePlace();
  const rows = useRows({ session: place.session, thread: place.thread, filter: place.filter });
  const draft = useFilterDraft();
  const { text, mistakes, apply } = draft;
  const [recent, remember] = useRecentFilters();

  const applyNow = (wanted: string) => {
    if (apply(wanted)) remember(wanted.trim());
  };
  const search = (words: string) => go({ search: words });
  const isSearching = place.search !== null;
  const source = useMemo(() => sourceOfFilter(place.filter), [place.filter]);
  const toSource = () => go({ screen: 'sources', source });
  const focus = () => {
    if (isSearching) go({ search: null });
    // It is hidden until it is drawn without the search.
    requestAnimationFrame(() => {
      input.current?.focus();
      input.current?.select();
    });
  };
  useCommands([
    { id: 'find.filter', name: 'Filter the requests', group: 'Find', keys: ['/'], run: focus },
    { id: 'find.clear-filter', name: 'Clear the filter', group: 'Find', isOff: text === '', run: () => apply('') },
    { id: 'find.source', name: 'Go to the page of the source in the filter', group: 'Find', isOff: source === null, run: toSource },
    { id: 'find.search', name: 'Search all texts', group: 'Find', keys: ['Mod+Shift+F'], run: () => search(place.search ?? '') },
  ]);

  // Before the first request there is nothing to filter.
  if (rows.of === 0 && place.filter === '' && place.session === null) return null;
  return (
    <search className="filter-bar" hidden={isSearching}>
      <Icon name="filter" size={13} />
      <FilterField
        input={input}
        draft={draft}
        recent={recent}
        describedBy={`${id}-mistakes`}
        onApply={applyNow}
        onSearch={search}
        onLeft={() => remember(place.filter)}
        onLeave={() => document.querySelector<HTMLElement>('[role="grid"], [role="listbox"][tabindex="0"]')?.focus()}
      />
      {place.filter !== '' && (
        <output className="filter-count">
          {formatCount(rows.total)}
          {rows.of !== null && ` of ${formatCount(rows.of)}`}
        </output>
      )}
      {source !== null && (
        <Button look="quiet" label="The page of this source" hint="The page of this source: its figures, its texts, its ratings" onPress={toSource}>
          <Icon name="sources" size={13} />
        </Button>
      )}
      {text !== '' && (
        <Button look="quiet" label="Clear the filter" hint="Clear the filter" onPress={() => apply('')}>
          <Icon name="close" size={11} />
        </Button>
      )}
      <Button look="quiet" label="Search all texts" hint="Search all texts" onPress={() => search(place.search ?? '')}>
        <Icon name="search" size={13} />
      </Button>
      <div id={`${id}-mistakes`} className="filter-told" aria-live="polite" hidden={mistakes.length === 0 || place.search !== null}>
        <FilterMistakes mistakes={mistakes} onFix={(mistake, word) => applyNow(fixedFilter(text, mistake, word))} />
      </div>
    </search>
  );
}
