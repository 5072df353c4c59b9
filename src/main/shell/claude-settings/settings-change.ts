import { isDeepStrictEqual } from 'node:util';
import { isBlank } from '../settings-file/remove-entry.ts';
import { inverseElsewhere } from '../settings-file/inverse-elsewhere.ts';
import { removeEnvValues, type SetValue } from './remove-properties.ts';
import { setEnvValues, type EnvValues } from './set-properties.ts';
import { sha256Of } from '../settings-file/settings-file.ts';
import { propertyNamed, readSettingsText, valueOf, type SettingsText } from '../settings-file/settings-text.ts';
import { applyEdits, inverseOf, type TextEdit } from '../settings-file/text-edits.ts';
import { decidingNames } from './wanted-values.ts';

/** What was written into the settings: with it, the way back. `before` is the hash of the text before, or null where there was none. */
export interface SettingsChange {
  readonly before: string | null;
  readonly after: string;
  readonly madeEnv: boolean;
  readonly edits: readonly TextEdit[];
  readonly values: readonly SetValue[];
}

export type Changed<Value> = { readonly possible: true } & Value | { readonly possible: false; readonly why: string };

/** A text with these variables in it, and what was changed for it. `why` is the rest of a sentence about the file. */
export function withValues(text: string | null, valuesFor: (env: Env) => EnvValues): Changed<{ readonly text: string; readonly change: SettingsChange }> {
  const read = readSettingsText(text ?? '', decidingNames);
  if (!read.readable) return { possible: false, why: read.why };
  const values = valuesFor(envOf(read));
  const edits = setEnvValues(read, values);
  const after = applyEdits(read.text, edits);
  const expected = { ...objectOf(read.text), env: { ...envObjectOf(read.text), ...Object.fromEntries(values) } };
  const written = readSettingsText(after, decidingNames);
  if (!written.readable || (read.isStrict && !written.isStrict) || !isDeepStrictEqual(valueOf(after), expected)) return { possible: false, why: 'is written in a way that Whence cannot change safely' };
  const set = values.flatMap(([name, value]): SetValue[] => {
    const property = propertyNamed(read.env, name);
    if (property === null) return [{ name, value, before: null }];
    return property.value.text === value ? [] : [{ name, value, before: read.text.slice(property.value.start, property.value.end) }];
  });
  return {
    possible: true,
    text: after,
    change: { before: text === null ? null : sha256Of(text), after: sha256Of(after), madeEnv: read.env === null, edits, values: set },
  };
}

/**
 * The text as it would be without the change: the very bytes of before where it is as it was left, else the text of now with our variables alone taken
 * out or put back. Null where no file would be left.
 */
export function withoutChange(text: string | null, change: SettingsChange): Changed<{ readonly text: string | null; readonly isExact: boolean }> {
  if (text === null) return { possible: true, text: null, isExact: change.before === null };
  const hash = sha256Of(text);
  if (hash === change.before) return { possible: true, text, isExact: true };
  const read = readSettingsText(text, decidingNames);
  if (!read.readable) return { possible: false, why: read.why };
  const expected = withoutValues(text, change);
  const exact = hash === change.after ? exactlyBefore(text, change, expected) : null;
  if (exact !== null) return { possible: true, text: change.before === null ? null : exact, isExact: true };
  const edits = inverseElsewhere(read, change.edits, (value) => isDeepStrictEqual(value, expected)) ?? removeEnvValues(read, change.values, change.madeEnv);
  const left = applyEdits(text, edits);
  const after = readSettingsText(left, decidingNames);
  if (!after.readable || (read.isStrict && !after.isStrict) || !isDeepStrictEqual(valueOf(left), expected)) return { possible: false, why: 'is written in a way that Whence cannot change safely' };
  const isEmpty = change.before === null && after.root !== null && isBlank(left, after.root) && left.trim().startsWith('{') && left.trim().endsWith('}');
  return { possible: true, text: isEmpty ? null : left, isExact: false };
}

/**
 * The very text of before; null where the patch does not lead to it. Whoever forges the memory of a change can forge hashes: nothing but our variables
 * may come out differently.
 */
function exactlyBefore(text: string, change: SettingsChange, expected: unknown): string | null {
  try {
    const before = applyEdits(text, inverseOf(change.edits));
    if (before !== '' && change.before === null) return null;
    if (change.before !== null && sha256Of(before) !== change.before) return null;
    const left = before.replace('\uFEFF', '').trim() === '' ? {} : valueOf(before);
    return isDeepStrictEqual(left, expected) ? before : null;
  } catch {
    return null;
  }
}

/** The variables of `env` that are texts. */
export type Env = Readonly<Record<string, string | undefined>>;

export function envOf({ env }: SettingsText): Env {
  return Object.fromEntries((env?.properties ?? []).flatMap(({ name, value }) => (value.text === null ? [] : [[name, value.text]])));
}

function withoutValues(text: string, { values, madeEnv }: SettingsChange): unknown {
  const env = { ...envObjectOf(text) };
  for (const { name, value, before } of values) {
    if (env[name] !== value) continue;
    if (before === null) delete env[name];
    else env[name] = valueOf(before);
  }
  const { env: had, ...rest } = objectOf(text);
  return had === undefined || (madeEnv && Object.keys(env).length === 0) ? rest : { ...rest, env };
}

function envObjectOf(text: string): Record<string, unknown> {
  return recordOf(objectOf(text)['env']);
}

function objectOf(text: string): Record<string, unknown> {
  return recordOf(valueOf(text));
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : {};
}
