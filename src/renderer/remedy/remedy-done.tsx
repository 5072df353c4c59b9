import { useAction } from '../bridge/use-call.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { visibleText } from '../ui/visible-text.tsx';

/** What was done, and how the point in time could be called at which it was. */
export interface DoneRemedy {
  readonly message: string;
  readonly marker: string | null;
  readonly atMs: number;
}

/** What came of an apply or an undo, and the offer to mark the point, so that before and after can be compared. */
export function RemedyDone({ done: { message, marker, atMs } }: { readonly done: DoneRemedy }) {
  const mark = useAction('addMarker', ['listMarkers', 'readBeforeAfter']);
  const isMarked = mark.data?.state === 'kept';
  return (
    <Notice tone="good" announced>
      <div className="remedy-done">
        <span>{visibleText(message)}</span>
        {marker !== null && !isMarked && (
          <Button busy={mark.isPending} hint="Insights compares what came before it with what comes after" onPress={() => mark.mutate({ atUs: atMs * 1000, label: marker.slice(0, longestLabel) })}>
            Mark this point
          </Button>
        )}
        {isMarked && <span className="dim">Marked. “Before and after” compares the days around it.</span>}
        {mark.data?.state === 'busy' && <span>The database was busy. Try again.</span>}
        {mark.isError && <span>It was not marked: {visibleText(mark.error.message)}</span>}
      </div>
    </Notice>
  );
}

const longestLabel = 500;
