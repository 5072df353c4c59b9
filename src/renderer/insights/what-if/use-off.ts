import { useState } from 'react';

const key = 'what-if:off';

/** What is switched off, kept for the next time. */
export function useOff(): readonly [ReadonlySet<string>, (off: ReadonlySet<string>) => void] {
  const [off, setOff] = useState(() => keptKeys(window.localStorage.getItem(key)));
  const keep = (wanted: ReadonlySet<string>) => {
    setOff(wanted);
    window.localStorage.setItem(key, JSON.stringify([...wanted]));
  };
  return [off, keep];
}

function keptKeys(text: string | null): ReadonlySet<string> {
  try {
    const kept: unknown = JSON.parse(text ?? '[]');
    return new Set(Array.isArray(kept) ? kept.filter((each) => typeof each === 'string') : []);
  } catch {
    return new Set();
  }
}
