import { useCall } from '../bridge/use-call.ts';
import { useSettings } from '../bridge/use-settings.ts';
import { Switch } from '../ui/switch.tsx';

/** Whether the traffic of the listed hosts is recorded, in words, and the switch for it. What is stored stays either way. */
export function CaptureSwitch() {
  const status = useCall('readStatus', {});
  const { settings, changeSettings, refusal } = useSettings();
  if (status.isError) return <output className="chip chip-bad">Not recording</output>;
  if (status.data === undefined || settings.data === undefined) return <output className="chip">Starting</output>;
  const on = settings.data.capture;
  return (
    <span className={`chip ${on ? 'chip-recording' : 'chip-off'}`}>
      <Switch
        label="Record traffic"
        on={on}
        onChange={(capture) => changeSettings({ capture })}
        hint={on ? 'Switch off to let traffic pass through unseen' : 'Switch on to record traffic again'}
      >
        <output className={on ? 'chip-words' : ''}>{on ? 'Recording' : 'Capture off: traffic passes unseen'}</output>
      </Switch>
      {refusal !== null && (
        <span role="alert" className="chip-note">
          {refusal}
        </span>
      )}
    </span>
  );
}
