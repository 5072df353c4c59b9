import { copyText, useCall } from '../bridge/use-call.ts';
import { useSettings } from '../bridge/use-settings.ts';
import type { Command } from '../commands/command.ts';
import { useSample } from '../connect/use-sample.ts';
import { useCommands } from '../commands/use-commands.ts';
import { wishToMark } from '../navigation/mark-wish.ts';
import type { Screen } from '../navigation/place.ts';
import { usePlace } from '../navigation/use-place.ts';
import { themes } from '../theme/themes.ts';
import type { WindowDialog } from './window-dialog.ts';

/** The command that opens the palette, in which it is not offered. */
export const paletteCommand = 'window.palette';

/** What can be done with the sample session; the menu of the header offers it too. */
export const sampleCommands: readonly string[] = ['window.load-sample', 'window.remove-sample'];

const screens: readonly { readonly screen: Screen; readonly name: string }[] = [
  { screen: 'traffic', name: 'Traffic' },
  { screen: 'sources', name: 'Sources' },
  { screen: 'costs', name: 'Costs' },
  { screen: 'insights', name: 'Insights' },
  { screen: 'set-up', name: 'Set-up' },
  { screen: 'settings', name: 'Settings' },
];

/** What can be done wherever the user is. `say` tells what came of what shows nothing by itself. */
export function useWindowCommands(open: (dialog: WindowDialog) => void, say: (words: string) => void): void {
  const [place, go] = usePlace();
  const { settings, changeSettings } = useSettings();
  const status = useCall('readStatus', {});
  const theme = settings.data?.theme;
  const capture = settings.data?.capture;
  const address = status.data?.proxy.url;

  const sample = useSample(say);

  const goTo = screens.map(
    ({ screen, name }, index): Command => ({
      id: `window.go-to-${screen}`,
      name: `Go to ${name}`,
      group: 'Window',
      keys: [`Mod+${index + 1}`, ...(screen === 'settings' ? ['Mod+,'] : [])],
      isOff: screen === place.screen,
      run: () => {
        go({ screen });
        // What had the focus is gone with the screen.
        document.querySelector('main')?.focus();
      },
    }),
  );
  const useTheme = themes.map(
    ({ value, command }): Command => ({
      id: `window.theme-${value}`,
      name: command,
      group: 'Window',
      isOff: theme === value,
      run: () => changeSettings({ theme: value }),
    }),
  );
  useCommands([
    { id: paletteCommand, name: 'Find a command', group: 'Window', keys: ['Mod+K'], run: () => open('palette') },
    { id: 'window.keys', name: 'Show all keys', group: 'Window', keys: ['?'], run: () => open('keys') },
    ...goTo,
    { id: 'window.import', name: 'Import a HAR file…', group: 'Window', keys: ['Mod+O'], run: () => open('import') },
    { id: 'window.load-sample', name: sample.number === null ? 'Load the sample session' : 'Look at the sample session', group: 'Window', isOff: sample.doing !== null, run: sample.look },
    { id: 'window.remove-sample', name: 'Remove the sample session', group: 'Window', isOff: sample.number === null || sample.doing !== null, run: sample.remove },
    { id: 'window.mark', name: 'Mark this point…', group: 'Window', run: () => wishToMark({ atUs: Date.now() * 1000 }) },
    { id: 'window.export', name: 'Export requests…', group: 'Window', keys: ['Mod+E'], isOff: (status.data?.exchanges ?? 0) === 0, run: () => open('export') },
    {
      id: 'window.record',
      name: capture === true ? 'Stop recording' : 'Record traffic',
      group: 'Window',
      isOff: capture === undefined,
      run: () => changeSettings({ capture: capture !== true }),
    },
    {
      id: 'window.copy-address',
      name: 'Copy the proxy address',
      group: 'Window',
      isOff: address === undefined,
      run: () => void copyText(address ?? '').then(() => say(`${address} is on the clipboard.`)),
    },
    ...useTheme,
    { id: 'window.remove-everything', name: 'Remove everything…', group: 'Window', isOff: place.screen === 'leaving', run: () => go({ screen: 'leaving' }) },
  ]);
}
