import { useId, type ReactNode } from 'react';
import './button.css';

interface SegmentedProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly { readonly value: Value; readonly name: string; readonly face?: ReactNode }[];
  readonly onChange: (value: Value) => void;
}

/** One of a few, all visible: radio buttons that look like one control. `face` is shown instead of the name. */
export function Segmented<Value extends string>({ label, value, choices, onChange }: SegmentedProps<Value>) {
  const group = useId();
  return (
    <div className="segmented" role="radiogroup" aria-label={label}>
      {choices.map((choice) => (
        <label key={choice.value} title={choice.face === undefined ? undefined : choice.name}>
          <input
            type="radio"
            name={group}
            checked={choice.value === value}
            aria-label={choice.name}
            onChange={() => onChange(choice.value)}
          />
          {choice.face ?? choice.name}
        </label>
      ))}
    </div>
  );
}
