import { useState } from 'react';
import type { MarkerView } from '../../../contract/marker-view.ts';
import { useAction } from '../../bridge/use-call.ts';
import { formatDayAndClock } from '../../format/moments.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { visibleText } from '../../ui/visible-text.tsx';

/** What the marker is called and when it is; it is named otherwise and removed here. */
export function MarkerTitle({ marker }: { readonly marker: MarkerView }) {
  const [typed, setTyped] = useState<string | null>(null);
  const [isSure, setSure] = useState(false);
  const changing = useAction('changeMarker', ['listMarkers', 'readBeforeAfter']);
  const removing = useAction('removeMarker', ['listMarkers', 'readBeforeAfter']);
  const failed = [changing, removing].find(({ error, data }) => error !== null || data?.state === 'busy');
  const rename = () => {
    if (typed !== null && typed.trim() !== '') changing.mutate({ number: marker.number, label: typed }, { onSuccess: ({ state }) => state === 'kept' && setTyped(null) });
  };
  return (
    <header className="compared-title">
      {typed === null ? (
        <>
          <h3>{visibleText(marker.label)}</h3>
          <span className="dim">{formatDayAndClock(marker.atUs).slice(0, -4)}</span>
          <span className="compared-actions">
            <Button look="quiet" onPress={() => setTyped(marker.label)}>Rename</Button>
            {isSure ? (
              <Button look="quiet" busy={removing.isPending} onPress={() => removing.mutate({ number: marker.number })}>Remove this marker</Button>
            ) : (
              <Button look="quiet" onPress={() => setSure(true)}>Remove…</Button>
            )}
          </span>
        </>
      ) : (
        <>
          <TextField label="What changed" labelHidden value={typed} onChange={setTyped} />
          <Button look="main" disabled={typed.trim() === ''} busy={changing.isPending} onPress={rename}>Save</Button>
          <Button onPress={() => setTyped(null)}>Cancel</Button>
        </>
      )}
      {failed !== undefined && <span className="page-attention" role="alert">{failed.error?.message ?? 'The database is busy; try again.'}</span>}
    </header>
  );
}
