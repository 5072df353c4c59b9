import { splitMcpName } from './mcp-names.ts';
import { partsFrom, type Part, type RuleContext, type SectionRule } from './section-rule.ts';
import type { Source } from './source.ts';

/** Sections that list things, one a line: each line belongs to what it names. */
export const listingRules: readonly SectionRule[] = [
  {
    name: 'skill listing',
    opener: 'The following skills are available for use with the Skill tool:',
    extent: 'open',
    // 2.1.330 flattens each description to one line; 2.1.197 sends its empty lines too.
    isAuthored: true,
    parts: (section) => namedLines(section, /\n- (.{1,120}?)(?:: |(?=\n|$))/g, 'skill-listing'),
  },
  {
    name: 'agent listing',
    opener: 'Available agent types for the Agent tool:',
    extent: 'open',
    isAuthored: true,
    parts: (section) => namedLines(section, /\n- (.{1,120}?)(?:: |(?=\n|$))/g, 'agent-listing'),
  },
  {
    name: 'agent listing advice',
    opener: 'When you launch multiple agents',
    extent: 'paragraph',
    isAuthored: false,
    source: () => ({ kind: 'agent-listing' }),
  },
  {
    name: 'deferred tools',
    opener: 'The following deferred tools are now available via ToolSearch.',
    extent: 'paragraph',
    isAuthored: false,
    parts: deferredTools,
  },
];

function namedLines(section: string, line: RegExp, kind: 'skill-listing' | 'agent-listing'): readonly Part[] {
  const beginnings: { start: number; source: Source }[] = [{ start: 0, source: { kind } }];
  for (const found of section.matchAll(line)) {
    if (found[1] !== undefined) beginnings.push({ start: found.index + 1, source: { kind, name: found[1] } });
  }
  return partsFrom(section.length, beginnings);
}

function deferredTools(section: string, context: RuleContext): readonly Part[] {
  const beginnings: { start: number; source: Source }[] = [{ start: 0, source: { kind: 'reminder', which: 'deferred-tools' } }];
  // The first line ends with the colon; each line after it is the bare name of a tool.
  for (const found of section.matchAll(/\n([^\s]{1,200})(?=\n|$)/g)) {
    const name = found[1] ?? '';
    const mcp = splitMcpName(name, context.index.realServerNames);
    beginnings.push({
      start: found.index + 1,
      source:
        mcp === null
          ? { kind: 'tool-definition', tool: name }
          : { kind: 'mcp-tool-definition', server: mcp.server, tool: mcp.tool },
    });
  }
  return partsFrom(section.length, beginnings);
}
