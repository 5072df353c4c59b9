import { useCall } from '../bridge/use-call.ts';
import { useCommands } from '../commands/use-commands.ts';
import { RangeChoice } from '../evidence/range-choice.tsx';
import { usePlace } from '../navigation/use-place.ts';
import { Screen, ScreenHead } from '../ui/screen.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { BeforeAfter } from './before-after/before-after.tsx';
import { ChangesMade } from './changes/changes-made.tsx';
import { Findings } from './findings/findings.tsx';
import { useInsightRange } from './use-insight-range.ts';
import { WhatIf } from './what-if/what-if.tsx';

const parts = [
  { value: 'findings', name: 'Findings', goTo: 'Go to findings' },
  { value: 'what-if', name: 'What if', goTo: 'Go to what if' },
  { value: 'before-after', name: 'Before and after', goTo: 'Go to before and after' },
  { value: 'changes', name: 'Changes made', goTo: 'Go to the changes made' },
] as const;

/** What could be switched off, what that would save, what was changed because of it, and what became of it. */
export function InsightsScreen() {
  const [place, go] = usePlace();
  const { range, bounds, todayMs, choose } = useInsightRange();
  const applied = useCall('listAppliedRemedies', {}, { askAgainOnOpening: true, askAgainOnFocus: true });
  // The place may name a finding: it is among the findings.
  const part = parts.find(({ value }) => value === place.part)?.value ?? 'findings';
  // Before there are any, the word would say nothing.
  const hasChanges = applied.data !== undefined && (applied.data.applied.length > 0 || applied.data.trouble !== null);
  const offered = parts.filter(({ value }) => value !== 'changes' || hasChanges || part === 'changes');
  const isOfDays = part === 'findings' || part === 'what-if';
  useCommands([
    ...offered.map(({ value, goTo }) => ({ id: `insights.${value}`, name: goTo, group: 'Findings', isOff: part === value, run: () => go({ part: value }) }) as const),
    { id: 'insights.all-days', name: 'Show the insights of all days', group: 'Findings', isOff: !isOfDays, run: () => choose({ name: 'all' }) },
  ]);
  return (
    <Screen name="insights">
      <ScreenHead title="Insights">
        <Segmented label="Part of the insights" value={part} choices={offered} onChange={(value) => go({ part: value })} />
        {isOfDays && <RangeChoice range={range} todayMs={todayMs} onRange={choose} />}
      </ScreenHead>
      {part === 'findings' && <Findings range={bounds} />}
      {part === 'what-if' && <WhatIf range={bounds} />}
      {part === 'before-after' && <BeforeAfter />}
      {part === 'changes' && <ChangesMade />}
    </Screen>
  );
}
