import type { ComparisonView } from '../../../../contract/comparison-view.ts';
import type { ExchangeDetail } from '../../../../contract/exchange-view.ts';
import { sessionKeyOf } from '../../../../contract/session-key.ts';
import { useCall } from '../../../bridge/use-call.ts';
import { useUnpacked } from '../../../bridge/use-rows.ts';
import { useCommands } from '../../../commands/use-commands.ts';
import { usePlace } from '../../../navigation/use-place.ts';
import { Button } from '../../../ui/button.tsx';
import { Empty, Failed, Loading } from '../../../ui/list-state.tsx';
import { Select } from '../../../ui/select.tsx';
import { CacheSentence } from '../context/cache-sentence.tsx';
import { comparableRows } from './comparable-rows.ts';
import { Comparison } from './comparison.tsx';
import './compare.css';

// As many as one looks through in a list; others are chosen in the timeline.
const mostOffered = 100;

/** What is new, gone and changed since another request, by default the one that this one goes on from. */
export function CompareTab({ detail }: { readonly detail: ExchangeDetail }) {
  const { row } = detail;
  const [place, go] = usePlace();
  // Who walks through the list comes to the one compared with, too: it is compared with what it goes on from.
  const otherId = (place.other === row.id ? null : place.other) ?? row.predecessorId;
  const comparison = useCall('compareRequests', otherId === null ? { id: row.id } : { id: row.id, otherId });
  const other = useCall('readExchange', { id: otherId ?? '' }, { enabled: otherId !== null });
  const near = useUnpacked(useCall('listExchanges', { sessionId: sessionKeyOf(row), limit: mostOffered }, { askAgainOnOpening: true }).data?.packedRows);
  const choices = comparableRows(row, near, other.data?.row ?? null);
  const isPredecessor = otherId !== null && otherId === row.predecessorId;
  const swap = () => {
    if (otherId !== null) go({ exchange: otherId, other: row.id });
  };
  const choose = (id: string) => go({ other: id === row.predecessorId ? null : id });
  useCommands([
    { id: 'compare.swap', name: 'Swap the two requests compared', group: 'The open request', isOff: otherId === null, run: swap },
    { id: 'compare.predecessor', name: 'Compare with the request before', group: 'The open request', isOff: row.predecessorId === null || isPredecessor, run: () => go({ other: null }) },
  ]);

  return (
    <>
      <div className="compare-bar" role="group" aria-label="What is compared">
        <span className="dim">From</span>
        {choices.length === 0 ? (
          <span>no other request</span>
        ) : (
          <Select
            label="Compared with"
            value={otherId ?? ''}
            choices={otherId === null ? [{ value: '', name: 'Choose a request' }, ...choices.map(asChoice)] : choices.map(asChoice)}
            onChange={choose}
          />
        )}
        <span className="dim">to this one</span>
        <Button look="quiet" disabled={otherId === null} hint="See the change the other way round" onPress={swap}>
          Swap
        </Button>
        {!isPredecessor && row.predecessorId !== null && (
          <Button look="quiet" onPress={() => go({ other: null })}>
            Compare with the request before
          </Button>
        )}
      </div>
      {isPredecessor ? (
        <CacheSentence row={row} />
      ) : (
        other.data !== undefined &&
        other.data !== null && (
          <p className="compare-note dim">
            {other.data.row.sessionId === row.sessionId
              ? 'This one does not go on from that one: what differs says nothing about the cache.'
              : 'They are of two sessions: what differs says nothing about the cache.'}
          </p>
        )
      )}
      {comparison.isPending || (otherId !== null && other.isPending) ? (
        <Loading what="the two requests" />
      ) : comparison.isError ? (
        <Failed what="the comparison" why={comparison.error.message} onRetry={() => void comparison.refetch()} />
      ) : comparison.data?.state === 'compared' && other.data !== null && other.data !== undefined ? (
        <Comparison key={`${comparison.data.beforeId} ${row.id}`} before={other.data} after={detail} comparison={comparison.data.comparison} />
      ) : (
        <NotCompared row={row} view={comparison.data ?? null} />
      )}
    </>
  );
}

function asChoice({ id, name, about }: { readonly id: string; readonly name: string; readonly about: string }) {
  return { value: id, name, about };
}

const reasons: Readonly<Record<Extract<ComparisonView, { state: 'not-compared' }>['reason'], readonly [string, string]>> = {
  'no-predecessor': ['Nothing before it', 'It begins a conversation, or what it goes on from was not captured. Choose another request above to see how the two differ.'],
  'not-analysed': ['Not analysed yet', 'One of the two has not been looked through, or is no prompt. The comparison appears when both are.'],
  'not-stored': ['Not stored any more', 'The body of one of the two was removed, or never recorded whole. Its figures are still in the timeline.'],
  'too-large': ['Too large to compare', 'One of the two is larger than what is compared within reason. The export holds both whole.'],
};

const standsAlone = ['Nothing before it', 'A request of this kind goes on from no other. Choose one above to see how the two differ.'] as const;

function NotCompared({ row, view }: { readonly row: ExchangeDetail['row']; readonly view: ComparisonView | null }) {
  const reason = view?.state === 'not-compared' ? view.reason : 'not-stored';
  const isTurn = (row.requestClass === 'main' || row.requestClass === 'subagent') && row.auxiliaryPurpose === null;
  const [title, why] = reason === 'no-predecessor' && !isTurn ? standsAlone : reasons[reason];
  return (
    <Empty title={title}>
      <p>{why}</p>
    </Empty>
  );
}
