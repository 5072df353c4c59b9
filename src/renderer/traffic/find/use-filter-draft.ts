import { useEffect, useRef, useState } from 'react';
import type { FilterMistake } from '../../../domain/filter/filter.ts';
import { askedFilter } from '../../bridge/rows-query.ts';
import { usePlace } from '../../navigation/use-place.ts';
import { shownMistakes } from './mistake-fixes.ts';

const pauseMs = 350;

export interface FilterDraft {
  /** What stands in the field: what was typed, or else the filter of the place. */
  readonly text: string;
  readonly caret: number;
  /** The mistakes that are to be told: not that of the word which is still being written. */
  readonly mistakes: readonly FilterMistake[];
  /** Takes what is typed; it becomes the filter after a pause, once it can be read. */
  readonly write: (text: string, caret: number) => void;
  readonly moveCaret: (caret: number) => void;
  /** The field is left, or what is in it is meant as it stands: all mistakes are told. */
  readonly judge: () => void;
  /** Makes a text the filter at once, and says whether it could: one that cannot be read changes the field only. */
  readonly apply: (text: string) => boolean;
}

/** What the user writes into the filter's field, and when it becomes the filter of the place. */
export function useFilterDraft(): FilterDraft {
  const [place, go] = usePlace();
  // A filter that comes from elsewhere takes the place of what was typed.
  const [draft, setDraft] = useState({ of: place.filter, text: place.filter });
  // Null once the text is judged as a whole.
  const [caret, setCaret] = useState<number | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const text = draft.of === place.filter ? draft.text : place.filter;

  const apply = (wanted: string) => {
    clearTimeout(timer.current);
    const filter = wanted.trim();
    const isReadable = mistakesIn(filter).length === 0;
    setDraft({ of: isReadable ? filter : place.filter, text: wanted });
    if (isReadable && filter !== place.filter) go({ filter, search: null });
    return isReadable;
  };
  return {
    text,
    caret: caret ?? text.length,
    mistakes: shownMistakes(mistakesIn(text), caret),
    write: (typed, at) => {
      clearTimeout(timer.current);
      setCaret(at);
      setDraft({ of: place.filter, text: typed });
      timer.current = setTimeout(() => apply(typed), pauseMs);
    },
    moveCaret: setCaret,
    judge: () => setCaret(null),
    apply,
  };
}

function mistakesIn(text: string): readonly FilterMistake[] {
  // No mistake is one of time.
  const read = askedFilter({ session: null, thread: null, filter: text }, 0);
  return 'mistakes' in read ? read.mistakes : [];
}
