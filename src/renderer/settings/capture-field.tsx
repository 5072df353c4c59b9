import { Switch } from '../ui/switch.tsx';
import { Setting } from './setting.tsx';

interface CaptureFieldProps {
  readonly capture: boolean;
  /** The default. */
  readonly standard: boolean;
  readonly onChange: (capture: boolean) => void;
}

/** Whether anything is recorded; the header has the same switch. */
export function CaptureField({ capture, standard, onChange }: CaptureFieldProps) {
  return (
    <Setting id="capture" standard="on" onReset={capture === standard ? null : () => onChange(standard)}>
      <Switch label="Record the traffic of the hosts below" on={capture} onChange={onChange}>
        {capture ? 'Recording' : 'Capture off: traffic passes unseen'}
      </Switch>
    </Setting>
  );
}
