import { mcpOpeners, serverOnStatusLine } from './mcp-texts.ts';
import { authoredRule, paragraphRule, matchesOf, partsFrom, type Part, type RuleContext, type SectionRule } from './section-rule.ts';
import type { Source } from './source.ts';

/** Sections that MCP servers caused. */
export const mcpRules: readonly SectionRule[] = [
  { name: 'MCP instructions', opener: mcpOpeners.instructions, extent: 'open', isAuthored: true, parts: instructions, resume: moreInstructions },
  status('MCP failed', mcpOpeners.failed),
  // A line is a name of the user's choice here, and no text of a server's.
  { ...status('MCP connecting', mcpOpeners.connecting), isAuthored: false },
  status('MCP authentication', mcpOpeners.unauthorised),
  status('MCP tools not listed', mcpOpeners.unlisted),
  status('MCP blocked', mcpOpeners.blocked),
  status('MCP refused', mcpOpeners.refused),
  status('MCP disconnected', mcpOpeners.disconnected),
  {
    name: 'MCP resource mention',
    opener: 'Full contents of resource:',
    extent: 'open',
    isAuthored: true,
    source: mentionedResource,
  },
  authoredRule('MCP resource element', '<mcp-resource ', resourceElement),
  paragraphRule('MCP resource not shown', '[Binary content: ', { kind: 'mcp-resource' }),
];

function status(name: string, opener: string): SectionRule {
  return { name, opener, extent: 'open', isAuthored: true, parts: serverLines };
}

/** `<mcp-resource server="…" uri="…">`. */
function resourceElement(section: string): Source {
  const server = /^<mcp-resource [^>]{0,1000}?server="([^"]{1,200})"/.exec(section)?.[1];
  const uri = /^<mcp-resource [^>]{0,1000}?uri="([^"]{1,1000})"/.exec(section)?.[1];
  return { kind: 'mcp-resource', ...(server === undefined ? {} : { server }), ...(uri === undefined ? {} : { uri }) };
}

/**
 * One piece for each server. Servers' texts are not escaped and have headings of their own, so a heading is a server's only
 * where it names one that is known otherwise; and from the second on it could have been written by the server before. A subagent
 * may know of servers by nothing else: then a heading is taken for a server's where it stands as the harness sets them, in the
 * order of their names and with the text on the next line.
 */
function instructions(section: string, { index }: RuleContext): readonly Part[] {
  const beginnings: { start: number; source: Source; isClaimed?: boolean }[] = [
    { start: 0, source: { kind: 'mcp-instructions' } },
  ];
  let last: string | null = null;
  for (const found of matchesOf(section, /\n\n## ([^\n]{1,200})(?=(\n[^\n])?)/g)) {
    const name = found[1] ?? '';
    const isKnown = index.servers.isKnown(name);
    const isInOrder = index.isSubagent && found[2] !== undefined && last !== null && comesBefore(last, name);
    if (last !== null && !isKnown && !isInOrder) continue;
    beginnings.push({
      start: found.index + 2,
      source: { kind: 'mcp-instructions', server: name },
      ...(last === null ? {} : { isClaimed: true }),
    });
    last = name;
  }
  return partsFrom(section.length, beginnings);
}

/** Behind what a server forged, the headings of servers that are known begin their texts. */
function moreInstructions(section: string, { index }: RuleContext, last: Source): readonly Part[] {
  const beginnings = [{ start: 0, source: last }];
  for (const found of matchesOf(section, /(?:^|\n\n)## ([^\n]{1,200})(?=\n|$)/g)) {
    const server = found[1] ?? '';
    if (!index.servers.isKnown(server)) continue;
    beginnings.push({ start: found.index + (found[0].startsWith('\n') ? 2 : 0), source: { kind: 'mcp-instructions', server } });
  }
  return partsFrom(section.length, beginnings).filter(({ end }) => end > 0);
}

/** The harness sorts by locale or by character, as the version has it. */
function comesBefore(one: string, other: string): boolean {
  const [first, second] = [one.toLowerCase(), other.toLowerCase()];
  return first < second || withoutAccents(first) < withoutAccents(second);
}

function withoutAccents(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '');
}

/** A server on each line of the first paragraph; advice around them names no server. */
function serverLines(section: string): readonly Part[] {
  const beginnings: { start: number; source: Source }[] = [{ start: 0, source: { kind: 'mcp-status' } }];
  const blank = section.indexOf('\n\n');
  const list = blank === -1 ? section : section.slice(0, blank);
  for (const found of matchesOf(list, /\n([^\n]{1,400})/g)) {
    const server = serverOnStatusLine(found[1] ?? '');
    if (server !== null) beginnings.push({ start: found.index + 1, source: { kind: 'mcp-status', server } });
  }
  if (blank !== -1 && blank + 2 < section.length) beginnings.push({ start: blank + 2, source: { kind: 'mcp-status' } });
  return partsFrom(section.length, beginnings);
}

/** The section does not name its server: the user's `@server:uri` does, when there is just one. */
function mentionedResource(_section: string, context: RuleContext): Source {
  if (context.mentioned?.text !== context.lastUserText) context.mentioned = { text: context.lastUserText, source: resourceIn(context.lastUserText) };
  return context.mentioned.source;
}

function resourceIn(text: string): Source {
  let only: RegExpExecArray | null = null;
  for (const found of text.matchAll(/(?:^|\s)@([^\s:@]{1,100}):([^\s]+:\/\/[^\s]+)/g)) {
    if (only !== null) return { kind: 'mcp-resource' };
    only = found;
  }
  if (only?.[1] === undefined || only[2] === undefined) return { kind: 'mcp-resource' };
  return { kind: 'mcp-resource', server: only[1], uri: only[2] };
}
