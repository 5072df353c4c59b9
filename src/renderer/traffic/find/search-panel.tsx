import { useLayoutEffect, useRef, useState } from 'react';
import { useCall } from '../../bridge/use-call.ts';
import { useUnpacked } from '../../bridge/use-rows.ts';
import { useTextHits } from '../../bridge/use-text-hits.ts';
import { formatCount } from '../../format/quantities.ts';
import { usePlace } from '../../navigation/use-place.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Empty, Failed, Loading } from '../../ui/list-state.tsx';
import { filterWith } from './filter-with.ts';
import type { TextHit } from './hit-line.tsx';
import { HitList } from './hit-list.tsx';
import { searchPhrases, soughtText } from './search-phrases.ts';
import { SearchField } from './search-field.tsx';
import './search-panel.css';

/** What is said anywhere in requests and responses, with the words around it. It stands in the place of the list; Escape brings that back as it was. */
export function SearchPanel({ onClose }: { readonly onClose: () => void }) {
  const [place, go] = usePlace();
  const query = place.search ?? '';
  const phrases = searchPhrases(query);
  const found = useTextHits(phrases);
  const rows = useUnpacked(useCall('readRows', { ids: [...new Set(found.hits.map(({ exchangeId }) => exchangeId))] }, { enabled: found.hits.length > 0, keepPrevious: true }).data);
  const [at, setAt] = useState({ of: query, index: 0 });
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  // What is opened from here is what was asked for: the field has the focus then.
  useLayoutEffect(() => field.current?.focus(), []);

  const open = ({ exchangeId, side, excerpt }: TextHit) =>
    go({ exchange: exchangeId, tab: side === 'request' ? 'raw' : 'response', find: soughtText(excerpt) });
  const showAll = () =>
    go({ search: null, session: null, thread: null, filter: phrases.reduce((filter, text) => filterWith(filter, { field: 'text', text }), '') });
  const index = at.of === query ? Math.min(at.index, Math.max(0, found.hits.length - 1)) : 0;

  return (
    <section className="search" aria-label="Search all texts">
      <div className="search-head">
        <SearchField
          field={field}
          text={query}
          onWrite={(search) => go({ search })}
          onDown={() => list.current?.focus()}
          onEnter={() => {
            const hit = found.hits[index];
            if (hit !== undefined) open(hit);
          }}
        />
        {found.state === 'there' && found.hits.length > 0 && (
          <>
            <output className="search-count">
              {formatCount(found.hits.length)}
              {found.hasMore ? ' and more' : ''} {found.hits.length === 1 ? 'text' : 'texts'}
            </output>
            <Button onPress={showAll}>Show all requests that hold it</Button>
          </>
        )}
        <Button look="quiet" label="Back to the list" hint="Back to the list (Escape)" onPress={onClose}>
          <Icon name="close" size={12} />
        </Button>
      </div>
      {phrases.length === 0 ? (
        <Empty title="Search what was said">
          <p>Words of prompts, files, tool results and answers. “Quotation marks” keep words together. What was captured a moment ago may take some seconds to be found.</p>
        </Empty>
      ) : found.state === 'loading' ? (
        <Loading what="the texts" />
      ) : found.state === 'failed' ? (
        <Failed what="the texts" why={found.failure ?? ''} onRetry={found.tryAgain} />
      ) : found.hits.length === 0 ? (
        <Empty title="No text says that">
          <p>All words have to stand in one text. Try fewer of them, or only the beginning of the last.</p>
        </Empty>
      ) : (
        <HitList
          key={query}
          list={list}
          hits={found.hits}
          rows={new Map(rows.map((row) => [row.id, row]))}
          at={index}
          onMove={(next) => setAt({ of: query, index: next })}
          onOpen={open}
          onLeave={onClose}
          onEnd={() => {
            if (found.hasMore && !found.isReadingMore) found.readMore();
          }}
        />
      )}
      {found.state === 'there' && found.failure !== null && (
        <p className="search-foot" role="alert">
          More texts could not be read: {found.failure} <Button onPress={found.readMore}>Try again</Button>
        </p>
      )}
    </section>
  );
}
