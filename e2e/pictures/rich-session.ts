import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { StreamedBlock } from '../../test-support/message-stream.ts';
import { runClient } from '../../test-support/real-client/run-client.ts';
import { projectMemory, serversFile, serversText, sessionFiles, type SessionPlaces } from './session-files.ts';
import type { SessionAnswer, SessionUpstream } from './session-upstream.ts';

export interface RichSession {
  readonly binary: string;
  readonly folder: string;
  readonly proxyUrl: string;
  readonly caFile: string;
  readonly upstream: SessionUpstream;
}

const allowed = ['Read', 'Edit', 'Write', 'Bash', 'Grep', 'Glob', 'Skill', 'Agent', 'Task', 'mcp__tickets', 'mcp__warehouse'];
const runWithinMs = 90_000;
/** Of the run whose answer does not end: on a busy machine it takes long to begin. */
const interruptedAfterMs = 25_000;
/** Whose prices are known. */
const model = 'claude-sonnet-4-5-20250929';
const reviewTask = 'Review the change of countCrates in src/depot.ts';

/**
 * Leads the real Claude Code through a session that has something of everything: turns with calls of tools and of MCP servers, a skill, a
 * subagent, an overloaded server, a look at the context, memory and servers that change in between, and an answer that is interrupted.
 * Answers what went wrong, a sentence each.
 */
export async function runRichSession({ binary, folder, proxyUrl, caFile, upstream }: RichSession): Promise<readonly string[]> {
  const places: SessionPlaces = { folder, home: join(folder, 'home'), project: join(folder, 'project') };
  for (const [file, contents] of Object.entries(sessionFiles(places))) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, contents);
  }
  const problems: string[] = [];
  const ask = async (prompt: string, furtherOptions: readonly string[], timeLimitMs = runWithinMs): Promise<void> => {
    const options = ['--mcp-config', serversFile(places), '--allowedTools', allowed.join(','), '--model', model, ...furtherOptions];
    const { code, stdout, stderr } = await runClient({ binary, prompt, proxyUrl, caFile, folder, options, environment: { ENABLE_TOOL_SEARCH: 'false' }, timeLimitMs });
    if (code !== 0 && timeLimitMs === runWithinMs) problems.push(`"${prompt}" ended with ${code}: ${(stderr || stdout).slice(0, 300)}`);
  };

  upstream.script(firstTurn(places));
  await ask('Look at ticket DEP-214 and tell me what has to change.', []);
  upstream.script(secondTurn(places), { task: reviewTask, answers: review(places) });
  await ask('Do it: count crates by row. Have the change reviewed, then write the release notes.', ['--continue']);
  await ask('/context', ['--continue']);
  await writeFile(join(places.project, 'CLAUDE.md'), projectMemory.replace('A negative amount is a bug.', 'A negative amount is an error that is thrown.'));
  // What is told of the memory is added at the end; without a server, the prompt is another from its beginning on.
  await writeFile(serversFile(places), serversText(places, ['tickets']));
  upstream.script([message(say('Rows A to F are counted. A row that is not known throws, and nothing else has changed.'))]);
  await ask('Sum up what has changed.', ['--continue']);
  upstream.script([{ kind: 'endless', blocks: say('To explain the whole history of the depot I begin with the first crate that was ever put down in it. '.repeat(80)) }]);
  await ask('Explain the history of this project at length.', ['--continue'], interruptedAfterMs);
  return problems;
}

function firstTurn({ project }: SessionPlaces): readonly SessionAnswer[] {
  return [
    message([{ type: 'thinking', thinking: 'The user wants to know what a ticket asks for. I read the ticket first, and then the code it is about.', signature: 'c2lnbmVk' }, ...say('I read the ticket and the code.'), use('mcp__tickets__find_ticket', { of: 'DEP-214' })]),
    message([use('Read', { file_path: `${project}/src/depot.ts` }), use('Read', { file_path: `${project}/src/server.ts` })]),
    message([use('mcp__warehouse__read_counts', { of: 'all' })]),
    message(say('**DEP-214** wants the crates counted by row:\n\n1. `countCrates` takes the name of a row.\n2. A row that is not known is an error, not 0.\n3. `src/server.ts` passes the row on.\n\n| row | crates |\n|---|---|\n| A | 12 |\n| B | 7 |\n| C | 0 |\n\nThat is a change of two files.')),
  ];
}

function secondTurn({ project }: SessionPlaces): readonly SessionAnswer[] {
  const before = 'export function countCrates(): number {\n  return [...crates.values()].reduce((sum, amount) => sum + amount, 0);';
  const after = 'export function countCrates(row: string): number {\n  const amount = crates.get(row);\n  if (amount === undefined) throw new Error(`There is no row ${row}.`);\n  return amount;';
  return [
    message([use('Edit', { file_path: `${project}/src/depot.ts`, old_string: before, new_string: after })]),
    { kind: 'overloaded' },
    message([use('Bash', { command: 'npm test', description: 'Run the tests' })]),
    message([use('Read', { file_path: `${project}/missing.ts` })]),
    message([use('Agent', { subagent_type: 'reviewer', description: 'Review the change', prompt: `${reviewTask} and say what could break.`, run_in_background: false })]),
    message([use('Skill', { skill: 'release-notes' })]),
    message(say('The crates are counted by row, and the reviewer found nothing that breaks.\n\n## Release notes\n\n- **Changed:** the depot says how many crates stand in a row.')),
  ];
}

function review({ project }: SessionPlaces): readonly SessionAnswer[] {
  return [
    message([use('Grep', { pattern: 'countCrates', path: `${project}/src`, output_mode: 'content' })]),
    message([use('Read', { file_path: `${project}/src/server.ts` })]),
    message(say('Nothing breaks: the only caller passes a row already. Callers that pass an unknown row get an error now, as the ticket asks.')),
  ];
}

function message(blocks: readonly StreamedBlock[]): SessionAnswer {
  return { kind: 'message', blocks };
}

function say(text: string): readonly StreamedBlock[] {
  return [{ type: 'text', text }];
}

let calls = 0;

function use(name: string, input: object): StreamedBlock {
  calls += 1;
  return { type: 'tool_use', id: `toolu_rich_${calls}`, name, input };
}
