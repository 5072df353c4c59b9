import { useEffect, useState } from 'react';

/** The current time in milliseconds, anew every `everyMs` while `running`. */
export function useNow(running: boolean, everyMs: number): number {
  const [nowMs, setNowMs] = useState(Date.now);
  useEffect(() => {
    if (!running) return undefined;
    const timer = setInterval(() => setNowMs(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [running, everyMs]);
  return nowMs;
}
