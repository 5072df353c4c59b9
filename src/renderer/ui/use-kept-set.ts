import { useState } from 'react';

/** More than anybody puts aside by hand, and no more than the window's storage has room for. */
const mostKept = 1000;
const mostCharacters = 200_000;

/** A few names, kept for the next time under `name`; none at first. Where there are too many, those that were added first go. */
export function useKeptSet(name: string): readonly [ReadonlySet<string>, (values: ReadonlySet<string>) => void] {
  const key = `set:${name}`;
  const [values, setValues] = useState(() => keptNames(window.localStorage.getItem(key)));
  const keep = (wanted: ReadonlySet<string>) => {
    const kept = fitting([...wanted]);
    setValues(new Set(kept));
    window.localStorage.setItem(key, JSON.stringify(kept));
  };
  return [values, keep];
}

/** What was kept, as far as it can be read. */
export function keptNames(text: string | null): ReadonlySet<string> {
  try {
    const kept: unknown = JSON.parse(text ?? '[]');
    return new Set(Array.isArray(kept) ? kept.filter((value) => typeof value === 'string') : []);
  } catch {
    return new Set();
  }
}

/** The last of these that there is room for. */
export function fitting(values: readonly string[]): readonly string[] {
  let characters = 0;
  const from = values.findLastIndex((value, index) => {
    characters += value.length;
    return values.length - index > mostKept || characters > mostCharacters;
  });
  return values.slice(from + 1);
}
