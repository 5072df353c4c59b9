import { mcpOpeners, mcpStatusOpeners, serverOnStatusLine } from './mcp-texts.ts';
import { reminderOpener } from './reminder-tags.ts';
import { mcpNameCandidates, normaliseServerName, type McpName } from './mcp-names.ts';

/** The MCP servers of a request, as far as it shows them. */
export interface ServerNames {
  /** Whether a server of this name exists, by what else the request says: the name of a tool, a list. */
  isKnown(name: string): boolean;
  /**
   * Splits a tool's wire name; null for a name that is not an MCP tool's. Where it can be split in more than one way and nothing decides,
   * or two servers are called alike on the wire, the server is given as all it could be ("a or a__b"): a guess would put one
   * server's cost on another.
   */
  split(wireName: string): McpName | null;
}

/** What a request says of its servers, by how far it can be trusted. */
export interface ServerEvidence {
  /** Wire names of tools that are defined or were called. */
  readonly toolNames: readonly string[];
  /** Servers that a call named, or that the list of resources is of. */
  readonly named: readonly string[];
  /** Texts that the harness wrote: each a message of the role "system", or the contents of a reminder that is a block of its own. */
  readonly texts: readonly { readonly text: string; readonly isBlock: boolean }[];
}

/** A real name, and whether a text that a server wrote could have made it up. */
interface RealName {
  readonly name: string;
  readonly isSure: boolean;
}

/** Finds the servers' names. A name in a heading behind other servers' texts is taken, but never for sure. */
export function readServerNames({ toolNames, named, texts }: ServerEvidence): ServerNames {
  const known = new Set<string>();
  const real = new Map<string, RealName[]>();
  const note = (name: string, isSure: boolean): void => {
    const normalised = normaliseServerName(name);
    known.add(normalised);
    const names = real.get(normalised) ?? [];
    const same = names.findIndex((one) => one.name === name);
    if (same === -1) names.push({ name, isSure });
    else if (isSure) names[same] = { name, isSure };
    real.set(normalised, names);
  };
  for (const name of toolNames) for (const { server } of mcpNameCandidates(name)) known.add(server);
  for (const name of named) note(name, true);
  for (const { text, isBlock } of texts) {
    for (const line of text.matchAll(/^mcp__\S{1,256}$/gm)) for (const { server } of mcpNameCandidates(line[0])) known.add(server);
    for (const name of serversWithStatus(text, isBlock)) note(name, false);
  }
  for (const { text, isBlock } of texts) noteInstructions(text, isBlock, known, note);
  return { isKnown: (name) => known.has(normaliseServerName(name)), split: (wireName) => splitName(wireName, real) };
}

function splitName(wireName: string, real: ReadonlyMap<string, readonly RealName[]>): McpName | null {
  const candidates = mcpNameCandidates(wireName);
  const [first] = candidates;
  if (first === undefined) return null;
  // A server that is known does not rule out one with a longer name that is not.
  const firstKnown = candidates.findIndex(({ server }) => real.has(server));
  const open = firstKnown === -1 ? candidates : candidates.slice(firstKnown);
  const names = open.flatMap(({ server }) => real.get(server) ?? [{ name: server, isSure: candidates.length === 1 }]);
  const [only] = names;
  if (only === undefined || names.length > 1) {
    return { server: names.map(({ name }) => name).join(' or '), tool: open.at(-1)?.tool ?? first.tool, isCertain: false };
  }
  const isCertain = candidates.length === 1 && (only.isSure || only.name === first.server);
  return { server: only.name, tool: open[0]?.tool ?? first.tool, isCertain };
}

/** Where a section with this opener begins, as `splitSections` would find it. */
function* beginningsOf(text: string, opener: string, isBlock: boolean): Iterable<number> {
  for (let at = text.indexOf(opener); at !== -1; at = text.indexOf(opener, at + opener.length)) {
    if (at === 0 || (!isBlock && (text.startsWith('\n\n', at - 2) || text.startsWith(reminderOpener, at - reminderOpener.length)))) yield at;
    if (isBlock) return;
  }
}

/** Names at the start of the lines that tell of servers which failed, are still connecting, and so on. */
function* serversWithStatus(text: string, isBlock: boolean): Iterable<string> {
  for (const opener of mcpStatusOpeners) {
    for (const at of beginningsOf(text, opener, isBlock)) {
      const blank = text.indexOf('\n\n', at);
      const paragraph = text.slice(at, blank === -1 ? text.length : blank);
      for (const line of paragraph.split('\n', mostLines).slice(1)) {
        const name = serverOnStatusLine(line);
        if (name !== null && !name.startsWith('<')) yield name;
      }
      break;
    }
  }
}

const mostLines = 1000;

/** Real names in the headings of the instructions: the first is the harness's; those behind it count where they name a known server. */
function noteInstructions(text: string, isBlock: boolean, known: ReadonlySet<string>, note: (name: string, isSure: boolean) => void): void {
  for (const at of beginningsOf(text, mcpOpeners.instructions, isBlock)) {
    let isFirst = true;
    let count = 0;
    for (const found of text.slice(at).matchAll(/\n\n## ([^\n]{1,200})\n/g)) {
      const name = found[1] ?? '';
      if (isFirst || known.has(normaliseServerName(name))) note(name, isFirst);
      isFirst = false;
      count += 1;
      if (count > mostLines) return;
    }
    return;
  }
}
