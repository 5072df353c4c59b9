import { base64Parts, utf8Parts } from '../octets/octets-in-parts.ts';

/** JSON in parts that follow one another. */
export type JsonParts = Iterable<string>;

/** How a JSON string holds octets. */
export type OctetsForm = 'utf-8' | 'base64';

/** An object: first `fields`, then members whose JSON comes in parts, so that no body has to be one string. */
export function* objectParts(fields: object, members: readonly (readonly [name: string, parts: JsonParts])[]): JsonParts {
  const text = JSON.stringify(fields);
  yield text.slice(0, -1);
  let isFirst = text === '{}';
  for (const [name, parts] of members) {
    yield `${isFirst ? '' : ','}${JSON.stringify(name)}:`;
    yield* parts;
    isFirst = false;
  }
  yield '}';
}

/** Octets as a JSON string. Those of `utf-8` must be so. */
export function* textParts(octets: Uint8Array, form: OctetsForm): JsonParts {
  yield '"';
  for (const part of form === 'utf-8' ? utf8Parts(octets) : base64Parts(octets)) yield JSON.stringify(part).slice(1, -1);
  yield '"';
}
