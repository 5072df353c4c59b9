import { readSettingsText, valueOf, type SettingsText } from './settings-text.ts';
import { applyEdits, inverseOf, type TextEdit } from './text-edits.ts';

/**
 * The edits that lead back although the text has been changed since, where what was inserted stands in it exactly once and nothing but ours
 * would change, and no comma would be left over; null where it cannot be told. They bring back more of the bytes than taking out what was set.
 */
export function inverseElsewhere({ text, isStrict }: SettingsText, made: readonly TextEdit[], isWanted: (value: unknown) => boolean): readonly TextEdit[] | null {
  const edits: TextEdit[] = [];
  let now = text;
  if (made.length === 0) return null;
  for (const { removed, inserted } of inverseOf(made)) {
    const offset = now.indexOf(removed);
    if (removed.length < 2 || offset === -1 || now.indexOf(removed, offset + 1) !== -1) return null;
    const edit = { offset, removed, inserted };
    now = applyEdits(now, [edit]);
    edits.push(edit);
  }
  const read = readSettingsText(now, []);
  return read.readable && (read.isStrict || !isStrict) && isWanted(valueOf(now)) ? edits : null;
}
