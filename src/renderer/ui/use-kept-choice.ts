import { useState } from 'react';

/** One of a few, kept for the next time under `name`. */
export function useKeptChoice<Value extends string>(name: string, choices: readonly Value[], first: Value): readonly [Value, (value: Value) => void] {
  const key = `choice:${name}`;
  const [value, setValue] = useState(() => choices.find((choice) => choice === window.localStorage.getItem(key)) ?? first);
  const keep = (wanted: Value) => {
    setValue(wanted);
    window.localStorage.setItem(key, wanted);
  };
  return [value, keep];
}
