import { matchesOf, partsFrom, type Part, type RuleContext, type SectionRule } from './section-rule.ts';
import type { Source } from './source.ts';

/** Lists of tools that are there, or not any more, without their definitions: a bare name on each line (CLI 2.1.197 and 2.1.330). */
export const toolListRules: readonly SectionRule[] = [
  list('deferred tools', 'The following deferred tools are now available via ToolSearch.', namedTools),
  list('deferred tools, all', 'The following deferred tools are available via ToolSearch.', namedTools),
  list('tools that became available', 'The following tools just became available', namedTools),
  list('tools defined anew', 'The following tools have updated definitions', namedTools),
  list('tools loaded earlier', 'The following tools were loaded earlier in this conversation', namedTools),
  list('tools of a server that left', 'The following deferred tools are no longer available', goneTools),
  list('tools that are gone', 'The following tools are no longer available.', goneTools),
  list('definitions removed', 'Definitions of the following tools were loaded earlier', goneTools),
  list('definitions not loaded', "Some available tools' schemas are not loaded in this conversation yet", reminder),
  { ...list('tools that are back', '', reminder), confirm: /\d{1,4} deferred tools? (?:are|is) available again/y },
  list('tools left out', '# Unavailable MCP Tools', leftOut),
];

function list(name: string, opener: string, parts: NonNullable<SectionRule['parts']>): SectionRule {
  return { name, opener, extent: opener.startsWith('#') ? 'open' : 'paragraph', isAuthored: false, parts };
}

const deferred: Source = { kind: 'reminder', which: 'deferred-tools' };

function reminder(section: string): readonly Part[] {
  return [{ end: section.length, source: deferred }];
}

function namedTools(section: string, context: RuleContext): readonly Part[] {
  return linesOf(section, context, (server, tool) =>
    server === null ? { kind: 'tool-definition', tool } : { kind: 'mcp-tool-definition', server, tool },
  );
}

function goneTools(section: string, context: RuleContext): readonly Part[] {
  return linesOf(section, context, (server) => (server === null ? deferred : { kind: 'mcp-status', server }));
}

function linesOf(section: string, { index }: RuleContext, sourceOf: (server: string | null, tool: string) => Source): readonly Part[] {
  const beginnings: { start: number; source: Source }[] = [{ start: 0, source: deferred }];
  // The first line ends with the colon; each line after it is the bare name of a tool.
  for (const found of matchesOf(section, /\n([^\s]{1,200})(?=\n|$)/g)) {
    const name = found[1] ?? '';
    const mcp = index.servers.split(name);
    beginnings.push({ start: found.index + 1, source: sourceOf(mcp?.server ?? null, mcp?.tool ?? name) });
  }
  return partsFrom(section.length, beginnings);
}

/** `- mcp__server__tool: why`, a tool on each line. */
function leftOut(section: string, { index }: RuleContext): readonly Part[] {
  const beginnings: { start: number; source: Source }[] = [{ start: 0, source: { kind: 'mcp-status' } }];
  for (const found of matchesOf(section, /\n- (mcp__[^\s:]{1,250})/g)) {
    const server = index.servers.split(found[1] ?? '')?.server;
    beginnings.push({ start: found.index + 1, source: { kind: 'mcp-status', ...(server === undefined ? {} : { server }) } });
  }
  return partsFrom(section.length, beginnings);
}
