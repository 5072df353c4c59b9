import type { ReactNode } from 'react';
import type { WholeFigures, WithAndWithoutView } from '../../../contract/source-view.ts';
import { useCall } from '../../bridge/use-call.ts';
import { formatCost, formatCount, formatCounted, formatExactCost, unknownFigure } from '../../format/quantities.ts';
import type { DayBounds } from '../../navigation/chosen-days.ts';
import { Empty, Failed, Loading } from '../../ui/list-state.tsx';
import { RatingFigure } from '../rating-figure.tsx';
import { differenceWords, signedStars } from './difference-words.ts';

/** What requests and turns with a source were rated and took, beside those without it; and what that does not prove. */
export function WithAndWithout({ source, bounds }: { readonly source: string; readonly bounds: DayBounds }) {
  const both = useCall('readWithAndWithout', { key: source, ...bounds }, { keepPrevious: true });
  if (both.isPending) return <Loading what="what was with and without it" />;
  if (both.isError) return <Failed what="what was with and without it" why={both.error.message} onRetry={() => void both.refetch()} />;
  if (both.data === null || both.data.with.requests + both.data.with.rating.ratings === 0) return <Empty title="No request with a bill held it in these days" />;
  return <Found view={both.data} />;
}

function Found({ view }: { readonly view: WithAndWithoutView }) {
  const { with: held, without, difference } = view;
  const none = without.requests === 0;
  return (
    <div className="source-scroll" tabIndex={0} role="group" aria-label="With and without it">
      <p className="source-note">{differenceWords(view)}</p>
      <table className="beside">
        <thead>
          <tr>
            <th scope="col">
              <span className="for-screen-readers">Figure</span>
            </th>
            <th scope="col">With it</th>
            <th scope="col">Without it</th>
            <th scope="col">Difference</th>
          </tr>
        </thead>
        <tbody>
          <Line name="Rating" hint="Each rating counts once">
            <RatingFigure figures={held.rating} />
            <RatingFigure figures={without.rating} />
            {difference === null ? (
              <span className="dim">cannot be told</span>
            ) : (
              <>
                {signedStars(difference.stars)}
                <span className="dim">
                  {' '}({signedStars(difference.interval.low)} to {signedStars(difference.interval.high)})
                </span>
              </>
            )}
          </Line>
          <Line name="Requests">
            {formatCount(held.requests)}
            {formatCount(without.requests)}
            {null}
          </Line>
          <Compared name="Input per request" unit="tokens" of={(side) => each(side.promptTokens, side.requests)} format={formatCount} view={view} none={none} />
          <Compared name="Output per request" unit="tokens" of={(side) => each(side.outputTokens, side.requests)} format={formatCount} view={view} none={none} />
          <Compared name="Cost per request" of={(side) => each(side.costMicroUsd, side.requests - side.withoutPrice)} format={formatCost} exact={formatExactCost} view={view} none={none} />
          <Line name="Turns" hint="A turn is with it where one of its requests is">
            {formatCount(held.turns)}
            {formatCount(without.turns)}
            {null}
          </Line>
          <Compared name="Input per turn" unit="tokens" of={(side) => each(side.turnPromptTokens, side.turns)} format={formatCount} view={view} none={none} />
          <Compared name="Cost per turn" of={(side) => each(side.turnCostMicroUsd, side.turns - side.turnsWithoutPrice)} format={formatCost} exact={formatExactCost} view={view} none={none} />
        </tbody>
      </table>
      <p className="source-note dim">
        All figures are of requests as a whole, and not of its part in them. They show what went together, not what caused it: requests that hold it may be longer, harder, or from another time. Few ratings leave a wide interval, and ratings of one session are rarely independent
        of one another, so that the true one is wider still. To know, take it out for a while, mark the day in Insights, and compare before and after.
        {held.withoutPrice + without.withoutPrice > 0 && ` ${formatCounted(held.withoutPrice + without.withoutPrice, 'request')} without a known price left out of the costs.`}
      </p>
    </div>
  );
}

interface ComparedProps {
  readonly name: string;
  readonly unit?: string;
  readonly of: (side: WholeFigures) => number | null;
  readonly format: (figure: number | null) => string;
  readonly exact?: (figure: number | null) => string;
  readonly view: WithAndWithoutView;
  /** Nothing was without it. */
  readonly none: boolean;
}

function Compared({ name, unit, of, format, exact = format, view, none }: ComparedProps) {
  const [held, without] = [of(view.with), of(view.without)];
  const difference = held === null || without === null || none ? null : held - without;
  return (
    <Line name={name} unit={unit}>
      <span title={exact(held)}>{format(held)}</span>
      <span title={exact(without)}>{format(without)}</span>
      {difference === null ? <span className="unknown">{unknownFigure}</span> : `${difference < 0 ? '−' : '+'}${format(Math.abs(difference))}`}
    </Line>
  );
}

function Line({ name, unit, hint, children }: { readonly name: string; readonly unit?: string | undefined; readonly hint?: string; readonly children: readonly [ReactNode, ReactNode, ReactNode] }) {
  const [held, without, difference] = children;
  return (
    <tr>
      <th scope="row" title={hint}>
        {name}
        {unit !== undefined && <span className="dim"> {unit}</span>}
      </th>
      <td>{held}</td>
      <td>{without}</td>
      <td>{difference}</td>
    </tr>
  );
}

function each(sum: number | null, number: number): number | null {
  return sum === null || number <= 0 ? null : Math.round(sum / number);
}
