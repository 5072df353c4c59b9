import type { ExchangeRow } from '../../../../contract/exchange-view.ts';
import { useCall } from '../../../bridge/use-call.ts';
import { useContextOf } from '../../../bridge/use-context.ts';
import { useUnpacked } from '../../../bridge/use-rows.ts';
import { formatTokens } from '../../../format/quantities.ts';
import { placeHash } from '../../../navigation/place.ts';
import { usePlace } from '../../../navigation/use-place.ts';
import { TailedText } from '../../../ui/tailed-text.tsx';
import { kindTitle, segmentTitle } from '../../../format/source-title.ts';
import { useNewParts } from './use-new-parts.ts';
import './new-since.css';

/** What is new since the turn before, and from whom, in a sentence that leads to it. Nothing where there is nothing to compare with. */
export function NewSince({ row }: { readonly row: ExchangeRow }) {
  const isPrompt = row.predecessorId !== null && row.groupTokens !== null && row.contentRemovedAtUs === null;
  const context = useContextOf(row.id, isPrompt).data ?? null;
  const news = useNewParts(row, context);
  const [place] = usePlace();
  const [before] = useUnpacked(useCall('readRows', { ids: news.state === 'known' ? [news.beforeId] : [] }, { enabled: news.state === 'known' }).data);
  if (news.state !== 'known' || context === null) return null;
  const { lead, tokens } = news.parts;
  const turn = before?.turnNumber ?? null;
  const since = turn === null || turn === row.turnNumber ? 'since the request before' : `since turn ${turn}`;
  if (lead === null) return <span className="new-since dim">nothing new {since}</span>;
  const segment = context.segments[lead.index];
  const title = segmentTitle(lead.source);
  const kind = kindTitle(lead.source);
  return (
    <a
      className="new-since"
      href={placeHash({ ...place, tab: 'context', at: segment === undefined ? null : `${segment.start}-${segment.end}` })}
      title={`${formatTokens(tokens, context.tokensEstimated)} new tokens ${since}, ${formatTokens(lead.tokens, context.tokensEstimated)} of them from ${kind === title ? kind : `${kind} ${title}`}`}
    >
      <span className="new-since-lead">
        {formatTokens(tokens, context.tokensEstimated)} new {since}: {title === kind ? '' : `${kind} `}
      </span>
      <strong>
        <TailedText text={title} />
      </strong>
      {lead.others > 0 && <span className="dim"> and {lead.others} more</span>}
    </a>
  );
}
