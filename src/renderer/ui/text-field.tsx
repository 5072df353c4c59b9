import { FieldError, Input, Label, TextField as AriaTextField } from 'react-aria-components';
import { given } from './given.ts';
import './text-field.css';

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Enter was pressed, or the field was left: for what is too much to do with every key. */
  readonly onCommit?: () => void;
  readonly type?: 'text' | 'password' | 'search';
  readonly placeholder?: string;
  /** Why what is typed cannot be taken, or null. */
  readonly problem?: string | null;
  /** The label is for screen readers alone: the place says it to the others. */
  readonly labelHidden?: boolean;
}

/** A line of text with its name above it and, where it is wrong, why below it. */
export function TextField({ label, value, onChange, onCommit, type = 'text', placeholder, problem = null, labelHidden = false }: TextFieldProps) {
  return (
    <AriaTextField
      className="text-field"
      type={type}
      autoComplete="off"
      spellCheck="false"
      value={value}
      onChange={onChange}
      isInvalid={problem !== null}
      {...given({ onBlur: onCommit })}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onCommit?.();
        event.continuePropagation();
      }}
    >
      <Label className={labelHidden ? 'for-screen-readers' : 'text-field-label'}>{label}</Label>
      <Input className="text-input" {...given({ placeholder })} />
      <FieldError className="page-attention">{problem}</FieldError>
    </AriaTextField>
  );
}
