import { useState } from 'react';
import type { InsightRange } from '../../contract/insight-view.ts';
import type { FindingToRemedy, RemedyView } from '../../contract/remedy-view.ts';
import type { Finding } from '../../domain/insight/finding.ts';
import { copyText, useCall } from '../bridge/use-call.ts';
import { Button } from '../ui/button.tsx';
import { CommandLine } from '../ui/command-line.tsx';
import { Failed, Loading } from '../ui/list-state.tsx';
import { visibleText } from '../ui/visible-text.tsx';
import { ApplyRemedy, UndoRemedy } from './remedy-dialogs.tsx';
import { RemedyDone, type DoneRemedy } from './remedy-done.tsx';
import './remedy.css';

interface RemediesProps {
  readonly finding: Finding;
  readonly range: InsightRange;
}

type Open = { readonly what: 'apply'; readonly remedyId: string } | { readonly what: 'undo'; readonly appliedId: string };

/** What can be done about a finding, what is best first: lines to copy, changes of settings that are shown before they are written, files to open, advice. */
export function Remedies({ finding: { rule, subject, evidence } }: RemediesProps) {
  const finding: FindingToRemedy = { rule, subject, ids: evidence.ids.slice(0, mostIds) };
  const remedies = useCall('readRemedies', { finding }, { askAgainOnOpening: true, askAgainOnFocus: true });
  const [open, setOpen] = useState<Open | null>(null);
  const [done, setDone] = useState<DoneRemedy | null>(null);
  const close = () => setOpen(null);
  const finish = (said: DoneRemedy) => {
    setDone(said);
    close();
  };
  return (
    <section className="remedies" aria-label="What can be done">
      <h4 className="remedies-head">What can be done</h4>
      {done !== null && <RemedyDone key={done.atMs} done={done} />}
      {remedies.isPending && <Loading what="what can be done" />}
      {remedies.isError && <Failed what="what can be done" why={remedies.error.message} onRetry={() => void remedies.refetch()} />}
      {remedies.data !== undefined && (
        <ol className="remedies-list">
          {remedies.data.map((remedy) => (
            <li key={remedy.id} className="remedy readable">
              <RemedyWords remedy={remedy} />
              <RemedyWay remedy={remedy} onOpen={setOpen} />
            </li>
          ))}
        </ol>
      )}
      {open?.what === 'apply' && <ApplyRemedy asked={{ finding, remedyId: open.remedyId }} onClose={close} onDone={finish} />}
      {open?.what === 'undo' && <UndoRemedy appliedId={open.appliedId} onClose={close} onDone={finish} />}
    </section>
  );
}

/** They say which projects it is about; the latest requests that hold the source say so too. */
const mostIds = 200;

function RemedyWords({ remedy: { does, loses, onlyIn } }: { readonly remedy: RemedyView }) {
  return (
    <div className="remedy-words">
      <p>{visibleText(does)}</p>
      {(loses !== null || onlyIn !== null) && (
        <p className="dim">
          {onlyIn !== null && (
            <>
              Only in <code>{visibleText(onlyIn)}</code>.{' '}
            </>
          )}
          {loses !== null && visibleText(loses)}
        </p>
      )}
    </div>
  );
}

function RemedyWay({ remedy, onOpen }: { readonly remedy: RemedyView; readonly onOpen: (open: Open) => void }) {
  const { how } = remedy;
  switch (how.way) {
    case 'command':
      return <CommandLine command={how.command} what="the command" onCopy={copyText} />;
    case 'path':
      return <CommandLine command={how.path} what="the path" onCopy={copyText} />;
    case 'advice':
      return null;
    case 'settings': {
      const { appliedId } = how;
      return (
        <div className="remedy-settings">
          {appliedId === null ? (
            <Button onPress={() => onOpen({ what: 'apply', remedyId: remedy.id })} label={`Apply: ${remedy.does}`}>
              Apply…
            </Button>
          ) : (
            <>
              <strong className="remedy-applied">✓ Applied</strong>
              <Button onPress={() => onOpen({ what: 'undo', appliedId })} label={`Undo: ${remedy.does}`}>
                Undo…
              </Button>
            </>
          )}
          <code className="remedy-file dim">{visibleText(how.file)}</code>
        </div>
      );
    }
  }
}
