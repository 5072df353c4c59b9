import { useCommands } from '../commands/use-commands.ts';
import { RangeChoice } from '../evidence/range-choice.tsx';
import { usePlace } from '../navigation/use-place.ts';
import { AppliedRemedies } from '../remedy/applied-remedies.tsx';
import { Screen, ScreenHead } from '../ui/screen.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { BeforeAfter } from './before-after/before-after.tsx';
import { Findings } from './findings/findings.tsx';
import { useInsightRange } from './use-insight-range.ts';
import { WhatIf } from './what-if/what-if.tsx';

const parts = [
  { value: 'findings', name: 'Findings' },
  { value: 'what-if', name: 'What if' },
  { value: 'before-after', name: 'Before and after' },
] as const;

/** What could be switched off, what that would save, and what became of it. */
export function InsightsScreen() {
  const [place, go] = usePlace();
  const { range, bounds, todayMs, choose } = useInsightRange();
  // The place may name a finding: it is among the findings.
  const part = parts.find(({ value }) => value === place.part)?.value ?? 'findings';
  useCommands([
    ...parts.map(({ value, name }) => ({ id: `insights.${value}`, name: `Go to ${name.charAt(0).toLowerCase()}${name.slice(1)}`, group: 'Findings', isOff: part === value, run: () => go({ part: value }) }) as const),
    { id: 'insights.all-days', name: 'Show the insights of all days', group: 'Findings', isOff: part === 'before-after', run: () => choose({ name: 'all' }) },
  ]);
  return (
    <Screen name="insights">
      <ScreenHead title="Insights">
        <Segmented label="Part of the insights" value={part} choices={parts} onChange={(value) => go({ part: value })} />
        {part !== 'before-after' && <RangeChoice range={range} todayMs={todayMs} onRange={choose} />}
      </ScreenHead>
      {part === 'findings' && <Findings range={bounds} />}
      {part === 'what-if' && <WhatIf range={bounds} />}
      {part === 'before-after' && (
        <>
          <AppliedRemedies />
          <BeforeAfter />
        </>
      )}
    </Screen>
  );
}
