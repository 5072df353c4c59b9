import type { ReactNode } from 'react';
import './page.css';

interface SelectProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly { readonly value: Value; readonly name: string; readonly about?: ReactNode }[];
  readonly onChange: (value: Value) => void;
}

/** One of several, of which the chosen one is in sight. */
export function Select<Value extends string>({ label, value, choices, onChange }: SelectProps<Value>) {
  return (
    <select
      className="text-input"
      aria-label={label}
      value={value}
      onChange={(event) => {
        const choice = choices.find((one) => one.value === event.target.value);
        if (choice !== undefined) onChange(choice.value);
      }}
    >
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.name}
        </option>
      ))}
    </select>
  );
}
