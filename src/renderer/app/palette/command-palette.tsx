import { useState } from 'react';
import { keyNames } from '../../commands/shortcut.ts';
import { isMac, useOfferedCommands } from '../../commands/use-commands.ts';
import { Palette } from '../../ui/palette.tsx';
import { paletteCommand } from '../use-window-commands.ts';
import { rankCommands } from './rank-commands.ts';
import { recentCommands, rememberCommand } from './recent-commands.ts';

/** All that can be done now, found by a few letters. */
export function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const offered = useOfferedCommands().filter(({ id, isOff }) => isOff !== true && id !== paletteCommand);
  const [typed, setTyped] = useState('');
  const [recent] = useState(recentCommands);
  return (
    <Palette
      label="Commands"
      placeholder="What do you want to do?"
      typed={typed}
      onType={setTyped}
      entries={rankCommands(offered, typed, recent).map(({ id, name, group, keys }) => ({
        key: id,
        name,
        about: group,
        keys: keys?.[0] === undefined ? null : keyNames(keys[0], isMac),
      }))}
      nothing={`No command fits “${typed}”.`}
      onChoose={(id) => {
        rememberCommand(id);
        onClose();
        whenFocusIsBack(() => offered.find((command) => command.id === id)?.run());
      }}
      onClose={onClose}
    />
  );
}

/** What is done may open a dialog of its own, which has to find the focus where it was before the palette: that comes back a frame after it has gone. */
function whenFocusIsBack(run: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(run));
}
