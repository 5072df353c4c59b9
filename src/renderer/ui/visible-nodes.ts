import { hiddenRuns } from './hidden-runs.ts';

/** As much of a tree of HTML nodes as is looked at here. */
interface Node {
  readonly type: string;
  value?: string;
  tagName?: string;
  properties?: Record<string, string | string[]>;
  children?: Node[];
}

/** Has what cannot be seen in the texts of a tree shown as marks, as `visibleText` does; for a chain of rehype plugins. */
export function visibleNodes(): (tree: Node) => void {
  return (tree) => {
    const waiting = [tree];
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      if (node.children === undefined) continue;
      node.children = node.children.flatMap(marked);
      waiting.push(...node.children.filter(({ properties }) => properties?.['dataName'] === undefined));
    }
  };
}

function marked(node: Node): readonly Node[] {
  if (node.type !== 'text' || node.value === undefined) return [node];
  const runs = hiddenRuns(node.value);
  if (runs.length === 0) return [node];
  const length = runs.reduce((sum, { before, hidden }) => sum + before.length + hidden.length, 0);
  return [...runs.flatMap(({ before, hidden, name }) => [textNode(before), mark(hidden, name)]), textNode(node.value.slice(length))].filter(({ value }) => value !== '');
}

function mark(hidden: string, name: string): Node {
  const inside: Node = { type: 'element', tagName: 'span', properties: {}, children: [textNode(hidden)] };
  return { type: 'element', tagName: 'span', properties: { className: ['hidden-run'], dataName: name, title: `Characters that cannot be seen: ${name}` }, children: [inside] };
}

function textNode(value: string): Node {
  return { type: 'text', value };
}
