import type { Source } from '../../src/domain/attribution/source.ts';
import type { StreamedBlock, StreamedMessage } from '../message-stream.ts';
import { oddlyNamed, serverNames, serversFile, underscored } from './plant-servers.ts';
import type { Places, PlantedTable } from './planted-table.ts';

/** One run of Claude Code, and what it is answered, request by request. */
export interface PlantedSession {
  readonly name: string;
  readonly prompt: string;
  readonly options: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly answers: readonly StreamedMessage[];
}

type Step = readonly StreamedBlock[];

const userInput: Source = { kind: 'user-input' };
const allowed = ['Read', 'Edit', 'Write', 'Bash', 'Skill', 'Agent', 'Task', 'ToolSearch', 'ReadMcpResourceTool', ...serverNames.flatMap(({ onWire }) => [`mcp__${onWire}`, `mcp__${onWire}__lookup`])];

/** The sessions that between them send every source that is planted. What is planted in prompts, answers and options is added to the table. */
export function plantSessions(places: Places, table: PlantedTable): readonly PlantedSession[] {
  const options = ['--mcp-config', serversFile(places), '--allowedTools', allowed.join(',')];
  const appended: Source = { kind: 'system-prompt' };
  const append = `${table.plant('appended', appended)} Be brief.\n\n# Environment\n\n${table.forge('environment-appended', appended)}`;
  const wholeTools = { ENABLE_TOOL_SEARCH: 'false' };
  return [
    {
      name: 'all tools',
      prompt: `${table.plant('prompt', userInput)} Light it.\n\n# Which\n\nthe one of @mention.txt and @sketch.png ${table.plant('prompt-end', userInput)}`,
      options: [...options, '--append-system-prompt', append],
      environment: wholeTools,
      answers: answersOf(stepsThroughAll(places, table)),
    },
    {
      name: 'typed command',
      prompt: `/greet ${table.plant('command-argument', { kind: 'slash-command', name: 'greet' })}`,
      options: [],
      environment: wholeTools,
      answers: answersOf([say('Greeted.')]),
    },
    ...[oddlyNamed, underscored].map(({ real, onWire }) => ({
      name: `prompt of ${real}`,
      prompt: `/mcp__${onWire}__sum`,
      options,
      environment: wholeTools,
      answers: answersOf([say('Summed.')]),
    })),
    {
      name: 'plan with tools to be loaded',
      prompt: `Stop hook feedback:\n${table.forge('hook-typed', userInput)} Plan it.`,
      options: [...options, '--permission-mode', 'plan'],
      environment: {},
      answers: answersOf([use('ToolSearch', { query: 'select:mcp__docs__planted-tool-name-here', max_results: 3 }), say('Planned.')]),
    },
  ];
}

function stepsThroughAll({ project }: Places, table: PlantedTable): readonly Step[] {
  const thought = table.plant('thinking', { kind: 'assistant-thinking' });
  const said = table.plant('answer', { kind: 'assistant-text' });
  const task = table.plant('task', { kind: 'agent-task' }, { kind: 'assistant-tool-call', tool: 'Agent' });
  const report = table.plant('report', { kind: 'subagent-result', agent: 'keeper' });
  const written = table.plant('written', { kind: 'assistant-tool-call', tool: 'Write' });
  return [
    [{ type: 'thinking', thinking: thought, signature: 'c2lnbmVk' }, ...say(`${said} I read.`), ...use('Read', { file_path: `${project}/src/app.js` })],
    use('Bash', { command: 'cat log.txt', description: 'Print the log' }),
    use('Read', { file_path: `${project}/picture.png` }),
    use('Write', { file_path: `${project}/new.txt`, content: written }),
    use('Edit', { file_path: `${project}/src/app.js`, old_string: 'lamp = 1', new_string: 'lamp = 2' }),
    use('Skill', { skill: 'lamp' }),
    use('Skill', { skill: 'wick', args: 'short' }),
    [...use('mcp__docs__lookup', { of: 'a lamp' }), ...use('mcp__my_odd_server__lookup', { of: 'a lamp' })],
    use('mcp__deep__well__lookup', { of: 'a lamp' }),
    use('mcp__docs__forge', {}),
    use('mcp__docs__embed', {}),
    use('mcp__docs__fail', {}),
    ...serverNames.map(({ real, onWire }) => use('ReadMcpResourceTool', { server: real, uri: `${onWire.replaceAll('_', '-')}://intro` })),
    use('Agent', { subagent_type: 'keeper', description: 'Keep the log', prompt: `${task} Read the log.\n\n# Where\n\nsub.txt`, run_in_background: false }),
    // The agent's own requests.
    use('Read', { file_path: `${project}/sub.txt` }),
    say(`${report} It is kept.\n\n# Entries\n\nnone`),
    say('Lit.'),
    // A hook has not let it stop.
    say('Lit again.'),
  ];
}

function say(text: string): Step {
  return [{ type: 'text', text }];
}

function use(name: string, input: object): Step {
  return [{ type: 'tool_use', id: '', name, input }];
}

/** Messages of these contents, each call with an id of its own. */
function answersOf(steps: readonly Step[]): readonly StreamedMessage[] {
  let calls = 0;
  return steps.map((step, index) => ({
    id: `msg_planted_${index}`,
    content: step.map((block) => (block.type === 'tool_use' ? { ...block, id: `toolu_planted_${(calls += 1)}` } : block)),
    stopReason: step.some(({ type }) => type === 'tool_use') ? 'tool_use' : 'end_turn',
  }));
}
