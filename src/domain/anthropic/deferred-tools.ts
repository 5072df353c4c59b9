import { itemsOf, kindOf, memberOf, startOf, type JsonTree } from '../json/json-tree.ts';
import { textOf } from '../json/node-text.ts';

/** Whether a tool's definition says `defer_loading`: then the API shows it to the model only once it was found (tool search tool). */
export function isDeferred(tree: JsonTree, tool: number): boolean {
  const deferred = memberOf(tree, tool, 'defer_loading');
  return deferred !== null && kindOf(tree, deferred) === 'literal' && tree.bytes[startOf(tree, deferred)] === 0x74;
}

/** The names of the tools that the messages of a request refer to or call: deferred ones among them have been loaded. */
export function loadedToolNames(tree: JsonTree, root: number): ReadonlySet<string> {
  const names = new Set<string>();
  const note = (node: number | null): void => {
    const name = textOf(tree, node);
    if (name !== null) names.add(name);
  };
  for (const message of itemsOf(tree, memberOf(tree, root, 'messages') ?? -1)) {
    for (const block of itemsOf(tree, memberOf(tree, message, 'content') ?? -1)) {
      const type = textOf(tree, memberOf(tree, block, 'type'));
      if (type?.endsWith('tool_use') === true) note(memberOf(tree, block, 'name'));
      else if (type?.endsWith('tool_result') === true) {
        for (const item of itemsOf(tree, memberOf(tree, block, 'content') ?? -1)) note(memberOf(tree, item, 'tool_name'));
      }
    }
  }
  return names;
}
