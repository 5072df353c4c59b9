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

/** Who puts more double underscores into a name wants it to be ambiguous. */
const mostCandidates = 4;

/** All servers and tools that a wire name could stand for, the shortest server first; none for other tools' names. */
export function mcpNameCandidates(wireName: string): readonly { readonly server: string; readonly tool: string }[] {
  const candidates: { server: string; tool: string }[] = [];
  if (!wireName.startsWith('mcp__')) return candidates;
  const rest = wireName.slice('mcp__'.length, maxNameLength);
  for (let at = rest.indexOf('__', 1); at !== -1 && candidates.length < mostCandidates; at = rest.indexOf('__', at + 1)) {
    if (at + 2 < rest.length) candidates.push({ server: rest.slice(0, at), tool: rest.slice(at + 2) });
  }
  return candidates;
}
