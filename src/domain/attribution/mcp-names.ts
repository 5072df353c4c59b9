/** The MCP server and tool that a tool name on the wire stands for. */
export interface McpName {
  /** The server's real name where the request shows it, else as normalised on the wire. */
  readonly server: string;
  readonly tool: string;
  /** False when the name can be split in more than one way and nothing in the request decides it. */
  readonly isCertain: boolean;
}

/**
 * The name of a server as it stands in `mcp__<server>__<tool>`: every character outside A-Z, a-z, 0-9, `_` and `-`
 * becomes `_` (seen in CLI 2.1.197 and 2.1.330).
 */
export function normaliseServerName(name: string): string {
  return name.replace(/[^A-Za-z0-9_-]/g, '_');
}

/** The API takes tool names of 128 characters; one that is longer than twice that is somebody's joke. */
const maxNameLength = 256;

/** All servers and tools that a wire name could stand for, the shortest server first; none for other tools' names. */
export function mcpNameCandidates(wireName: string): readonly { readonly server: string; readonly tool: string }[] {
  const candidates: { server: string; tool: string }[] = [];
  if (!wireName.startsWith('mcp__')) return candidates;
  const rest = wireName.slice('mcp__'.length, maxNameLength);
  for (let at = rest.indexOf('__', 1); at !== -1; at = rest.indexOf('__', at + 1)) {
    if (at + 2 < rest.length) candidates.push({ server: rest.slice(0, at), tool: rest.slice(at + 2) });
  }
  return candidates;
}

/**
 * Splits a tool's wire name. `realNames` are the servers' real names by normalised name, as far as the request shows
 * them. Null for a name that is not an MCP tool's. Where `__` stands more than once and no real name decides, the
 * server is given as all it could be ("a or a__b"): a guess would put one server's cost on another.
 */
export function splitMcpName(wireName: string, realNames: ReadonlyMap<string, string>): McpName | null {
  const candidates = mcpNameCandidates(wireName);
  const [first] = candidates;
  if (first === undefined) return null;
  const known = candidates.filter((candidate) => realNames.has(candidate.server));
  const [decided] = known;
  if (decided !== undefined && known.length === 1) {
    return { server: realNames.get(decided.server) ?? decided.server, tool: decided.tool, isCertain: true };
  }
  if (candidates.length === 1) return { ...first, isCertain: true };
  const open = known.length > 1 ? known : candidates;
  return {
    server: open.map((candidate) => realNames.get(candidate.server) ?? candidate.server).join(' or '),
    tool: open.at(-1)?.tool ?? first.tool,
    isCertain: false,
  };
}
