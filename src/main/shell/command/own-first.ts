import { basename } from 'node:path';

/** Lines for several shells, the user's own before the others. A line may be for more than one, as `bash, fish`. */
export function ownFirst<Line extends { readonly shell: string }>(lines: readonly Line[], userShell: string | null): readonly Line[] {
  const own = userShell === null ? '' : basename(userShell);
  const isOwn = ({ shell }: Line): boolean => shell.split(', ').includes(own);
  return lines.toSorted((one, other) => Number(isOwn(other)) - Number(isOwn(one)));
}
