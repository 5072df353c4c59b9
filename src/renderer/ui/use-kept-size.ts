import { useState } from 'react';

/** The size of a pane in pixels, kept for the next time under `name`. */
export function useKeptSize(name: string, first: number): readonly [number, (size: number) => void] {
  const key = `size:${name}`;
  const [size, setSize] = useState(() => {
    const kept = Number(window.localStorage.getItem(key) ?? Number.NaN);
    return Number.isFinite(kept) ? kept : first;
  });
  const keep = (wanted: number) => {
    setSize(wanted);
    window.localStorage.setItem(key, String(wanted));
  };
  return [size, keep];
}
