import { DateField } from '../ui/date-field.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { ScreenHead } from '../ui/screen.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { useCall } from '../bridge/use-call.ts';
import { visibleText } from '../ui/visible-text.tsx';
import { boundsOf, dayKey, rangeChoices, type ChosenRange, type RangeName } from '../navigation/chosen-days.ts';
import type { Measure } from './draw-trend.ts';

interface CostsHeadProps {
  readonly range: ChosenRange;
  readonly todayMs: number;
  /** When the first request of the range began. */
  readonly firstUs: number | null;
  readonly onRange: (range: ChosenRange) => void;
  readonly measure: Measure;
  readonly onMeasure: (measure: Measure) => void;
  readonly session: string | null;
  readonly onAllSessions: () => void;
}

/** Which costs: of which days, of which session, in dollars or tokens. */
export function CostsHead({ range, todayMs, firstUs, onRange, measure, onMeasure, session, onAllSessions }: CostsHeadProps) {
  const today = dayKey(todayMs);
  const fromUs = boundsOf(range, todayMs).fromUs ?? firstUs;
  const from = 'from' in range ? range.from : fromUs === null ? '' : dayKey(fromUs / 1000);
  const until = 'from' in range ? range.until : today;
  const chosen = (next: { readonly from: string; readonly until: string }) => onRange(next.from <= next.until ? next : { from: next.until, until: next.from });
  return (
    <ScreenHead title="Costs">
      <Segmented<RangeName | 'days'> label="Which days" value={'from' in range ? 'days' : range.name} choices={rangeChoices} onChange={(name) => name !== 'days' && onRange({ name })} />
      <DateField label="from" value={from} max={today} onChange={(day) => chosen({ from: day, until })} />
      <DateField label="to" value={until} max={today} onChange={(day) => chosen({ from: from === '' ? day : from, until: day })} />
      <Segmented<Measure>
        label="In"
        value={measure}
        choices={[
          { value: 'dollars', name: 'Dollars' },
          { value: 'tokens', name: 'Tokens' },
        ]}
        onChange={onMeasure}
      />
      {session !== null && <SessionChip session={session} onAll={onAllSessions} />}
    </ScreenHead>
  );
}

function SessionChip({ session, onAll }: { readonly session: string; readonly onAll: () => void }) {
  const sessions = useCall('listSessions', {});
  const name = sessions.data?.find(({ id }) => id === session)?.title ?? session;
  return (
    <span className="costs-session">
      <span className="dim">One session:</span> <span className="costs-session-name" title={name}>{visibleText(name)}</span>
      <Button look="quiet" onPress={onAll} label="Show all sessions">
        <Icon name="close" size={12} />
      </Button>
    </span>
  );
}
