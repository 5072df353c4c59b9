import { useId, type ReactNode } from 'react';
import './page.css';

interface RadioListProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly { readonly value: Value; readonly name: string; readonly about: ReactNode }[];
  readonly onChange: (value: Value) => void;
}

/** One of a few that each want a sentence. */
export function RadioList<Value extends string>({ label, value, choices, onChange }: RadioListProps<Value>) {
  const group = useId();
  return (
    <div className="radio-list" role="radiogroup" aria-label={label}>
      {choices.map((choice) => (
        <div key={choice.value} className="radio">
          <input
            type="radio"
            id={`${group}-${choice.value}`}
            name={group}
            checked={choice.value === value}
            aria-describedby={`${group}-${choice.value}-about`}
            onChange={() => onChange(choice.value)}
          />
          <label htmlFor={`${group}-${choice.value}`}>{choice.name}</label>
          <div id={`${group}-${choice.value}-about`} className="radio-about dim">
            {choice.about}
          </div>
        </div>
      ))}
    </div>
  );
}
