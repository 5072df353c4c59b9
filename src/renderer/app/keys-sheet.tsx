import { commandGroups, type Command } from '../commands/command.ts';
import { keyNames } from '../commands/shortcut.ts';
import { isMac, useOfferedCommands } from '../commands/use-commands.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Keys } from '../ui/keys.tsx';
import './keys-sheet.css';

/** What each key does where the user is, as the keys stand on this machine's keyboard. */
export function KeysSheet({ onClose }: { readonly onClose: () => void }) {
  const offered = useOfferedCommands().filter(({ keys }) => keys !== undefined && keys.length > 0);
  return (
    <Dialog title="Keys" width="wide" onClose={onClose}>
      <div className="keys-sheet">
        {commandGroups.map((group) => {
          const commands = offered.filter((command) => command.group === group);
          return commands.length === 0 ? null : (
            <section key={group} className="keys-group">
              <h3 className="keys-heading">{group}</h3>
              <dl>
                {commands.map((command) => (
                  <KeyLine key={command.id} command={command} />
                ))}
              </dl>
            </section>
          );
        })}
      </div>
      {!offered.some(({ group, isOff }) => group === 'The open request' && isOff !== true) && <p className="dim">A request that is open has keys of its own: they stand here while it is.</p>}
      <p className="dim">In lists, trees, tabs and menus the arrow keys move, Enter opens, and Tab goes on to what comes next.</p>
    </Dialog>
  );
}

function KeyLine({ command: { name, keys = [] } }: { readonly command: Command }) {
  return (
    <div className="keys-line">
      <dt>{name}</dt>
      <dd>
        {keys.map((key, index) => (
          <span key={key}>
            {index > 0 && ' or '}
            <Keys names={keyNames(key, isMac)} />
          </span>
        ))}
      </dd>
    </div>
  );
}
