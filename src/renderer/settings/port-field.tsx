import { useId, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { readPort } from './read-port.ts';
import '../ui/text-field.css';

interface PortFieldProps {
  /** What it is called for screen readers. */
  readonly label?: string;
  /** What there is to know of it. */
  readonly about: string;
  readonly port: number;
  readonly busy: boolean;
  readonly onChange: (port: number) => void;
  /** Hears what stands in the field with each key: a port, or null. */
  readonly onType?: (port: number | null) => void;
}

/** The wanted port. What is typed holds when it is confirmed; what is no port says so. */
export function PortField({ label = 'Port', about, port, busy, onChange, onType }: PortFieldProps) {
  // Null while nothing is typed that has not been confirmed: then it is the port that holds, also where that is changed elsewhere.
  const [typed, setTyped] = useState<string | null>(null);
  const explanation = useId();
  const wanted = readPort(typed ?? String(port));
  const confirm = () => {
    if (wanted === null) return;
    setTyped(null);
    if (wanted !== port) onChange(wanted);
  };
  return (
    <form
      className="page-row"
      onSubmit={(event) => {
        event.preventDefault();
        confirm();
      }}
    >
      <input
        className="text-input"
        inputMode="numeric"
        size={7}
        value={typed ?? port}
        aria-label={label}
        aria-describedby={explanation}
        aria-invalid={wanted === null}
        onChange={(event) => {
          setTyped(event.target.value);
          onType?.(readPort(event.target.value));
        }}
      />
      <Button
        label={`Apply: ${label}`}
        disabled={wanted === null || wanted === port}
        busy={busy}
        onPress={confirm}
      >
        Apply
      </Button>
      <span id={explanation} className={wanted === null ? 'page-attention' : 'dim'}>
        {wanted === null ? 'A port is a whole number from 0 to 65535; 0 takes any that is free.' : about}
      </span>
    </form>
  );
}
