import { useState } from 'react';
import type { SourcePage as Page } from '../../../contract/source-view.ts';
import { sourceOfKey } from '../../../domain/attribution/source-key.ts';
import { filterOfSources } from '../../../domain/filter/filter-of-sources.ts';
import { useCall } from '../../bridge/use-call.ts';
import { useCommands } from '../../commands/use-commands.ts';
import { RangeChoice } from '../../evidence/range-choice.tsx';
import { useRange } from '../../evidence/use-range.ts';
import type { DayBounds } from '../../navigation/chosen-days.ts';
import { allTraffic, placeHash } from '../../navigation/place.ts';
import { usePlace } from '../../navigation/use-place.ts';
import { Icon } from '../../ui/icon.tsx';
import { Empty, Failed, Loading } from '../../ui/list-state.tsx';
import { Screen } from '../../ui/screen.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { TailedText } from '../../ui/tailed-text.tsx';
import { wordsOfOwner, wordsOfSource } from '../source-rows.ts';
import { SourceFigures } from './source-figures.tsx';
import { SourceParts } from './source-parts.tsx';
import { SourceRatings } from './source-ratings.tsx';
import { SourceRequests } from './source-requests.tsx';
import { SourceTexts } from './source-texts.tsx';
import { SourceTrend } from './source-trend.tsx';
import { WithAndWithout } from './with-and-without.tsx';
import './source-page.css';

type Part = 'trend' | 'beside' | 'texts' | 'parts' | 'requests' | 'ratings';

/** All there is to say of a source, or of an owner of several: its figures, its days, what it says, the requests that held it, what these were rated. */
export function SourcePage({ source }: { readonly source: string }) {
  const [place, go] = usePlace();
  const range = useRange();
  const page = useCall('readSource', { key: source, ...range.bounds }, { keepPrevious: true });
  const back = () => go({ source: null });
  useCommands([{ id: 'sources.back', name: 'Back to all sources', group: 'Find', keys: ['Escape'], run: back }]);
  return (
    <Screen name="source-page">
      <nav className="source-way" aria-label="Where you are">
        <a className="source-back" href={placeHash({ ...place, source: null })}>
          <Icon name="left" size={10} /> All sources
        </a>
        {page.data?.source != null && (page.data.owner.sources.length > 1) && (
          <>
            <span className="dim" aria-hidden="true">/</span>
            <a className="page-link" href={placeHash({ ...place, source: page.data.owner.key })}>
              <TailedText text={wordsOfOwner(page.data.owner, null).name} />
            </a>
          </>
        )}
        <span className="source-range">
          <RangeChoice range={range.range} todayMs={range.todayMs} onRange={range.choose} />
        </span>
      </nav>
      {page.isPending ? (
        <Loading what="the source" />
      ) : page.isError ? (
        <Failed what="the source" why={page.error.message} onRetry={() => void page.refetch()} />
      ) : page.data === null ? (
        <Empty title="No request of these days held it">
          <p>{range.bounds.fromUs === undefined ? 'It may have been deleted with its requests.' : <a className="page-link" href={placeHash({ ...place, range: 'all' })}>Show all days</a>}</p>
        </Empty>
      ) : (
        <Found page={page.data} asked={source} bounds={range.bounds} />
      )}
    </Screen>
  );
}

function Found({ page, asked, bounds }: { readonly page: Page; readonly asked: string; readonly bounds: DayBounds }) {
  const { owner, source } = page;
  const only = source ?? (owner.sources.length === 1 ? (owner.sources[0] ?? null) : null);
  const { name, about } = source === null ? wordsOfOwner(owner, only) : wordsOfSource(source, null);
  const [chosen, setChosen] = useState<Part>('trend');
  const meant = (source === null ? owner.sources : [source]).flatMap(({ key }) => sourceOfKey(key) ?? []);
  const filter = filterOfSources(meant);
  const tabs: readonly { readonly key: Part; readonly name: string }[] = [
    { key: 'trend', name: 'Trend' },
    { key: 'beside', name: 'With and without' },
    ...(only === null ? [{ key: 'parts', name: `Sources (${owner.sources.length})` } as const] : []),
    { key: 'texts', name: 'Text over time' },
    { key: 'requests', name: 'Requests' },
    { key: 'ratings', name: 'Ratings' },
  ];
  return (
    <>
      <header className="source-head" data-group={owner.group}>
        <h2 className="source-name" title={name}>
          <span className="swatch" aria-hidden="true" />
          <TailedText text={name} />
        </h2>
        {about !== null && <span className="dim">{about}</span>}
        {filter !== '' && (
          <a className="page-link" href={placeHash({ ...allTraffic, filter })}>
            All requests with it
          </a>
        )}
      </header>
      <SourceFigures figures={source ?? owner} parts={source === null ? owner.sources : [source]} lastSeenAtUs={(source ?? owner).lastSeenAtUs} />
      <Tabs label="About this source" tabs={tabs} chosen={tabs.some(({ key }) => key === chosen) ? chosen : 'trend'} onChoose={setChosen}>
        {chosen === 'trend' && <SourceTrend days={page.days} group={owner.group} name={name} hasDefinitions={(source ?? owner).definitions !== null} />}
        {chosen === 'beside' && <WithAndWithout source={asked} bounds={bounds} />}
        {chosen === 'parts' && only === null && <SourceParts owner={owner} />}
        {chosen === 'texts' && <SourceTexts sources={only === null ? owner.sources : [only]} ownerName={owner.name} />}
        {chosen === 'requests' && <SourceRequests source={asked} filter={filter} />}
        {chosen === 'ratings' && <SourceRatings source={asked} filter={filter} />}
      </Tabs>
    </>
  );
}
