import { failureWords } from './failure-words.ts';
import type { HarFileFacts } from './read-har-file.ts';

/** What came of an import, and what of the file is not in it. */
export function importSentence(facts: HarFileFacts, imported: number, fileName: string): string {
  if (!facts.isHar) return `Nothing was imported: ${fileName} is no HAR file (it has no list of entries).`;
  const beginning = imported === 0 ? `Nothing was imported: ${fileName} holds no request that can be read.` : `${counted(imported, 'request was', 'requests were')} imported from ${fileName}.`;
  const unreadable = facts.unreadable + facts.tooLarge;
  const reasons = [
    ...(facts.unreadable > 0 ? [`${counted(facts.unreadable, 'is', 'are')} no HTTP exchange as HAR 1.2 has it`] : []),
    ...(facts.tooLarge > 0 ? [`${counted(facts.tooLarge, 'is', 'are')} larger than 128 MB, or of more than a million values`] : []),
  ];
  return [
    beginning,
    ...(unreadable > 0 ? [`${unreadable.toLocaleString('en-US')} of ${counted(facts.entries, 'entry', 'entries')} could not be read: ${reasons.join(', ')}.`] : []),
    ...(facts.isWhole ? [] : ['The file ends in the middle: what came before is here.']),
    ...(facts.webSocketMessages > 0 ? [`${counted(facts.webSocketMessages, 'WebSocket message was', 'WebSocket messages were')} left out.`] : []),
  ].join(' ');
}

/** Why an import was given up. */
export function importFailure(error: unknown): string {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'SQLITE_FULL') return 'Nothing was imported: the disk is full. Free some space and try again.';
  if (code.startsWith('SQLITE')) return `Nothing was imported: the database did not take it (${code}). Try again.`;
  if (code === 'closed') return 'Nothing was imported: recording ended meanwhile. Try again.';
  return `Nothing was imported: ${failureWords(error)}`;
}

function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}
