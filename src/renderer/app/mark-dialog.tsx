import { useState } from 'react';
import { useAction } from '../bridge/use-call.ts';
import { formatDayAndClock } from '../format/moments.ts';
import { wishToMark, type MarkWish } from '../navigation/mark-wish.ts';
import { usePlace } from '../navigation/use-place.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/text-field.tsx';

const close = () => wishToMark(null);

/** Marks a point in time, so that what came before it can be compared with what comes after. */
export function MarkDialog({ wish: { atUs } }: { readonly wish: MarkWish }) {
  const [label, setLabel] = useState('');
  const [, go] = usePlace();
  const adding = useAction('addMarker', ['listMarkers', 'readBeforeAfter']);
  const mark = () => {
    if (label.trim() === '' || adding.isPending) return;
    adding.mutate({ atUs, label }, {
      onSuccess: (added) => {
        if (added.state !== 'kept') return;
        close();
        go({ screen: 'insights', part: 'before-after', marker: String(added.marker.number) });
      },
    });
  };
  const problem = adding.error?.message ?? (adding.data?.state === 'busy' ? 'The database is busy; try again.' : null);
  return (
    <Dialog
      title="Mark this point"
      onClose={close}
      actions={
        <>
          <Button onPress={close}>Cancel</Button>
          <Button look="main" onPress={mark} disabled={label.trim() === ''} busy={adding.isPending}>Mark</Button>
        </>
      }
    >
      <p className="dim">{formatDayAndClock(atUs).slice(0, -4)}. What turns take before and after it is compared under Insights.</p>
      <div
        onKeyDown={(event) => {
          if (event.key === 'Enter') mark();
        }}
        role="presentation"
      >
        <TextField label="What changed" placeholder="Removed context7" value={label} onChange={setLabel} problem={problem} />
      </div>
    </Dialog>
  );
}
