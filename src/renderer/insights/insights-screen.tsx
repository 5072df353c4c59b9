import { usePlace } from '../navigation/use-place.ts';
import { Screen, ScreenHead } from '../ui/screen.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { BeforeAfter } from './before-after/before-after.tsx';
import { Findings } from './findings/findings.tsx';
import { WhatIf } from './what-if/what-if.tsx';

const parts = [
  { value: 'findings', name: 'Findings' },
  { value: 'what-if', name: 'What if' },
  { value: 'before-after', name: 'Before and after' },
] as const;

/** What could be switched off, what that would save, and what became of it. */
export function InsightsScreen() {
  const [place, go] = usePlace();
  const part = parts.find(({ value }) => value === place.part)?.value ?? 'findings';
  return (
    <Screen name="insights">
      <ScreenHead title="Insights">
        <Segmented label="Part of the insights" value={part} choices={parts} onChange={(value) => go({ part: value })} />
      </ScreenHead>
      {part === 'findings' && <Findings />}
      {part === 'what-if' && <WhatIf />}
      {part === 'before-after' && <BeforeAfter />}
    </Screen>
  );
}
