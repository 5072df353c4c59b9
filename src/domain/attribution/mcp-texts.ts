/** The openers of the texts in which the harness tells of MCP servers (CLI 2.1.197 and 2.1.330). */
export const mcpOpeners = {
  instructions:
    '# MCP Server Instructions\n\nThe following MCP servers have provided instructions for how to use their tools and resources:',
  failed: 'The following MCP servers are configured but failed to connect',
  connecting: 'The following MCP servers are still connecting',
} as const;

/** The server on a line of those that failed or are connecting, `name (CODE): "text"` or a bare name; null where there is none. */
export function serverOnStatusLine(line: string): string | null {
  return /^(.{1,200}?)(?: \([^()]*\)(?::.*)?)?$/.exec(line)?.[1] ?? null;
}
