import { useState } from 'react';
import type { AppliedRemedy } from '../../contract/remedy-view.ts';
import { useCall } from '../bridge/use-call.ts';
import { formatRecent, formatDayAndClock } from '../format/moments.ts';
import { Button } from '../ui/button.tsx';
import { Failed } from '../ui/list-state.tsx';
import { Notice } from '../ui/notice.tsx';
import { useNow } from '../ui/use-now.ts';
import { visibleText } from '../ui/visible-text.tsx';
import { UndoRemedy } from './remedy-dialogs.tsx';
import { RemedyDone, type DoneRemedy } from './remedy-done.tsx';
import './remedy.css';

/** What Whence has written into settings about findings, the latest first, each to be undone; nothing where nothing was. */
export function AppliedRemedies() {
  const applied = useCall('listAppliedRemedies', {}, { askAgainOnOpening: true, askAgainOnFocus: true });
  const [undoing, setUndoing] = useState<string | null>(null);
  const [done, setDone] = useState<DoneRemedy | null>(null);
  if (applied.isPending) return null;
  if (applied.isError) return <Failed what="what was applied" why={applied.error.message} onRetry={() => void applied.refetch()} />;
  const { applied: entries, trouble } = applied.data;
  if (entries.length === 0 && trouble === null && done === null) return null;
  return (
    <section className="remedies" aria-label="Applied">
      <h3 className="remedies-head">Applied</h3>
      {trouble !== null && <Notice tone="bad">{visibleText(trouble)}</Notice>}
      {done !== null && <RemedyDone key={done.atMs} done={done} />}
      {entries.length > 0 && (
        <ul className="remedies-list">
          {entries.map((entry) => (
            <AppliedEntry key={entry.id} entry={entry} onUndo={() => setUndoing(entry.id)} />
          ))}
        </ul>
      )}
      {undoing !== null && (
        <UndoRemedy
          appliedId={undoing}
          onClose={() => setUndoing(null)}
          onDone={(said) => {
            setDone(said);
            setUndoing(null);
          }}
        />
      )}
    </section>
  );
}

function AppliedEntry({ entry: { what, file, onlyIn, appliedAtMs, standing }, onUndo }: { readonly entry: AppliedRemedy; readonly onUndo: () => void }) {
  const nowMs = useNow(true, 60_000);
  return (
    <li className="applied readable">
      <time className="applied-time dim" title={formatDayAndClock(appliedAtMs * 1000)}>
        {formatRecent(appliedAtMs * 1000, nowMs)}
      </time>
      <div className="applied-words">
        <p>
          {visibleText(upperFirst(what))}
          {onlyIn !== null && <span className="dim"> in this project alone</span>}
        </p>
        <p className="dim">
          <code className="remedy-file">{visibleText(file)}</code>
        </p>
        {standing.state === 'gone' && <p className="dim">It is not in the file any more: somebody else took it out, or set it otherwise.</p>}
        {standing.state === 'cannot-read' && <p className="applied-trouble">{visibleText(standing.why)}</p>}
      </div>
      <Button onPress={onUndo} label={`Undo: ${what}`}>
        {standing.state === 'gone' ? 'Forget…' : 'Undo…'}
      </Button>
    </li>
  );
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
