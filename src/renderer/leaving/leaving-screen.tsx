import { useState } from 'react';
import type { PlannedRemoval, RemovalId } from '../../contract/leaving-view.ts';
import { useAction, useCall } from '../bridge/use-call.ts';
import { formatBytes } from '../format/quantities.ts';
import { placeHash } from '../navigation/place.ts';
import { usePlace } from '../navigation/use-place.ts';
import { Button } from '../ui/button.tsx';
import { Check } from '../ui/check.tsx';
import { Failed, Loading } from '../ui/list-state.tsx';
import { Notice } from '../ui/notice.tsx';
import { visibleText } from '../ui/visible-text.tsx';
import { Stays } from './stays.tsx';
import '../ui/page.css';
import './leaving.css';

/** What "Remove everything" will do, what of it is left out, and the button that does it. */
export function LeavingScreen() {
  const [place] = usePlace();
  const [without, setWithout] = useState<readonly RemovalId[]>([]);
  const plan = useCall('readRemovalPlan', {}, { askAgainOnOpening: true, askAgainOnFocus: true });
  const removal = useAction('removeEverything', ['readRemovalReport']);

  if (plan.isPending) return <Loading what="what is there to remove" />;
  if (plan.isError) return <Failed what="what is there to remove" why={plan.error.message} onRetry={() => void plan.refetch()} />;
  const present = plan.data.steps.filter(({ isAbsent }) => !isAbsent);
  const absent = plan.data.steps.filter(({ isAbsent }) => isAbsent);
  return (
    <div className="page">
      <div className="page-column">
        <h2 className="page-title">Remove everything</h2>
        <p className="page-lead">
          Whence undoes what it did to this machine, one after the other; what fails does not stop the rest. Nothing happens before you confirm. To keep your data and only
          stop recording, <a className="page-link" href={placeHash({ ...place, screen: 'settings' })}>go back to the settings</a>.
        </p>
        <ul className="leaving-steps" aria-label="What is removed">
          {present.map((step) => (
            <Planned
              key={step.id}
              step={step}
              isTaken={!without.includes(step.id)}
              isBusy={removal.isPending}
              onTake={(isTaken) => setWithout(isTaken ? without.filter((id) => id !== step.id) : [...without, step.id])}
            />
          ))}
        </ul>
        {absent.length > 0 && <p className="dim leaving-absent">Nothing to remove: {visibleText(absent.map(({ name, about }) => `${name} (${about})`).join('; '))}.</p>}
        <Stays stays={plan.data.stays} heading="h3" />
        <div className="page-row leaving-end">
          <Button busy={removal.isPending} onPress={() => removal.mutate({ without: [...without] })}>
            Remove everything…
          </Button>
          <span className="dim">{without.length === 0 ? 'You are asked once more.' : 'All that is ticked. You are asked once more.'}</span>
        </div>
        {removal.isError && (
          <Notice tone="bad" announced>
            It was not carried out: {removal.error.message}
          </Notice>
        )}
      </div>
    </div>
  );
}

interface PlannedProps {
  readonly step: PlannedRemoval;
  readonly isTaken: boolean;
  readonly isBusy: boolean;
  readonly onTake: (isTaken: boolean) => void;
}

function Planned({ step: { name, about, paths, bytes, isRequired }, isTaken, isBusy, onTake }: PlannedProps) {
  return (
    <li className="leaving-step">
      <Check
        name={
          <span className="leaving-name">
            <strong>{name}</strong>
            {bytes !== null && <span className="dim leaving-size">{formatBytes(bytes)}</span>}
          </span>
        }
        checked={isTaken}
        disabled={isRequired || isBusy}
        onChange={onTake}
        about={
          <>
            <p>
              {visibleText(about)}
              {isRequired && ' Always part of it.'}
            </p>
            {paths.map((path) => (
              <code key={path} className="leaving-path">
                {visibleText(path)}
              </code>
            ))}
          </>
        }
      />
    </li>
  );
}
