import { useSyncExternalStore } from 'react';

/** What is asked for in one place of the window and shown in another, as a dialog for what was chosen in a list. */
export interface WishHolder<Wish> {
  /** Null when it is granted or given up. */
  readonly wish: (wanted: Wish | null) => void;
  /** Null while there is no such wish. */
  readonly useWish: () => Wish | null;
}

/** A place for one wish at a time. */
export function holdWish<Wish>(): WishHolder<Wish> {
  let held: Wish | null = null;
  const listeners = new Set<() => void>();
  const subscribe = (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return {
    wish: (wanted) => {
      held = wanted;
      for (const listener of listeners) listener();
    },
    useWish: () => useSyncExternalStore(subscribe, () => held),
  };
}
