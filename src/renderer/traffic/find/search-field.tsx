import { useEffect, useRef, useState, type RefObject } from 'react';
import { Icon } from '../../ui/icon.tsx';

interface SearchFieldProps {
  readonly field: RefObject<HTMLInputElement | null>;
  /** What is looked for. */
  readonly text: string;
  /** It is looked for after a pause. */
  readonly onWrite: (text: string) => void;
  readonly onDown: () => void;
  readonly onEnter: () => void;
}

const pauseMs = 250;

/** The line that the words to be found are written in. */
export function SearchField({ field, text, onWrite, onDown, onEnter }: SearchFieldProps) {
  const [draft, setDraft] = useState({ of: text, text });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const shown = draft.of === text ? draft.text : text;
  const look = (typed: string) => {
    clearTimeout(timer.current);
    setDraft({ of: typed, text: typed });
    if (typed !== text) onWrite(typed);
  };
  return (
    <search className="search-field">
      <Icon name="search" size={13} />
      <input
        ref={field}
        type="text"
        aria-label="Search all texts"
        placeholder="Words of requests and responses"
        autoComplete="off"
        spellCheck={false}
        value={shown}
        onChange={(event) => {
          const typed = event.target.value;
          clearTimeout(timer.current);
          setDraft({ of: text, text: typed });
          timer.current = setTimeout(() => look(typed), pauseMs);
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'ArrowDown') onDown();
          else if (event.key === 'Enter' && shown !== text) look(shown);
          else if (event.key === 'Enter') onEnter();
          else return;
          event.preventDefault();
        }}
      />
    </search>
  );
}
