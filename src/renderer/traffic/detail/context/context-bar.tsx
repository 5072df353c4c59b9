import type { ExchangeRow } from '../../../../contract/exchange-view.ts';
import { Switch } from '../../../ui/switch.tsx';
import { CacheSentence } from './cache-sentence.tsx';
import { newPartsWords, reasonWords } from './news-words.ts';
import type { News } from './use-new-parts.ts';

interface ContextBarProps {
  readonly row: ExchangeRow;
  readonly news: News;
  readonly isOnlyNew: boolean;
  readonly onOnlyNew: (isOnlyNew: boolean) => void;
  readonly estimated: boolean;
}

/** What became of the cache, and whether all of the prompt is shown or only what is new since the request before. */
export function ContextBar({ row, news, isOnlyNew, onOnlyNew, estimated }: ContextBarProps) {
  const words =
    news.state === 'unknown' ? reasonWords(news.reason) : news.state === 'reading' ? 'Comparing with the request before…' : newPartsWords(news.parts, estimated);
  return (
    <div className="context-bar">
      <CacheSentence row={row} />
      <div className="context-new">
        {isOnlyNew && (
          <output className="dim context-new-words" title={words}>
            {words}
          </output>
        )}
        <Switch on={isOnlyNew} onChange={onOnlyNew} label="Only what is new" hint={words}>
          Only what is new
        </Switch>
      </div>
    </div>
  );
}
