import type { Outcome } from '../../contract/calls.ts';
import type { StoreReads } from '../store/reads.ts';
import type { DeletionWish } from '../store/retention/deletion.ts';
import type { Desktop } from './desktop.ts';

/** An import is removed without a question: its file brings it back. */
type AskedWish = Exclude<DeletionWish, { readonly what: 'import' }>;

const cannotBeUndone =
  'Requests, answers, their analysis, and what they cost are removed from this computer, out of every sum too. Requests that are under way go on being captured. This cannot be undone.';

/** Asks whether it shall be done, and does it. `done: false` with an empty message when the user would rather not. */
export async function deleteAsked(
  desktop: Desktop,
  store: StoreReads,
  deleteExchanges: (wish: DeletionWish) => Promise<number | null>,
  wish: AskedWish,
): Promise<Outcome> {
  const exchanges = countOf(store, wish);
  if (exchanges === 0) return { done: false, message: 'There is nothing to delete.', manualCommand: null };
  const { message, button } = questionOf(wish, exchanges);
  const detail = wish.what === 'everything' ? `Ratings and the points in time that you marked go too. ${cannotBeUndone}` : cannotBeUndone;
  if (!(await desktop.confirm({ message, detail, button }))) return { done: false, message: '', manualCommand: null };
  const deleted = await deleteExchanges(wish);
  if (deleted === null) return { done: false, message: 'The deletion was interrupted: some of it may be left. Try again.', manualCommand: null };
  return { done: true, message: `${requests(deleted)} ${deleted === 1 ? 'was' : 'were'} deleted.` };
}

function questionOf(wish: AskedWish, exchanges: number): { readonly message: string; readonly button: string } {
  switch (wish.what) {
    case 'session':
      return { message: `Delete this session, with ${requests(exchanges)}?`, button: 'Delete session' };
    case 'exchanges':
      return { message: `Delete ${requests(exchanges)}?`, button: exchanges === 1 ? 'Delete request' : 'Delete requests' };
    case 'everything':
      return { message: `Delete everything that was captured, ${requests(exchanges)} in all?`, button: 'Delete everything' };
  }
}

function countOf(store: StoreReads, wish: AskedWish): number {
  switch (wish.what) {
    case 'session':
      return store.listSessionExchanges(wish.sessionId).length;
    case 'exchanges':
      return store.readRows(wish.ids).length;
    case 'everything':
      return store.readFigures().exchanges;
  }
}

function requests(count: number): string {
  return count === 1 ? 'one request' : `${count.toLocaleString('en-US')} requests`;
}
