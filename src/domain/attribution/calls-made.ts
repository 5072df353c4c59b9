import type { AssembledBlock } from '../anthropic/assembled-message.ts';
import { parseWireJson, wireRecord, wireString } from '../anthropic/wire-json.ts';
import { isDefinition } from './definitions.ts';
import { normaliseServerName } from './mcp-names.ts';
import { sourceKey } from './source-key.ts';
import { sourceName } from './source-name.ts';
import type { Source } from './source.ts';

/** The tools that call something by name, where the input has the name (CLI 2.1.197 and 2.1.330; `Task` and `command` are older names), and what is offered so. */
const callers: Readonly<Record<string, { readonly fields: readonly string[]; readonly kind: Source['kind'] }>> = {
  Skill: { fields: ['skill', 'command'], kind: 'skill-listing' },
  Agent: { fields: ['subagent_type'], kind: 'agent-listing' },
  Task: { fields: ['subagent_type'], kind: 'agent-listing' },
};

/**
 * How often a response called what each definition of its prompt offers, by the definition's key: 0 for what was offered in vain. The call of a skill or
 * an agent counts for it and for the tool that it goes through. A call that the response did not come to the end of was none.
 */
export function callsMade(blocks: readonly AssembledBlock[], sources: readonly Source[]): ReadonlyMap<string, number> {
  const made = new Map<string, number>();
  const byTool = new Map<string, string>();
  const byName = new Map<string, string>();
  for (const source of sources) {
    const name = sourceName(source);
    if (name === null || !isDefinition(source.kind, name)) continue;
    const key = sourceKey(source);
    made.set(key, 0);
    if (source.kind === 'tool-definition') byTool.set(source.tool, key);
    else if (source.kind === 'mcp-tool-definition') byTool.set(`mcp__${normaliseServerName(source.server)}__${source.tool}`, key);
    else byName.set(`${source.kind} ${name}`, key);
  }
  const count = (key: string | undefined): void => {
    if (key !== undefined) made.set(key, (made.get(key) ?? 0) + 1);
  };
  for (const { tool, text, content } of blocks) {
    if (tool === null || parseWireJson(text) === undefined) continue;
    count(byTool.get(tool));
    const caller = Object.hasOwn(callers, tool) ? callers[tool] : undefined;
    if (caller === undefined) continue;
    const input = wireRecord(content['input']);
    const [name] = caller.fields.flatMap((field) => wireString(input?.[field]) ?? []);
    if (name !== undefined) count(named(byName, caller.kind, name));
  }
  return made;
}

/** A skill of a plugin is listed as `plugin:skill`, and may be called by its last part; a command is called with its slash. */
function named(byName: ReadonlyMap<string, string>, kind: string, name: string): string | undefined {
  const called = name.replace(/^\//, '');
  const exact = byName.get(`${kind} ${called}`);
  if (exact !== undefined) return exact;
  const ofPlugins = [...byName].filter(([listed]) => listed.startsWith(`${kind} `) && listed.endsWith(`:${called}`));
  return ofPlugins.length === 1 ? ofPlugins[0]?.[1] : undefined;
}
