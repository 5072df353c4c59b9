import type { SettingsView } from '../../contract/settings-view.ts';
import type { StatusView } from '../../contract/status-view.ts';
import { Icon } from '../ui/icon.tsx';
import { RadioList } from '../ui/radio-list.tsx';
import { Setting } from './setting.tsx';

type AtQuit = SettingsView['atQuit'];

interface AtQuitFieldProps {
  readonly atQuit: AtQuit;
  /** The default. */
  readonly standard: AtQuit;
  /** Undefined until it is read. */
  readonly standby: StatusView['standby'] | undefined;
  readonly onChange: (atQuit: AtQuit) => void;
}

const choices: readonly { readonly value: AtQuit; readonly name: string; readonly about: string }[] = [
  {
    value: 'standby',
    name: 'Keep the port, unseen',
    about:
      'A small second process, the standby, lets everything pass through unopened, so that Claude Code goes on in the terminals that are open. What passed is listed as unseen when Whence runs again.',
  },
  {
    value: 'close',
    name: 'Close the port',
    about:
      'Nothing of Whence goes on running. Claude Code that was pointed at Whence cannot reach its server until Whence runs again or it is started in another terminal.',
  },
];

/** What becomes of the port when Whence is closed, and whether the process that would keep it is there. */
export function AtQuitField({ atQuit, standard, standby, onChange }: AtQuitFieldProps) {
  return (
    <Setting id="at-quit" standard="keep the port, unseen" onReset={atQuit === standard ? null : () => onChange(standard)}>
      <RadioList label="When Whence is closed" value={atQuit} choices={choices} onChange={onChange} />
      {standby !== undefined && (
        <p className={standby.state === 'failed' ? 'page-sign page-attention' : 'page-sign dim'}>
          {standby.state !== 'off' && <Icon name={standby.state === 'ready' ? 'done' : 'warning'} size={12} />}
          <span>
            {/* That none was asked for is said with that there is none. */}
            {standby.state === 'off' ? standby.message : standbyWords[standby.state]} {standby.state === 'failed' && standby.message}
          </span>
        </p>
      )}
    </Setting>
  );
}

const standbyWords = { ready: 'The standby is ready. If Whence crashes, it takes the port over either way.', failed: 'There is no standby.' } as const;
