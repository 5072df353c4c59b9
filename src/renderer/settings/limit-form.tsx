import { useId, useState, type ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { readLimit } from './read-limit.ts';
import '../ui/text-field.css';

interface LimitFormProps {
  readonly name: string;
  readonly limit: number;
  readonly most: number;
  readonly onChange: (limit: number) => void;
  /** What the limit does. */
  readonly children: ReactNode;
}

/** A limit in whole numbers. What is typed holds when it is confirmed; what is none says so. */
export function LimitForm({ name, limit, most, onChange, children }: LimitFormProps) {
  // Null while nothing is typed that has not been confirmed.
  const [typed, setTyped] = useState<string | null>(null);
  const explanation = useId();
  const wanted = readLimit(typed ?? String(limit), most);
  const confirm = () => {
    if (wanted === null) return;
    setTyped(null);
    if (wanted !== limit) onChange(wanted);
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
        value={typed ?? limit}
        aria-label={name}
        aria-describedby={explanation}
        aria-invalid={wanted === null}
        onChange={(event) => setTyped(event.target.value)}
      />
      <span>{name.toLowerCase()}</span>
      <Button disabled={wanted === null || wanted === limit} label={`Apply this limit of ${name.toLowerCase()}`} onPress={confirm}>
        Apply
      </Button>
      <span id={explanation} className={wanted === null ? 'page-attention' : 'dim'}>
        {wanted === null ? `A whole number from 0 to ${most.toLocaleString('en-US')}.` : children}
      </span>
    </form>
  );
}
