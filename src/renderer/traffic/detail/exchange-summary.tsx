import type { ExchangeRow } from '../../../contract/exchange-view.ts';
import { formatClock } from '../../format/moments.ts';
import { formatCount, formatShare, formatTokens } from '../../format/quantities.ts';
import { agentName, cachedShare, hostName, isConnection, isTrouble, kindName, plainPath, rowMood, statusWords } from '../row/row-facts.ts';
import { visibleText } from '../../ui/visible-text.tsx';
import { CostFigure } from '../row/cost-figure.tsx';
import { MoodIcon } from '../row/mood-icon.tsx';
import { TotalCell } from '../timeline/total-cell.tsx';
import { NewSince } from './context/new-since.tsx';
import { FirstAttempt } from './first-attempt.tsx';

/** One line that answers: what was it, how large, cached or not, at what price, and did it work. */
export function ExchangeSummary({ row }: { readonly row: ExchangeRow }) {
  const mood = rowMood(row);
  const agent = agentName(row);
  const cached = cachedShare(row);
  return (
    <div className="summary">
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
      {row.retryOf !== null && <FirstAttempt id={row.retryOf} />}
      {row.importNumber !== null && <span className="dim">imported</span>}
      <span className={isTrouble(mood) ? 'summary-status summary-bad' : `summary-status summary-${mood}`}>
        <MoodIcon mood={mood} />
        {mood === 'unseen' ? 'passed unseen' : statusWords(row)}
      </span>
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
      {row.usage !== null && row.usage.outputTokens !== null && (
        <span>
          {formatCount(row.usage.outputTokens)} <span className="dim">output</span>
        </span>
      )}
      {row.costMicroUsd !== null && (
        <span>
          <CostFigure microUsd={row.costMicroUsd} billing={row.billing} />
        </span>
      )}
      {(row.state === 'open' || row.timing.responseDeliveredAtUs !== null) && (
        <span className="dim">
          <TotalCell row={row} />
        </span>
      )}
      <NewSince row={row} />
      {row.model !== null && <span className="mono dim summary-model">{row.model}</span>}
      <span className="mono dim summary-when">{formatClock(row.timing.requestStartedAtUs)}</span>
    </div>
  );
}
