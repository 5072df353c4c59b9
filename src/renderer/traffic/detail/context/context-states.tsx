import type { ContextView } from '../../../../contract/context-view.ts';
import type { ExchangeRow } from '../../../../contract/exchange-view.ts';
import { Empty } from '../../../ui/list-state.tsx';

/** What is said where a request has no sources to show. */
export function WithoutSources({ row, context }: { readonly row: ExchangeRow; readonly context: ContextView | null }) {
  if (row.contentRemovedAtUs !== null) {
    return (
      <Empty title="Its parts are not kept">
        <p>Where its tokens came from went with its content. What each source cost is still in the sums.</p>
      </Empty>
    );
  }
  if (context?.state === 'damaged') {
    return (
      <Empty title="The list of its parts is damaged">
        <p>It was analysed, but what was found cannot be read back from the store. Its figures and its body are not touched; the list is made anew when a newer version of Whence analyses it again.</p>
      </Empty>
    );
  }
  if (context === null || context.state === 'pending') {
    return row.state === 'open' ? (
      <Empty title="Not analysed yet">
        <p>The sources appear here once the response is over, with what it was billed.</p>
      </Empty>
    ) : (
      <Empty title="Waiting for the analysis">
        <p>The sources appear here as soon as this request has been looked through.</p>
      </Empty>
    );
  }
  if (row.state === 'interrupted' && row.method === 'POST') {
    return (
      <Empty title="No whole prompt">
        <p>What was recorded before the exchange was cut off does not hold a whole prompt. It is under Raw.</p>
      </Empty>
    );
  }
  return (
    <Empty title="Not a prompt">
      <p>
        {row.method} {row.path} carries no messages to a model, so it has no context sources. What came back is under Response.
      </p>
    </Empty>
  );
}
