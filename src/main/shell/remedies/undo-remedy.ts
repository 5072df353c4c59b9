import type { KeptRemedy } from './kept-remedies.ts';
import { targetOf, type EditTarget } from './edit-target.ts';
import { withEdit, withoutEdit, type Changed } from './remedy-change.ts';

type Undone = Changed<{ readonly text: string | null; readonly isExact: boolean; /** The others of the same file as they stand in that text. */ readonly others: readonly KeptRemedy[] }>;

/**
 * The text without one of the remedies that stand in a file. Where nothing but these has changed the file since, those applied later are taken back too and
 * applied again on what was there before: undone in any order, they lead to the very bytes.
 */
export function withoutRemedy(text: string | null, hash: string | null, remedy: KeptRemedy, applied: readonly KeptRemedy[]): Undone {
  const target = targetOf(remedy.edit);
  if (target === null) return { possible: false, why: 'is to be changed back by a name that cannot be written' };
  const alone = withoutEdit(text, target, remedy);
  if (!alone.possible || alone.isExact) return alone.possible ? { ...alone, others: [] } : alone;
  return rebased(text, hash, remedy, applied) ?? { ...alone, others: [] };
}

function rebased(text: string | null, hash: string | null, remedy: KeptRemedy, applied: readonly KeptRemedy[]): Undone | null {
  const later = chainAbove(hash, remedy, applied);
  if (later === null) return null;
  let now = text;
  for (const one of [...later.toReversed(), remedy]) {
    const target = targetOf(one.edit);
    const back = target === null ? null : withoutEdit(now, target, one);
    if (back === null || !back.possible || !back.isExact) return null;
    now = back.text;
  }
  const others: KeptRemedy[] = [];
  for (const one of later) {
    const target: EditTarget | null = targetOf(one.edit);
    const again = target === null ? null : withEdit(now, target);
    if (again === null || !again.possible || again.change === null) return null;
    // Whose folder it was goes to the one that stands at the bottom now.
    others.push({ ...one, ...again.change, edits: [...again.change.edits], madeFolder: now === null ? remedy.madeFolder : one.madeFolder });
    now = again.text;
  }
  return { possible: true, text: now, isExact: true, others };
}

/** Those of the same file that were applied after it, in order, where each began with what the one before left, and the file is as the last left it. */
function chainAbove(hash: string | null, remedy: KeptRemedy, applied: readonly KeptRemedy[]): readonly KeptRemedy[] | null {
  const chain: KeptRemedy[] = [];
  let left = remedy.after;
  for (const one of applied.slice(applied.findIndex(({ id }) => id === remedy.id) + 1)) {
    if (one.file !== remedy.file) continue;
    if (one.before !== left) return null;
    chain.push(one);
    left = one.after;
  }
  return left === hash && chain.length > 0 ? chain : null;
}
