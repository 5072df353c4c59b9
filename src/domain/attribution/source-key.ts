import { isSourceKind, type Source } from './source.ts';

/**
 * A stable key of a source, equal for equal sources: its kind, then its fields by name, each escaped. For grouping and
 * for queries; not for reading.
 */
export function sourceKey(source: Source): string {
  const fields = Object.entries(source)
    .filter(([name]) => name !== 'kind')
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${name}=${escaped(String(value))}`);
  return [source.kind, ...fields].join('/');
}

/** The source that has this key, as `sourceKey` made it, its figures as text; null for what is no key. */
export function sourceOfKey(key: string): Source | null {
  const [kind = '', ...parts] = key.split('/');
  if (!isSourceKind(kind)) return null;
  const fields = parts.map((part) => part.split('=', 1)[0] ?? '').map((name) => [name, fieldOfKey(key, name)]);
  // As we wrote it.
  return { kind, ...Object.fromEntries(fields) } as Source;
}

/** A field of the source that has this key; null where it has no such field. */
export function fieldOfKey(key: string, field: string): string | null {
  const part = key.split('/').find((one) => one.startsWith(`${field}=`));
  return part === undefined ? null : part.slice(field.length + 1).replaceAll('%3D', '=').replaceAll('%2F', '/').replaceAll('%25', '%');
}

// Not encodeURIComponent: it throws on lone surrogates, which captured names may hold.
function escaped(value: string): string {
  return value.replaceAll('%', '%25').replaceAll('/', '%2F').replaceAll('=', '%3D');
}
