import { createContext, use } from 'react';

/** How the texts of an open request are read, for all of its parts. */
export interface Reading {
  /** The request. */
  readonly id: string;
  readonly look: 'markdown' | 'plain';
  /** What is looked for; empty for nothing. */
  readonly find: string;
  /** Whether what is folded at first was opened, or the other way round, by its key. */
  readonly isTurned: (key: string) => boolean;
  readonly turn: (key: string) => void;
}

export const ReadingContext = createContext<Reading | null>(null);

export function useReading(): Reading {
  const reading = use(ReadingContext);
  if (reading === null) throw new Error('texts are read within a ReadingContext');
  return reading;
}
