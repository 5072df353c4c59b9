import { lazy, Suspense, useLayoutEffect, useState } from 'react';
import { useCall } from '../bridge/use-call.ts';
import { LeavingScreen } from '../leaving/leaving-screen.tsx';
import { Removed } from '../leaving/removed.tsx';
import { useMarkWish } from '../navigation/mark-wish.ts';
import { usePlace } from '../navigation/use-place.ts';
import { SetUpScreen } from '../set-up/set-up-screen.tsx';
import { SettingsScreen } from '../settings/settings-screen.tsx';
import { FilterBar } from '../traffic/find/filter-bar.tsx';
import { TrafficScreen } from '../traffic/traffic-screen.tsx';
import { Archives } from './archives.tsx';
import { AttentionBand } from './attention-band.tsx';
import { Header } from './header.tsx';
import { KeysSheet } from './keys-sheet.tsx';
import { CommandPalette } from './palette/command-palette.tsx';
import { MarkDialog } from './mark-dialog.tsx';
import { Rail } from './rail.tsx';
import { StatusBar } from './status-bar.tsx';
import { Guarded } from '../ui/or-else.tsx';
import { Toast } from '../ui/toast.tsx';
import { useWindowCommands } from './use-window-commands.ts';
import type { WindowDialog } from './window-dialog.ts';
import './app.css';

// With the charts they draw, which the first rows do not wait for.
const SourcesScreen = lazy(async () => ({ default: (await import('../sources/sources-screen.tsx')).SourcesScreen }));
const CostsScreen = lazy(async () => ({ default: (await import('../costs/costs-screen.tsx')).CostsScreen }));
const InsightsScreen = lazy(async () => ({ default: (await import('../insights/insights-screen.tsx')).InsightsScreen }));

/** The window: header, what wants attention, rail, the screen of the place the user is at, the status bar, and what stands over all of it. */
export function App() {
  const [place] = usePlace();
  const settings = useCall('readSettings', {});
  const removed = useCall('readRemovalReport', {});
  const theme = settings.data?.theme ?? 'system';

  const [open, setOpen] = useState<WindowDialog | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const mark = useMarkWish();
  const close = () => setOpen(null);
  useWindowCommands(setOpen, setSaid);

  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);

  if (removed.data !== undefined && removed.data !== null) return <Removed report={removed.data} />;
  return (
    <div className="app">
      <Header onOpen={setOpen}>{place.screen === 'traffic' && <FilterBar />}</Header>
      <AttentionBand />
      <Rail screen={place.screen} />
      <main className="app-screen" tabIndex={-1}>
        <Guarded key={place.screen} what="This screen">
          {place.screen === 'traffic' && <TrafficScreen />}
          <Suspense fallback={null}>
            {place.screen === 'sources' && <SourcesScreen />}
            {place.screen === 'costs' && <CostsScreen />}
            {place.screen === 'insights' && <InsightsScreen />}
          </Suspense>
          {place.screen === 'set-up' && <SetUpScreen />}
          {place.screen === 'settings' && <SettingsScreen />}
          {place.screen === 'leaving' && <LeavingScreen />}
        </Guarded>
      </main>
      <StatusBar />
      <Archives open={open === 'export' || open === 'import' ? open : null} onClose={close} />
      {open === 'palette' && <CommandPalette onClose={close} />}
      {said !== null && (
        <Toast tone="good" onDismiss={() => setSaid(null)}>
          {said}
        </Toast>
      )}
      {open === 'keys' && <KeysSheet onClose={close} />}
      {mark !== null && <MarkDialog wish={mark} />}
    </div>
  );
}
