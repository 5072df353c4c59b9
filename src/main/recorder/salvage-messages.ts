import type { SalvageCounts } from '../store/salvage/salvage.ts';

export interface SalvageData {
  readonly databaseFile: string;
}

export interface ToSalvage {
  readonly kind: 'close';
}

export type FromSalvage =
  /** Rows that are in the database now, of the damaged one. */
  | { readonly kind: 'saved'; readonly ids: readonly string[] }
  /** How many exchanges were looked at, of how many at most. */
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'notice'; readonly text: string; readonly settled?: string };

/** The last word about a file that was put aside. */
export function salvagedSentence(fileName: string, { whole, withoutBodies, unreadable }: SalvageCounts): string {
  const all = whole + withoutBodies + unreadable;
  if (all === 0) return nothingSavedSentence(fileName);
  const requests = all === 1 ? 'one request' : `${count(all)} requests`;
  return (
    `Of ${requests} in the damaged database ${count(whole)} ${whole === 1 ? 'was' : 'were'} saved whole, ${count(withoutBodies)} without ` +
    `${withoutBodies === 1 ? 'its' : 'their'} bodies, ${count(unreadable)} could not be read. ${fileName} is still in the data folder; delete it when you need it no more.`
  );
}

export function nothingSavedSentence(fileName: string): string {
  return `Nothing could be read from the damaged database ${fileName}. It is still in the data folder.`;
}

export function salvageWaitsSentence(code: string): string {
  return `Requests of the damaged database cannot be saved just now (${code}). It is tried again every minute.`;
}

function count(figure: number): string {
  return figure.toLocaleString('en-US');
}
