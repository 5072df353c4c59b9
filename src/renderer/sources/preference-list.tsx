import { useState } from 'react';
import { copyText, useCall } from '../bridge/use-call.ts';
import { formatCount, formatCounted } from '../format/quantities.ts';
import type { DayBounds } from '../navigation/chosen-days.ts';
import { useSavedText } from '../saving/use-saved-text.tsx';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Failed, Loading } from '../ui/list-state.tsx';
import { LongText } from '../ui/long-text.tsx';
import { Segmented } from '../ui/segmented.tsx';

/** Which sources to use first and last, as a file to be saved or copied; shown before. */
export function PreferenceList({ bounds }: { readonly bounds: DayBounds }) {
  const [isOpen, setOpen] = useState(false);
  const { save, said } = useSavedText();
  return (
    <>
      <Button look="quiet" hint="Sources in the order of their ratings, for you or for a program" onPress={() => setOpen(true)}>
        Preference list…
      </Button>
      {isOpen && <PreferenceDialog bounds={bounds} onSave={save} onClose={() => setOpen(false)} />}
      {said}
    </>
  );
}

const formats = [
  { value: 'markdown', name: 'Markdown', fileName: 'whence-preferences.md' },
  { value: 'json', name: 'JSON', fileName: 'whence-preferences.json' },
] as const;

interface PreferenceDialogProps {
  readonly bounds: DayBounds;
  readonly onSave: (file: { readonly name: string; readonly text: string }) => void;
  readonly onClose: () => void;
}

function PreferenceDialog({ bounds, onSave, onClose }: PreferenceDialogProps) {
  const list = useCall('readPreferences', bounds, { askAgainOnOpening: true });
  const [chosen, setChosen] = useState<(typeof formats)[number]['value']>('markdown');
  const format = formats.find(({ value }) => value === chosen) ?? formats[0];
  const text = list.data?.[format.value];
  return (
    <Dialog
      title="Preference list"
      width="wide"
      onClose={onClose}
      actions={
        text !== undefined && (
          <>
            <CopyButton what={`the list as ${format.name}`} look="plain" onCopy={() => copyText(text)} />
            <Button
              look="main"
              onPress={() => {
                onSave({ name: format.fileName, text });
                onClose();
              }}
            >
              Save…
            </Button>
          </>
        )
      }
    >
      {list.isPending ? (
        <Loading what="the preferences" />
      ) : list.isError ? (
        <Failed what="the preferences" why={list.error.message} onRetry={() => void list.refetch()} />
      ) : (
        <div className="preferences">
          <p>
            {list.data.sources === 0
              ? 'No source that you can choose was rated in these days.'
              : `${formatCounted(list.data.sources, 'rated source')}. ${list.data.recommended === 0 ? 'The ratings do not tell yet which to use first or last.' : `For ${formatCount(list.data.recommended)} the ratings are enough to say use it first, or last.`}`}
          </p>
          <Segmented label="Format" value={chosen} choices={formats} onChange={setChosen} />
          <div className="preferences-text">
            <LongText label="The list" text={list.data[chosen]} formatCount={formatCount} />
          </div>
          <p className="dim">
            Whence changes nothing by it. Claude Code takes no order of servers or skills from its settings: paste the part that you need into a CLAUDE.md, where it goes along with every request, or take
            out what comes last. Insights names the exact command or setting for each.
          </p>
        </div>
      )}
    </Dialog>
  );
}
