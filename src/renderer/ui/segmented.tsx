import type { ReactNode } from 'react';
import { Radio, RadioGroup } from 'react-aria-components';
import { choose } from './radio-list.tsx';
import './covering-input.css';
import './segmented.css';

interface SegmentedProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly { readonly value: Value; readonly name: string; readonly face?: ReactNode }[];
  readonly onChange: (value: Value) => void;
}

/** One of a few, all visible: radio buttons that look like one control. `face` is shown instead of the name. Arrow keys choose. */
export function Segmented<Value extends string>({ label, value, choices, onChange }: SegmentedProps<Value>) {
  return (
    <RadioGroup className="segmented" orientation="horizontal" aria-label={label} value={value} onChange={(key) => choose(key, choices, onChange)}>
      {choices.map((choice) => (
        <Radio
          key={choice.value}
          value={choice.value}
          className="segmented-choice covering-input"
          aria-label={choice.name}
          // oxlint-disable-next-line jsx-a11y/label-has-associated-control -- the radio button is among its properties' children
          render={(props) => <label {...props} title={choice.face === undefined ? undefined : choice.name} />}
        >
          <span className="segmented-face">
            {choice.face ?? choice.name}
          </span>
        </Radio>
      ))}
    </RadioGroup>
  );
}
