import { insertProperty, objectText, styleOf, type Style } from '../settings-file/insert-entry.ts';
import { propertyNamed, readSettingsText, type SettingsText } from '../settings-file/settings-text.ts';
import { applyEdits, type TextEdit } from '../settings-file/text-edits.ts';

/** Variables of `env`, in order. */
export type EnvValues = readonly (readonly [name: string, value: string])[];

/**
 * The edits that put these variables into `env`, in the manner of the file: its indentation, line ends, spaces and trailing commas. Nothing else is touched;
 * one that has its value already is left alone.
 */
export function setEnvValues(settings: SettingsText, values: EnvValues): readonly TextEdit[] {
  const { root, env, text } = settings;
  const style = styleOf(settings);
  if (root === null) {
    const whole = objectText('', values.length === 0 ? [] : [['env', (indent) => envText(indent, values, style)]], style);
    return [{ offset: text.length, removed: '', inserted: whole + style.lineEnd }];
  }
  if (env === null) return insertProperty(text, root, 'env', (indent) => envText(indent, values, style), style);
  const edits: TextEdit[] = [];
  let now = settings;
  for (const [name, value] of values) {
    const next = setOne(now, name, value, style);
    edits.push(...next);
    const read = readSettingsText(applyEdits(now.text, next), []);
    if (!read.readable) throw new Error(`setting ${name} would break the file`);
    now = read;
  }
  return edits;
}

function setOne({ text, env }: SettingsText, name: string, value: string, style: Style): readonly TextEdit[] {
  if (env === null) throw new Error('there is no env');
  const property = propertyNamed(env, name);
  if (property === null) return insertProperty(text, env, name, () => JSON.stringify(value), style);
  if (property.value.text === value) return [];
  return [{ offset: property.value.start, removed: text.slice(property.value.start, property.value.end), inserted: JSON.stringify(value) }];
}

function envText(indent: string, values: EnvValues, style: Style): string {
  return objectText(indent, values.map(([name, value]) => [name, () => JSON.stringify(value)]), style);
}
