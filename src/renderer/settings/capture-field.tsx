import { Field } from '../ui/field.tsx';
import { Switch } from '../ui/switch.tsx';

/** Whether anything is recorded; the header has the same switch. */
export function CaptureField({ capture, onChange }: { readonly capture: boolean; readonly onChange: (capture: boolean) => void }) {
  return (
    <Field name="Recording">
      <Switch label="Record the traffic of the hosts above" on={capture} onChange={onChange}>
        {capture ? 'Recording' : 'Capture off: traffic passes unseen'}
      </Switch>
      <p className="dim">
        Off, everything passes through unopened, and each connection is listed as unseen. What is stored stays readable.
      </p>
    </Field>
  );
}
