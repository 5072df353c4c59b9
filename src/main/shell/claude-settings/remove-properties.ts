import { closeBlank, isBlank, removeEntry } from '../settings-file/remove-entry.ts';
import { propertyNamed, readSettingsText, type SettingsText } from '../settings-file/settings-text.ts';
import { applyEdits, type TextEdit } from '../settings-file/text-edits.ts';

/** A variable of `env` that was set: to what, and the literal that stood there before, or null where the variable was new. */
export interface SetValue {
  readonly name: string;
  readonly value: string;
  readonly before: string | null;
}

/**
 * The edits that take these variables out of a text that has been changed since they were set, or put back what stood there before. A variable
 * that has another value by now is left alone. An `env` that was made for them goes when it is empty.
 */
export function removeEnvValues(settings: SettingsText, set: readonly SetValue[], madeEnv: boolean): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  let now = settings;
  const take = (next: readonly TextEdit[]): void => {
    edits.push(...next);
    const read = readSettingsText(applyEdits(now.text, next), []);
    if (!read.readable) throw new Error('taking the variables out would break the file');
    now = read;
  };
  for (const { name, value, before } of set) {
    const property = propertyNamed(now.env, name);
    if (property === null || now.env === null || property.value.text !== value) continue;
    const { start, end } = property.value;
    take(before === null ? removeEntry(now.text, now.env.properties, property) : [{ offset: start, removed: now.text.slice(start, end), inserted: before }]);
  }
  const property = propertyNamed(now.root, 'env');
  if (madeEnv && property !== null && now.root !== null && now.env !== null && isBlank(now.text, now.env)) take(removeEntry(now.text, now.root.properties, property));
  if (edits.length > 0) take(closeBlank(now.text, now.root));
  return edits;
}
