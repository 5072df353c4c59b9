import { useId } from 'react';
import './page.css';

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Enter was pressed, or the field was left: for what is too much to do with every key. */
  readonly onCommit?: () => void;
  readonly type?: 'text' | 'password';
  readonly placeholder?: string;
  /** Why what is typed cannot be taken, or null. */
  readonly problem?: string | null;
}

/** A line of text with its name above it and, where it is wrong, why below it. */
export function TextField({ label, value, onChange, onCommit, type = 'text', placeholder, problem = null }: TextFieldProps) {
  const id = useId();
  return (
    <div className="text-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type={type}
        className="text-input"
        autoComplete="off"
        spellCheck={false}
        value={value}
        placeholder={placeholder}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : `${id}-problem`}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onCommit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onCommit?.();
        }}
      />
      {problem !== null && (
        <span id={`${id}-problem`} className="page-attention">
          {problem}
        </span>
      )}
    </div>
  );
}
