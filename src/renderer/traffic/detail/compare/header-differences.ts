import type { HeaderList } from '../../../../domain/http/header-list.ts';

/** A header that two messages do not have alike; null where one has none of that name. */
export interface HeaderDifference {
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** The headers that differ, by name, whatever its case; those that stand several times are compared in their order. */
export function headerDifferences(before: HeaderList, after: HeaderList): readonly HeaderDifference[] {
  const [valuesBefore, valuesAfter] = [byName(before), byName(after)];
  const keys = new Set([...valuesAfter.keys(), ...valuesBefore.keys()]);
  return [...keys].flatMap((key) => {
    const [one, other] = [valuesBefore.get(key), valuesAfter.get(key)];
    const [textBefore = null, textAfter = null] = [one?.values.join('\n'), other?.values.join('\n')];
    return textBefore === textAfter ? [] : [{ name: other?.name ?? one?.name ?? key, before: textBefore, after: textAfter }];
  });
}

function byName(headers: HeaderList): ReadonlyMap<string, { readonly name: string; readonly values: readonly string[] }> {
  const named = new Map<string, { name: string; values: string[] }>();
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    const entry = named.get(key) ?? { name, values: [] };
    entry.values.push(value);
    named.set(key, entry);
  }
  return named;
}
