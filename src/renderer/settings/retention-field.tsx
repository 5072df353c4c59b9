import type { RetentionLimits } from '../../contract/retention-view.ts';
import { useAction, useCall } from '../bridge/use-call.ts';
import { Button } from '../ui/button.tsx';
import { Check } from '../ui/check.tsx';
import { Notice } from '../ui/notice.tsx';
import { Setting } from './setting.tsx';
import { LimitForm } from './limit-form.tsx';
import { forecastWords, spaceWords } from './store-use-words.ts';

interface RetentionFieldProps {
  readonly retention: RetentionLimits;
  /** The default. */
  readonly standard: RetentionLimits;
  readonly onChange: (retention: RetentionLimits) => void;
}

/** What is kept and for how long, what that takes, and the way to delete everything. */
export function RetentionField({ retention, standard, onChange }: RetentionFieldProps) {
  const isStandard = JSON.stringify(Object.entries(retention).toSorted()) === JSON.stringify(Object.entries(standard).toSorted());
  const use = useCall('readStoreUse', {}, { askAgainOnFocus: true });
  const deletion = useAction('deleteEverything');
  const outcome = deletion.data;
  return (
    <Setting
      id="retention"
      standard={`${standard.days} days, ${standard.megabytes.toLocaleString('en-US')} MB, what is rated or pinned longer`}
      onReset={isStandard ? null : () => onChange(standard)}
    >
      {use.data !== undefined && (
        <p aria-live="polite">
          {spaceWords(use.data)} {forecastWords(use.data)}
        </p>
      )}
      <LimitForm name="Days" limit={retention.days} most={36_500} onChange={(days) => onChange({ ...retention, days })}>
        Older requests lose their content: what was asked and answered. What they cost, and of what, stays. 0 is no limit.
      </LimitForm>
      <LimitForm
        name="Megabytes"
        limit={retention.megabytes}
        most={100_000_000}
        onChange={(megabytes) => onChange({ ...retention, megabytes })}
      >
        When the store is larger the oldest content goes, then the oldest requests. 0 is no limit.
      </LimitForm>
      <Check name="Keep what is rated" checked={retention.keepRated} onChange={(keepRated) => onChange({ ...retention, keepRated })} />
      <Check name="Keep what is pinned" checked={retention.keepPinned} onChange={(keepPinned) => onChange({ ...retention, keepPinned })} />
      {use.data?.isOverridden === true && (
        <p className="page-attention">
          {`For this run the command line says otherwise: ${use.data.limits.days} days, ${use.data.limits.megabytes} MB (0 is no limit).`}
        </p>
      )}
      <div className="page-row">
        <Button busy={deletion.isPending} onPress={() => deletion.mutate({})}>
          Delete everything…
        </Button>
        <span className="dim">Every request that was captured, and all that was learnt from them.</span>
      </div>
      {outcome !== undefined && outcome.message !== '' && (
        <Notice tone={outcome.done ? 'good' : 'bad'} announced>
          {outcome.message}
        </Notice>
      )}
      {deletion.isError && (
        <Notice tone="bad" announced>
          Not everything was deleted: {deletion.error.message}
        </Notice>
      )}
    </Setting>
  );
}
