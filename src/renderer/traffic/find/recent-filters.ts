import { useState } from 'react';

const key = 'recent-filters';
const most = 8;

/** The filters used last, the latest first, kept for the next time on this machine. */
export function useRecentFilters(): readonly [readonly string[], (filter: string) => void] {
  const [recent, setRecent] = useState(readKept);
  const remember = (filter: string) => {
    if (filter === '') return;
    const next = [filter, ...recent.filter((other) => other !== filter)].slice(0, most);
    setRecent(next);
    window.localStorage.setItem(key, JSON.stringify(next));
  };
  return [recent, remember];
}

function readKept(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(window.localStorage.getItem(key) ?? '[]');
    return Array.isArray(kept) ? kept.filter((entry) => typeof entry === 'string').slice(0, most) : [];
  } catch {
    return [];
  }
}
