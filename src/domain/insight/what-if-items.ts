import { normaliseServerName } from '../attribution/mcp-names.ts';
import { sourceKey, sourceOfKey } from '../attribution/source-key.ts';
import { sourceGroup, type Source, type SourceGroup, type SourceKind } from '../attribution/source.ts';
import { ownerKey } from '../cost/cost-by-owner.ts';
import type { WhatIfSource } from './what-if-facts.ts';

/**
 * One thing that can be switched off: a tool, a skill, a memory file, the instructions of a server. Its sources by their places in the list:
 * what is sent whether it is used or not, and what its use brought.
 */
export interface WhatIfItem {
  readonly key: string;
  readonly own: readonly number[];
  readonly use: readonly number[];
}

/** An MCP server with all its tools, or a single thing. */
export interface WhatIfOwner {
  readonly key: string;
  readonly group: SourceGroup;
  readonly kind: SourceKind;
  readonly name: string;
  readonly items: readonly WhatIfItem[];
}

/** Tools that Claude Code cannot work without: they are not offered. */
export const essentialTools: ReadonlySet<string> = new Set(['Bash', 'Edit', 'Read', 'Write']);

const ownKinds: ReadonlySet<SourceKind> = new Set<SourceKind>([
  'tool-definition', 'mcp-tool-definition', 'mcp-instructions', 'mcp-status', 'skill-listing', 'agent-listing', 'memory-file', 'hook', 'output-style',
]);
const useKinds: ReadonlySet<SourceKind> = new Set<SourceKind>(['mcp-result', 'mcp-resource', 'mcp-prompt', 'builtin-result', 'skill-body', 'slash-command']);

/**
 * What of these sources can be switched off, by owner. What the model wrote to call something goes with it. Left out is what cannot be: the system
 * prompt, the user's own words and files, answers, what Claude Code says itself, and what carries no name to switch it off by.
 */
export function whatIfOwners(sources: readonly WhatIfSource[]): readonly WhatIfOwner[] {
  const owners = new Map<string, Omit<WhatIfOwner, 'items'> & { readonly items: Map<string, { readonly own: number[]; readonly use: number[] }> }>();
  const read = sources.map(({ key }) => sourceOfKey(key));
  const servers = serverTools(read);
  sources.forEach((source, index) => {
    const of = read[index];
    const place = of === undefined || of === null ? null : placeOf(of, source.name, servers);
    if (place === null) return;
    const key = ownerKey(place.kind, place.name);
    const owner = owners.get(key) ?? { key, group: sourceGroup(place.kind), kind: place.kind, name: place.name, items: new Map() };
    owners.set(key, owner);
    const itemKey = place.item ?? key;
    const item = owner.items.get(itemKey) ?? { own: [], use: [] };
    owner.items.set(itemKey, item);
    item[ownKinds.has(source.kind) ? 'own' : 'use'].push(index);
  });
  return [...owners.values()].map(({ items, ...owner }) => ({ ...owner, items: [...items].map(([key, item]) => ({ key, ...item })) }));
}

interface ItemPlace {
  readonly kind: SourceKind;
  readonly name: string;
  /** Null where the owner is one thing. */
  readonly item: string | null;
}

function placeOf(source: Source, name: string | null, servers: ReadonlyMap<string, ServerTool>): ItemPlace | null {
  if (source.kind === 'assistant-tool-call') {
    const { tool } = source;
    const ofServer = tool === undefined ? undefined : servers.get(tool);
    if (ofServer !== undefined) return { kind: 'mcp-tool-definition', name: ofServer.server, item: toolItem(ofServer) };
    return tool === undefined || tool.startsWith('mcp__') || essentialTools.has(tool) ? null : { kind: 'tool-definition', name: tool, item: null };
  }
  const { kind } = source;
  if (name === null || !(ownKinds.has(kind) || useKinds.has(kind))) return null;
  if (kind === 'mcp-tool-definition' || kind === 'mcp-result') return { kind, name, item: toolItem(source) };
  if (sourceGroup(kind) === 'mcp') return { kind, name, item: sourceKey(source) };
  if ((kind === 'tool-definition' || kind === 'builtin-result') && essentialTools.has(name)) return null;
  return { kind, name, item: null };
}

interface ServerTool {
  readonly server: string;
  readonly tool: string;
}

function toolItem({ server, tool }: ServerTool): string {
  return sourceKey({ kind: 'mcp-tool-definition', server, tool });
}

/** The tools of MCP servers by their names on the wire. */
function serverTools(sources: readonly (Source | null)[]): ReadonlyMap<string, ServerTool> {
  const tools = new Map<string, ServerTool>();
  for (const source of sources) {
    if (source === null || (source.kind !== 'mcp-tool-definition' && source.kind !== 'mcp-result')) continue;
    tools.set(`mcp__${normaliseServerName(source.server)}__${source.tool}`, { server: source.server, tool: source.tool });
  }
  return tools;
}

/** The items that a key means: an owner's, an item's, or a source's; none where it is of nothing that can be switched off. */
export function itemsCalled(key: string, owners: readonly WhatIfOwner[], sources: readonly WhatIfSource[]): readonly string[] {
  return owners.flatMap((owner) =>
    owner.items.filter((item) => owner.key === key || item.key === key || [...item.own, ...item.use].some((index) => sources[index]?.key === key)).map((item) => item.key),
  );
}
