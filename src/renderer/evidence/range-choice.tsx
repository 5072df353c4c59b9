import { boundsOf, dayKey, rangeChoices, type ChosenRange, type RangeName } from '../navigation/chosen-days.ts';
import { DateField } from '../ui/date-field.tsx';
import { Segmented } from '../ui/segmented.tsx';
import './range-choice.css';

interface RangeChoiceProps {
  readonly range: ChosenRange;
  readonly todayMs: number;
  /** When the first request of all days began, which is where these begin; null where it is not known. */
  readonly firstUs?: number | null;
  readonly onRange: (range: ChosenRange) => void;
}

/** Which days: so many up to today, or from one to another. */
export function RangeChoice({ range, todayMs, firstUs = null, onRange }: RangeChoiceProps) {
  const today = dayKey(todayMs);
  const fromUs = boundsOf(range, todayMs).fromUs ?? firstUs;
  const from = 'from' in range ? range.from : fromUs === null ? '' : dayKey(fromUs / 1000);
  const until = 'from' in range ? range.until : today;
  const chosen = (one: string, other: string) => onRange(one <= other ? { from: one, until: other } : { from: other, until: one });
  return (
    <span className="range-choice">
      <Segmented<RangeName | 'days'> label="Which days" value={'from' in range ? 'days' : range.name} choices={rangeChoices} onChange={(name) => name !== 'days' && onRange({ name })} />
      <DateField label="from" value={from} max={today} onChange={(day) => chosen(day, until)} />
      <DateField label="to" value={until} max={today} onChange={(day) => chosen(from === '' ? day : from, day)} />
    </span>
  );
}
