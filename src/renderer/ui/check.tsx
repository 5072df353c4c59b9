import { useId, type ReactNode } from 'react';
import './page.css';

interface CheckProps {
  readonly name: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  /** A sentence below the name. */
  readonly about?: ReactNode;
}

/** One thing that is taken along or left out. */
export function Check({ name, checked, onChange, about }: CheckProps) {
  const id = useId();
  return (
    <div className="radio">
      <input type="checkbox" id={id} checked={checked} aria-describedby={`${id}-about`} onChange={(event) => onChange(event.target.checked)} />
      <label htmlFor={id}>{name}</label>
      <div id={`${id}-about`} className="radio-about dim">
        {about}
      </div>
    </div>
  );
}
