import { sourceKey } from '../attribution/source-key.ts';
import { sourceName } from '../attribution/source-name.ts';
import type { Source } from '../attribution/source.ts';
import { ownerKey } from '../cost/cost-by-owner.ts';
import type { SourceTest } from './filter.ts';
import { parseFilter } from './parse-filter.ts';

/** The one source or owner that the text of a filter asks for, by its key; null where it asks for none, or for several, or cannot be read. */
export function sourceOfFilter(text: string): string | null {
  // What times it means is of no matter here.
  const parse = parseFilter(text, { nowMs: 0, localMs: () => 0 });
  if (!parse.parsed) return null;
  const asked = parse.filter.terms.flatMap((term) => (term.field === 'source' && !term.negated ? term.anyOf : []));
  const [test, ...more] = asked;
  return test === undefined || more.length > 0 ? null : keyOfTest(test);
}

/** What all of these are of, by its key: the source itself, or the owner that they have in common; null where they have none. */
export function commonSource(sources: readonly Source[]): string | null {
  return only(sources.map(sourceKey)) ?? only(sources.map((source) => ownerKey(source.kind, sourceName(source))));
}

function keyOfTest(test: SourceTest): string | null {
  if (test.is === 'mcp' && test.server !== null && test.tool !== null) return sourceKey({ kind: 'mcp-tool-definition', server: test.server, tool: test.tool });
  switch (test.is) {
    case 'mcp':
      return test.server === null ? null : ownerKey('mcp-result', test.server);
    case 'skill':
      return test.name === null ? null : ownerKey('skill-body', test.name);
    case 'memory':
      return test.name === null ? null : ownerKey('memory-file', test.name);
    case 'tool':
      return test.name === null ? null : ownerKey('tool-definition', test.name);
    case 'kind':
      return test.name === null ? null : ownerKey(test.kind, test.name);
    case 'name':
      return null;
  }
}

function only(keys: readonly string[]): string | null {
  const [first = null] = keys;
  return keys.every((key) => key === first) ? first : null;
}
