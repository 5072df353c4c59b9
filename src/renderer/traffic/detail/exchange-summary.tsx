import type { ExchangeRow } from '../../../contract/exchange-view.ts';
import { useContextOf } from '../../bridge/use-context.ts';
import { formatClock } from '../../format/moments.ts';
import { formatCount, formatShare, formatTokens } from '../../format/quantities.ts';
import { agentName, cachedShare, hostName, isConnection, isTrouble, kindName, plainPath, rowMood, statusWords } from '../../format/row-facts.ts';
import { visibleText } from '../../ui/visible-text.tsx';
import { CostFigure } from '../row/cost-figure.tsx';
import { ImportWords } from '../row/import-words.tsx';
import { MoodIcon } from '../row/mood-icon.tsx';
import { TotalCell } from '../timeline/total-cell.tsx';
import { NewSince } from './context/new-since.tsx';
import { FirstAttempt } from './first-attempt.tsx';

/**
 * One line that answers: what was it, how large, cached or not, at what price, did it work, and what is new in it. What there is no room for is left
 * out whole, first what the row says as well: a figure that is cut is another figure.
 */
export function ExchangeSummary({ row }: { readonly row: ExchangeRow }) {
  const mood = rowMood(row);
  const agent = agentName(row);
  const cached = cachedShare(row);
  return (
    <div className="summary">
      <div className="summary-facts">
        <h2 className={isConnection(row) ? 'summary-host' : 'summary-name'}>
          {isConnection(row) ? (
            visibleText(hostName(row))
          ) : row.requestClass === 'other' && row.auxiliaryPurpose === null ? (
            visibleText(`${row.method} ${plainPath(row)}`)
          ) : (
            visibleText(kindName(row))
          )}
          {agent !== null && visibleText(` · ${agent}`)}
        </h2>
        <span className={isTrouble(mood) ? 'summary-status summary-bad' : `summary-status summary-${mood}`}>
          <MoodIcon mood={mood} />
          {mood === 'unseen' ? 'passed unseen' : statusWords(row)}
        </span>
        {row.retryOf !== null && <FirstAttempt id={row.retryOf} />}
        {row.importNumber !== null && <span className="dim"><ImportWords importNumber={row.importNumber} /></span>}
        {row.promptTokens !== null && (
          <span title={row.tokensEstimated ? 'Estimated: the response has not stated its usage' : 'As billed'}>
            {formatTokens(row.promptTokens, row.tokensEstimated)} <span className="dim">input</span>
          </span>
        )}
        {cached !== null && (
          <span>
            {formatShare(cached)} <span className="dim">from cache</span>
          </span>
        )}
        {row.costMicroUsd !== null && (
          <span>
            <CostFigure microUsd={row.costMicroUsd} billing={row.billing} />
          </span>
        )}
        <Output row={row} />
        {(row.state === 'open' || row.timing.responseDeliveredAtUs !== null) && (
          <span className="dim">
            <TotalCell row={row} />
          </span>
        )}
      </div>
      <NewSince row={row} />
      <div className="summary-rest mono dim">
        {row.model !== null && <span>{row.model}</span>}
        <span>{formatClock(row.timing.requestStartedAtUs)}</span>
      </div>
    </div>
  );
}

/** What was billed; of an answer that broke off before that was said, an estimate of what came. */
function Output({ row }: { readonly row: ExchangeRow }) {
  const billed = row.usage?.outputTokens ?? null;
  const isCut = billed === null && row.state === 'interrupted' && row.groupTokens !== null && row.contentRemovedAtUs === null;
  const output = useContextOf(row.id, isCut).data?.output ?? null;
  if (billed === null && (!isCut || output === null || output.tokens === null)) return null;
  return (
    <span title={billed === null ? 'Estimated from what came: the response has not stated its usage' : undefined}>
      {billed === null ? formatTokens(output?.tokens ?? null, output?.tokensEstimated ?? true) : formatCount(billed)} <span className="dim">output</span>
    </span>
  );
}
