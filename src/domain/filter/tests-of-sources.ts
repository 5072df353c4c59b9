import { sourceName } from '../attribution/source-name.ts';
import { sourceGroup, type Source } from '../attribution/source.ts';
import type { SourceTest } from './filter.ts';

/** More would be no filter that anybody reads. */
const mostTests = 20;

/**
 * What is to be asked of the source of a request to find those that have one of these sources: of a single owner its name, of several of a family the
 * family, else the kinds. At most 20.
 */
export function testsOfSources(sources: readonly Source[]): readonly SourceTest[] {
  const [first, ...more] = sources;
  if (first === undefined) return [];
  const family = familyOf(first);
  if (family !== null && more.every((source) => familyOf(source) === family)) {
    const test = family === 'mcp' ? mcpTest(sources) : { is: family, name: common(sources.map(sourceName)) };
    return [test];
  }
  const tests = new Map<string, SourceTest>();
  for (const source of sources) {
    const name = common(sources.filter(({ kind }) => kind === source.kind).map(sourceName));
    tests.set(source.kind, { is: 'kind', kind: source.kind, name });
  }
  return [...tests.values()].slice(0, mostTests);
}

type Family = 'mcp' | 'skill' | 'memory' | 'tool';

function familyOf({ kind }: Source): Family | null {
  switch (sourceGroup(kind)) {
    case 'mcp':
      return 'mcp';
    case 'skills':
      return 'skill';
    case 'memory':
      return 'memory';
    case 'tools':
      return kind === 'agent-listing' ? null : 'tool';
    default:
      return null;
  }
}

function mcpTest(sources: readonly Source[]): SourceTest {
  const server = common(sources.map(sourceName));
  const tool = common(sources.map((source) => ('tool' in source ? (source.tool ?? null) : null)));
  // A server of a single tool is asked for as the server.
  const isOfOneKind = common(sources.map(({ kind }) => kind)) !== null;
  return { is: 'mcp', server, tool: server !== null && isOfOneKind ? tool : null };
}

/** The name that all have; null where they have several, or none. */
function common(names: readonly (string | null)[]): string | null {
  const [first = null] = names;
  return first !== null && first !== '' && names.every((name) => name === first) ? first : null;
}
