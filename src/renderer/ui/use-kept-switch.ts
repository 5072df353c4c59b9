import { useState } from 'react';

/** Whether something is on, kept for the next time under `name`; off at first. */
export function useKeptSwitch(name: string): readonly [boolean, (on: boolean) => void] {
  const key = `switch:${name}`;
  const [isOn, setOn] = useState(() => window.localStorage.getItem(key) === 'on');
  const keep = (on: boolean) => {
    setOn(on);
    window.localStorage.setItem(key, on ? 'on' : 'off');
  };
  return [isOn, keep];
}
