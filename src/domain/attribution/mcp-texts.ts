/** The openers of the texts in which the harness tells of MCP servers (CLI 2.1.197 and 2.1.330). */
export const mcpOpeners = {
  instructions: '# MCP Server Instructions\n\nThe following MCP servers have provided instructions for how to use their tools and resources',
  failed: 'The following MCP servers are configured but failed to connect',
  connecting: 'The following MCP servers are still connecting',
  unauthorised: 'The following MCP servers require authentication',
  unlisted: 'The following MCP servers are connected, but listing their tools failed',
  blocked: 'The following MCP servers are configured but blocked',
  refused: 'The following MCP servers are configured, but Claude Code itself refuses them',
  disconnected: 'The following MCP servers have disconnected',
} as const;

/** Those of them that have a server on each line of their first paragraph. */
export const mcpStatusOpeners: readonly string[] = Object.values(mcpOpeners).filter((opener) => opener !== mcpOpeners.instructions);

/** The server on a line of those that failed or are connecting, `name (CODE): "text"` or a bare name; null where there is none. */
export function serverOnStatusLine(line: string): string | null {
  return /^(.{1,200}?)(?: \([^()]*\)(?::.*)?)?$/.exec(line)?.[1] ?? null;
}
