import { useCallback, useState } from 'react';
import { parseColumnChoice, type ColumnChoice } from './column-choice.ts';

const key = 'timeline';

/** How the user wants the table, and the way to change that; kept for the next time. */
export function useColumnChoice(): readonly [ColumnChoice, (change: Partial<ColumnChoice>) => void] {
  const [choice, setChoice] = useState(() => parseColumnChoice(window.localStorage.getItem(key)));
  const change = useCallback((wanted: Partial<ColumnChoice>) => {
    setChoice((before) => {
      const next = { ...before, ...wanted };
      window.localStorage.setItem(key, JSON.stringify(next));
      return next;
    });
  }, []);
  return [choice, change];
}
