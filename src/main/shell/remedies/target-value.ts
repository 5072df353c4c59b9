import { isDeepStrictEqual } from 'node:util';
import type { EditTarget } from './edit-target.ts';

/** Whether the settings, as data, say what the target writes. */
export function holdsTarget(settings: unknown, { path, how, value }: EditTarget): boolean {
  const there = valueAt(settings, path);
  return how === 'set' ? isDeepStrictEqual(there, value) : Array.isArray(there) && there.some((one) => isDeepStrictEqual(one, value));
}

/** The settings with what the target writes. */
export function withTarget(settings: unknown, { path, how, value }: EditTarget): unknown {
  const there = valueAt(settings, path);
  return withValue(settings, path, how === 'set' ? value : [...(Array.isArray(there) ? there : []), value]);
}

/** The settings without it, or with what stood there before; containers stay, also where they are empty. */
export function withoutTarget(settings: unknown, target: EditTarget, before: { readonly value: unknown } | null): unknown {
  if (!holdsTarget(settings, target)) return settings;
  const { path, how, value } = target;
  if (how === 'set') return withValue(settings, path, before?.value);
  const there = valueAt(settings, path);
  const entries: readonly unknown[] = Array.isArray(there) ? there : [];
  const at = entries.findIndex((one) => isDeepStrictEqual(one, value));
  return withValue(settings, path, entries.filter((_, index) => index !== at));
}

/** The settings without those containers on the way to the target that are empty: where comments keep one in the text, it says the same. */
export function withoutEmpty(settings: unknown, { path }: EditTarget): unknown {
  const [outer, inner] = path;
  const pruned = inner !== undefined && isEmpty(valueAt(settings, path)) ? withValue(settings, path, undefined) : settings;
  return isEmpty(valueAt(pruned, [outer])) ? withValue(pruned, [outer], undefined) : pruned;
}

function valueAt(settings: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, name) => (isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined), settings);
}

function withValue(settings: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  const object = isRecord(settings) ? settings : {};
  const inner = withValue(object[name], rest, value);
  const { [name]: _had, ...others } = object;
  return inner === undefined ? others : { ...object, [name]: inner };
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) ? value.length === 0 : isRecord(value) && Object.keys(value).length === 0;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
