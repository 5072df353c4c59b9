import type { SourcesView } from '../../contract/source-view.ts';
import { formatCounted, formatExactCost } from '../format/quantities.ts';

interface Part {
  readonly name: string;
  readonly microUsd: number;
}

/** How the costs of all sources, and what is beside them, make the bill; and what is in none of the figures. */
export function BillWords({ view }: { readonly view: SourcesView }) {
  const { owners, billed, unbilled, imported, bill } = view;
  const sources = sumOf(owners.filter(({ kind }) => kind !== 'api-overhead').map(({ costMicroUsd }) => costMicroUsd));
  const overhead = sumOf(owners.filter(({ kind }) => kind === 'api-overhead').map(({ costMicroUsd }) => costMicroUsd));
  const parts: readonly Part[] = [
    { name: 'Sources', microUsd: sources },
    { name: 'added by the API', microUsd: overhead },
    { name: 'answers', microUsd: bill.outputMicroUsd ?? 0 },
    { name: 'web searches', microUsd: bill.webSearchMicroUsd ?? 0 },
    { name: 'not shared out', microUsd: bill.unattributedMicroUsd ?? 0 },
  ].filter(({ microUsd }, index) => microUsd !== 0 || index === 0);
  const notes = [
    bill.subscriptionMicroUsd === null || bill.subscriptionMicroUsd === 0 ? null : `${formatExactCost(bill.subscriptionMicroUsd)} of it is API-equivalent: a subscription covers it.`,
    bill.withoutPrice === 0 ? null : `What ${formatCounted(bill.withoutPrice, 'request')} cost is not known: the answer was cut off, or the model has no known price.`,
    unbilled === 0 ? null : `${formatCounted(unbilled, 'request')} without a bill left out, but for sources seen in nothing else.`,
    imported === 0 ? null : `${formatCounted(imported, 'imported request')} left out.`,
  ].flatMap((note) => note ?? []);
  return (
    <footer className="bill" aria-label="The bill">
      {bill.totalMicroUsd === null ? (
        <span className="dim">Nothing here has a price yet.</span>
      ) : (
        <span className="bill-sum">
          {parts.map(({ name, microUsd }, index) => (
            <span key={name}>
              {index > 0 && <span className="dim"> + </span>}
              <span className="dim">{name}</span> {formatExactCost(microUsd)}
            </span>
          ))}
          <span className="dim"> = the bill of {formatCounted(billed, 'request')}</span> <strong>{formatExactCost(bill.totalMicroUsd)}</strong>
        </span>
      )}
      {notes.length > 0 && <span className="dim">{notes.join(' ')}</span>}
    </footer>
  );
}

function sumOf(costs: readonly (number | null)[]): number {
  return costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0);
}
