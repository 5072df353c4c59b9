import './text-field.css';

interface DateFieldProps {
  readonly label: string;
  /** As `2026-10-31`; empty for none. */
  readonly value: string;
  readonly onChange: (day: string) => void;
  readonly max?: string;
}

/** A day, typed or picked in the calendar of the window. Its name stands before it. */
export function DateField({ label, value, onChange, max }: DateFieldProps) {
  return (
    <label className="date-field">
      <span className="dim">{label}</span>
      <input
        className="text-input"
        type="date"
        value={value}
        max={max}
        required
        onChange={({ currentTarget }) => {
          // While a part of it is missing there is none.
          if (currentTarget.value !== '') onChange(currentTarget.value);
        }}
      />
    </label>
  );
}
