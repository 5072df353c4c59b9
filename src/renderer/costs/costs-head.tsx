import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { ScreenHead } from '../ui/screen.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { useCall } from '../bridge/use-call.ts';
import { visibleText } from '../ui/visible-text.tsx';
import { RangeChoice } from '../evidence/range-choice.tsx';
import type { ChosenRange } from '../navigation/chosen-days.ts';
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
  return (
    <ScreenHead title="Costs">
      <RangeChoice range={range} todayMs={todayMs} firstUs={firstUs} onRange={onRange} />
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
