import { damagedSentence } from '../store/open-store.ts';

// Only codes of errors are told: their messages could quote what was sent.

export function unrecordedSentence(error: unknown): string {
  return `An exchange could not be recorded (${codeOf(error)}). It was passed on as it was.`;
}

export function unwrittenSentence(exchanges: number): string {
  const which = exchanges === 1 ? 'One exchange that was' : `${exchanges} exchanges that were`;
  return `${which} still waiting to be written is lost or not whole: the database did not take it before the end.`;
}

export function failureSentence(code: string, isDamaged: boolean): string {
  if (isDamaged) return damagedSentence(code);
  if (code === 'SQLITE_FULL') {
    return 'The disk is full: what is captured waits in memory, and is lost when it becomes too much. Free some space.';
  }
  return `Recording to the database fails (${code}) and is tried again every second. Traffic passes on meanwhile.`;
}

export const recoverySentence = 'Recording works again. What is missing is marked in its rows, and listed as a gap among the accounts in the status bar.';

export function databaseGoneSentence(databaseFile: string): string {
  return `${databaseFile} was removed while Whence used it: what was recorded since is lost. From now on it is recorded into a new one; restart Whence to see it.`;
}

export function tooLargeSentence(id: string): string {
  return `A compressed body of request ${id} unpacks to more than can be searched for credentials. What comes after that was not stored.`;
}

export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
