import { fileURLToPath } from 'node:url';

const serverProgram = fileURLToPath(new URL('../../test-support/planted-sources/mcp-server.mjs', import.meta.url));

/** A client's folder: what lies in its home, and the project that it works on, by absolute path. */
export interface SessionPlaces {
  readonly folder: string;
  readonly home: string;
  readonly project: string;
}

export const projectMemory = `# Depot

A small service that counts what lies in a depot. TypeScript, no framework.

- Run the tests with \`npm test\` before you say that something works.
- Amounts are whole numbers. A negative amount is a bug.
- Never touch \`vendor/\`.

## Layout

- \`src/depot.ts\`: what lies where
- \`src/server.ts\`: the HTTP side of it

## How rows are named

${Array.from({ length: 40 }, (_, index) => `- Row ${'ABCDEF'[index % 6]}, place ${index}: loaded from the ${index % 2 === 0 ? 'north' : 'south'} gate, at most ${4 + (index % 5)} crates high.`).join('\n')}
`;

export function serversFile({ folder }: SessionPlaces): string {
  return `${folder}/servers.json`;
}

/** A project as people have them: memory, a skill, a hook, an agent of its own, two MCP servers, some code. */
export function sessionFiles(places: SessionPlaces): Readonly<Record<string, string>> {
  const { folder, home, project } = places;
  const hooks = {
    UserPromptSubmit: [{ hooks: [{ type: 'command', command: 'echo "Branch: count-crates. 2 files changed since the last commit."' }] }],
    PostToolUse: [{ matcher: 'Read', hooks: [{ type: 'command', command: `cat ${folder}/after-read.json` }] }],
  };
  return {
    [`${home}/.claude/settings.json`]: JSON.stringify({ hooks }),
    [`${home}/.claude/CLAUDE.md`]: '# Mine\n\nAnswer in short sentences. Use metric units.\n',
    [`${home}/.claude/skills/release-notes/SKILL.md`]: '---\nname: release-notes\ndescription: Writes release notes from the commits since the last tag.\n---\n# Release notes\n\n1. List the commits since the last tag.\n2. Group them: added, changed, repaired.\n3. One line each, in the words of whoever uses it.\n',
    [`${home}/.claude/agents/reviewer.md`]: '---\nname: reviewer\ndescription: Reads a change and says what could break.\ntools: Read, Grep\n---\nYou read a change and name what could break, most likely first. You change nothing.\n',
    [`${folder}/after-read.json`]: JSON.stringify({ hookSpecificOutput: { hookEventName: 'PostToolUse', additionalContext: 'This file is formatted by a tool: keep lines below 100 characters.' } }),
    [serversFile(places)]: serversText(places, ['tickets', 'warehouse']),
    [`${folder}/served/tickets.json`]: JSON.stringify(tickets),
    [`${folder}/served/warehouse.json`]: JSON.stringify(warehouse),
    [`${project}/CLAUDE.md`]: projectMemory,
    [`${project}/package.json`]: '{ "name": "depot", "type": "module", "scripts": { "test": "node --test" } }\n',
    [`${project}/src/depot.ts`]: depotSource,
    [`${project}/src/server.ts`]: 'import { countCrates } from "./depot.ts";\n\nexport const answer = (row: string) => ({ row, crates: countCrates(row) });\n',
  };
}

/** What the file of servers says when these are switched on. */
export function serversText({ folder }: SessionPlaces, names: readonly ('tickets' | 'warehouse')[]): string {
  const servers = names.map((name) => [name, { command: process.execPath, args: [serverProgram, `${folder}/served/${name}.json`] }] as const);
  return JSON.stringify({ mcpServers: Object.fromEntries(servers) });
}

const tickets = {
  instructions: 'Tickets are found by number or by words. Say the number of a ticket whenever you speak of it.',
  tools: [
    tool('find_ticket', 'Finds tickets by number or by words, the newest first. Answers their number, title, state and text.', 'DEP-214, open: Count crates by row\n\nThe depot says how many crates it has, but not in which row they stand. Whoever loads a lorry wants to know the row.\n\n- rows are named A to F\n- a row that is not known is an error, not 0'),
    tool('list_tickets', 'Lists the open tickets of a project with their titles.', 'DEP-214 Count crates by row\nDEP-220 Say when a lorry is late'),
    tool('comment_on_ticket', 'Adds a comment to a ticket. Say what was done and how it was tested.', 'The comment was added to DEP-214.'),
  ],
  prompts: [],
  resources: [],
};

const warehouse = {
  instructions: 'Reads the live counts of the warehouse. Counts are of this moment and change while you look.',
  tools: [
    tool('read_counts', 'Reads how many crates stand in each row at this moment.', Array.from({ length: 400 }, (_, line) => `row ${'ABCDEF'[line % 6]}, place ${line}: ${(line * 7) % 12} crates`).join('\n')),
    tool('list_rows', 'Lists the rows of the depot with their length in metres.', 'A 40\nB 40\nC 38\nD 25\nE 25\nF 12'),
    tool('reserve_place', 'Reserves a place in a row for a lorry that is on its way.', 'Reserved.'),
    tool('release_place', 'Releases a place that was reserved.', 'Released.'),
  ],
  prompts: [],
  resources: [],
};

function tool(name: string, description: string, text: string): object {
  return { name, description, content: [{ type: 'text', text }] };
}

const depotSource = `/** Crates by the row they stand in. */
const crates = new Map<string, number>([["A", 12], ["B", 7], ["C", 0]]);

export function addCrates(row: string, amount: number): void {
  crates.set(row, (crates.get(row) ?? 0) + amount);
}

export function countCrates(): number {
  return [...crates.values()].reduce((sum, amount) => sum + amount, 0);
}
${Array.from({ length: 260 }, (_, place) => `\n/** Place ${place} of row ${'ABCDEF'[place % 6]}, ${place % 40} m from the gate. */\nexport const place${place} = { row: "${'ABCDEF'[place % 6]}", metres: ${place % 40}, holds: ${(place * 7) % 12} };`).join('')}
`;
