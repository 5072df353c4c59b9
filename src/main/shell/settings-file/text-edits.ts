/** One change of a text. Its offset is in the text as the edits before it have left it, in UTF-16 units. */
export interface TextEdit {
  readonly offset: number;
  readonly removed: string;
  readonly inserted: string;
}

/** The text after these edits, one after the other. Throws where one does not find what it is to remove. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  return edits.reduce((now, { offset, removed, inserted }) => {
    if (!now.startsWith(removed, offset)) throw new Error('an edit does not fit the text');
    return now.slice(0, offset) + inserted + now.slice(offset + removed.length);
  }, text);
}

/** The edits that lead back. */
export function inverseOf(edits: readonly TextEdit[]): readonly TextEdit[] {
  return edits.toReversed().map(({ offset, removed, inserted }) => ({ offset, removed: inserted, inserted: removed }));
}
