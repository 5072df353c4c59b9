import type { ExchangeRow } from '../../../../contract/exchange-view.ts';
import { useContextOf } from '../../../bridge/use-context.ts';
import { Failed, Loading } from '../../../ui/list-state.tsx';
import { WithoutSources } from './context-states.tsx';
import { Sources } from './sources.tsx';
import './context-tab.css';

/** Where the prompt came from: the tree of its sources, the map of them, and the text of the one chosen. */
export function ContextTab({ row }: { readonly row: ExchangeRow }) {
  const context = useContextOf(row.id);
  if (context.isPending) return <Loading what="the sources" />;
  if (context.isError) {
    return <Failed what="the sources" why={context.error.message} onRetry={() => void context.refetch()} />;
  }
  if (context.data === null || context.data.state !== 'done') return <WithoutSources row={row} context={context.data} />;
  return <Sources row={row} context={context.data} />;
}
