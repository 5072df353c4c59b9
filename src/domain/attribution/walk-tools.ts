import { itemsOf, memberOf } from '../json/json-tree.ts';
import { textOf } from '../json/node-text.ts';
import { closeElement, takeValue, type Walk } from './walk.ts';

/** The tool definitions: each is one segment, built-in or of an MCP server by its name. */
export function walkTools(walk: Walk, tools: number): void {
  itemsOf(walk.tree, tools).forEach((tool, position) => {
    const path = `tools[${position}]`;
    const name = textOf(walk.tree, memberOf(walk.tree, tool, 'name'));
    if (name === null) takeValue(walk, tool, path, { kind: 'unknown' }, 'certain');
    else {
      const mcp = walk.index.servers.split(name);
      if (mcp === null) takeValue(walk, tool, path, { kind: 'tool-definition', tool: name }, 'certain');
      else {
        const source = { kind: 'mcp-tool-definition', server: mcp.server, tool: mcp.tool } as const;
        takeValue(walk, tool, path, source, mcp.isCertain ? 'certain' : 'likely');
      }
    }
    closeElement(walk, tool);
  });
}
