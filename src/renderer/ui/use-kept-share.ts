import { useState } from 'react';

/** How much of its room a pane takes, from 0 to 1, kept for the next time under `name`. */
export function useKeptShare(name: string, first: number): readonly [number, (share: number) => void] {
  const key = `share:${name}`;
  const [share, setShare] = useState(() => {
    const kept = Number.parseFloat(window.localStorage.getItem(key) ?? '');
    return kept > 0 && kept < 1 ? kept : first;
  });
  const keep = (wanted: number) => {
    setShare(wanted);
    window.localStorage.setItem(key, String(wanted));
  };
  return [share, keep];
}
