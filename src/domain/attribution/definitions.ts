import type { SourceKind } from './source.ts';

/** The kinds of what offers the model something to call: tools, the tools of MCP servers, skills, agents. */
export const definitionKinds: readonly SourceKind[] = ['tool-definition', 'mcp-tool-definition', 'skill-listing', 'agent-listing'];

/** Whether a source of this kind and name offers one thing to call. What only introduces a list has no name and offers none. */
export function isDefinition(kind: SourceKind, name: string | null): boolean {
  return name !== null && definitionKinds.includes(kind);
}
