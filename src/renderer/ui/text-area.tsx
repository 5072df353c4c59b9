import { Label, TextArea as AriaTextArea, TextField } from 'react-aria-components';
import { given } from './given.ts';
import './text-field.css';

interface TextAreaProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly rows?: number;
  readonly maxLength?: number;
  /** It has the focus when it comes. */
  readonly takesFocus?: boolean;
  readonly onChange: (value: string) => void;
  /** Enter was pressed, or the field was left. Shift and Enter begin a new line. */
  readonly onCommit: () => void;
}

/** A few lines of text. The label is for screen readers: the place says it to the others. */
export function TextArea({ label, value, placeholder, rows = 2, maxLength, takesFocus = false, onChange, onCommit }: TextAreaProps) {
  return (
    <TextField
      className="text-field"
      value={value}
      onChange={onChange}
      onBlur={onCommit}
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- the field is what was asked for
      autoFocus={takesFocus}
      {...given({ maxLength })}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.shiftKey) {
          event.preventDefault();
          onCommit();
        } else event.continuePropagation();
      }}
    >
      <Label className="for-screen-readers">{label}</Label>
      <AriaTextArea className="text-input text-area" rows={rows} {...given({ placeholder })} />
    </TextField>
  );
}
