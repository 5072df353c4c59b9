import { useEffect, useRef, useState } from 'react';
import { Button } from '../../ui/button.tsx';

interface FilterNameProps {
  readonly name: string;
  readonly onName: (name: string) => void;
  readonly onCancel: () => void;
}

const longestName = 60;

/** The line in which a filter is given its name. Enter takes it, Escape leaves all as it was. */
export function FilterName({ name, onName, onCancel }: FilterNameProps) {
  const [text, setText] = useState(name);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.select(), []);
  const take = () => {
    if (text.trim() !== '') onName(text.trim());
  };
  return (
    <div className="filter-name">
      <input
        ref={input}
        className="text-input"
        aria-label="Name of the filter"
        maxLength={longestName}
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') take();
          else if (event.key === 'Escape') onCancel();
          else return;
          event.preventDefault();
        }}
      />
      <Button disabled={text.trim() === ''} onPress={take}>
        Save
      </Button>
    </div>
  );
}
