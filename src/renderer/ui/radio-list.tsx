import type { ReactNode } from 'react';
import { RadioButton, RadioField, RadioGroup, Text } from 'react-aria-components';
import './choice.css';
import './covering-input.css';

interface RadioListProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly { readonly value: Value; readonly name: string; readonly about: ReactNode }[];
  readonly onChange: (value: Value) => void;
}

/** One of a few that each want a sentence. Arrow keys choose. */
export function RadioList<Value extends string>({ label, value, choices, onChange }: RadioListProps<Value>) {
  return (
    <RadioGroup className="radio-list" aria-label={label} value={value} onChange={(key) => choose(key, choices, onChange)}>
      {choices.map((choice) => (
        <RadioField key={choice.value} value={choice.value} className="choice">
          <RadioButton className="choice-button covering-input">
            <span className="choice-box choice-box-round" aria-hidden="true" />
            {choice.name}
          </RadioButton>
          {choice.about !== null && (
            <Text slot="description" elementType="div" className="choice-about dim">
              {choice.about}
            </Text>
          )}
        </RadioField>
      ))}
    </RadioGroup>
  );
}

/** Says the choice of a key as the value it stands for. */
export function choose<Value extends string>(key: unknown, choices: readonly { readonly value: Value }[], onChange: (value: Value) => void): void {
  const choice = choices.find(({ value }) => value === key);
  if (choice !== undefined) onChange(choice.value);
}
