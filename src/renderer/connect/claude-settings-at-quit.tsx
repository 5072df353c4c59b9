import { useCall } from '../bridge/use-call.ts';
import { useSettings } from '../bridge/use-settings.ts';
import { Notice } from '../ui/notice.tsx';
import { RadioList } from '../ui/radio-list.tsx';
import './connect.css';

const choices = [
  { value: 'keep', name: 'Leave the variables in', about: 'Claude Code needs Whence’s port at all times: the standby keeps it, and lets everything pass unseen.' },
  { value: 'undo', name: 'Take them out', about: 'Claude Code goes its usual way while Whence is closed. At the next start Whence writes them again, without asking.' },
] as const;

/** What becomes of it when Whence is closed, and what would be missing then. */
export function ClaudeSettingsAtQuit() {
  const { settings, changeSettings, refusal } = useSettings();
  const status = useCall('readStatus', {});
  const loginItem = useCall('readLoginItem', {}, { askAgainOnFocus: true });
  if (settings.data === undefined) return null;
  const { claudeSettingsAtQuit, atQuit } = settings.data;
  const goesOn = atQuit === 'standby' && status.data?.standby.state === 'ready';
  return (
    <div className="connect-stack">
      <span className="connect-question">When Whence is closed</span>
      <RadioList label="Claude Code’s settings when Whence is closed" value={claudeSettingsAtQuit} choices={choices} onChange={(wanted) => changeSettings({ claudeSettingsAtQuit: wanted })} />
      {claudeSettingsAtQuit === 'keep' && status.data !== undefined && !goesOn && (
        <Notice tone="warn">No standby keeps the port when Whence is closed: no claude could reach its server then. Take them out, or have the standby keep the port under Settings.</Notice>
      )}
      {claudeSettingsAtQuit === 'keep' && goesOn && loginItem.data?.state === 'off' && (
        <Notice tone="warn">After a restart of this machine the port is closed until Whence runs, unless the standby is started when you sign in. The switch for that comes next.</Notice>
      )}
      {refusal !== null && (
        <Notice tone="bad" announced>
          {refusal}
        </Notice>
      )}
    </div>
  );
}
