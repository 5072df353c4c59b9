import { useSettings } from '../bridge/use-settings.ts';
import { keyNames } from '../commands/shortcut.ts';
import { isMac, useOfferedCommands } from '../commands/use-commands.ts';
import { themes } from '../theme/themes.ts';
import { Icon } from '../ui/icon.tsx';
import { Menu } from '../ui/menu.tsx';
import { sampleCommands } from './use-window-commands.ts';
import type { WindowDialog } from './window-dialog.ts';

interface MoreMenuProps {
  /** Whether there is anything to export. */
  readonly isEmpty: boolean;
  readonly onOpen: (dialog: WindowDialog) => void;
}

/** What is wanted less often than what stands in the header: import, export, theme, and what helps to find the rest. */
export function MoreMenu({ isEmpty, onOpen }: MoreMenuProps) {
  const { settings, changeSettings } = useSettings();
  const commands = useOfferedCommands();
  // With the words of the palette: there is one place that says what can be done with it.
  const ofSample = commands.filter(({ id, isOff }) => sampleCommands.includes(id) && isOff !== true);
  return (
    <Menu
      label="More"
      look="plain"
      face={<Icon name="more" size={16} />}
      hint="Import, export, sample session, theme, commands and keys"
      groups={[
        {
          name: null,
          entries: [
            { key: 'import', name: 'Import…', keys: keyNames('Mod+O', isMac), run: () => onOpen('import') },
            { key: 'export', name: 'Export…', keys: keyNames('Mod+E', isMac), isOff: isEmpty, run: () => onOpen('export') },
            ...ofSample.map(({ id, name, run }) => ({ key: id, name, run })),
          ],
        },
        {
          name: 'Theme',
          kind: 'one-of',
          entries: themes.map(({ value, name }) => ({
            key: value,
            name,
            isChosen: settings.data?.theme === value,
            run: () => changeSettings({ theme: value }),
          })),
        },
        {
          name: null,
          entries: [
            { key: 'palette', name: 'Commands…', keys: keyNames('Mod+K', isMac), run: () => onOpen('palette') },
            { key: 'keys', name: 'Keys…', keys: keyNames('?', isMac), run: () => onOpen('keys') },
          ],
        },
      ]}
    />
  );
}
