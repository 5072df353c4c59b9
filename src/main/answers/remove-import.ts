import type { Outcome } from '../../contract/calls.ts';
import type { Archives } from '../archive/archives.ts';
import type { StoreReads } from '../store/reads.ts';
import type { Desktop } from './desktop.ts';

/** Asks whether an import shall be removed, and removes it; the sample session without asking, since it can be had again. `done: false` with an empty message when the user would rather not. */
export async function removeImport(desktop: Pick<Desktop, 'confirm'>, store: Pick<StoreReads, 'listImports'>, archives: Pick<Archives, 'removeImport'>, number: number): Promise<Outcome> {
  const found = store.listImports().find((one) => one.number === number);
  if (found === undefined) return { done: false, message: 'This import is not stored any more.', manualCommand: null };
  if (found.isSample) return archives.removeImport(number);
  const requests = found.exchanges === 1 ? 'one request' : `${found.exchanges.toLocaleString('en-US')} requests`;
  const isWanted = await desktop.confirm({
    message: `Remove what was imported from ${found.fileName.replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ')}, with ${requests}?`,
    detail: 'Its requests, answers, ratings and their analysis are removed from this computer. The file it came from stays. This cannot be undone.',
    button: 'Remove import',
  });
  return isWanted ? archives.removeImport(number) : { done: false, message: '', manualCommand: null };
}
