import { hiddenRunPattern } from '../ui/hidden-runs.ts';

const mostChars = 400;

/** A comment for the pointer that rests: no longer than a screen, and nothing in it that cannot be seen turns round what follows. */
export function commentHint(comment: string): string {
  const seen = comment.replaceAll(hiddenRunPattern, '\uFFFD');
  return seen.length <= mostChars ? seen : `${seen.slice(0, mostChars).trimEnd()}…`;
}
