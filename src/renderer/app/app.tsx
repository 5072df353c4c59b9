import { useLayoutEffect } from 'react';
import { useCall } from '../bridge/use-call.ts';
import { usePlace } from '../navigation/use-place.ts';
import { SetUpScreen } from '../set-up/set-up-screen.tsx';
import { SettingsScreen } from '../settings/settings-screen.tsx';
import { TrafficScreen } from '../traffic/traffic-screen.tsx';
import { AttentionBand } from './attention-band.tsx';
import { Header } from './header.tsx';
import { Rail } from './rail.tsx';
import { StatusBar } from './status-bar.tsx';
import './app.css';

/** The window: header, what wants attention, rail, the screen of the place the user is at, and the status bar. */
export function App() {
  const [place] = usePlace();
  const settings = useCall('readSettings', {});
  const theme = settings.data?.theme ?? 'system';

  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);

  return (
    <div className="app">
      <Header />
      <AttentionBand />
      <Rail screen={place.screen} />
      <main className="app-screen">
        {place.screen === 'traffic' && <TrafficScreen />}
        {place.screen === 'set-up' && <SetUpScreen />}
        {place.screen === 'settings' && <SettingsScreen />}
      </main>
      <StatusBar />
    </div>
  );
}
