import type { StreamedBlock } from '../message-stream.ts';

/** What the user asks for, and what the model does about it, request by request. */
export interface Task {
  readonly prompt: string;
  /** What the user starts Claude Code with besides. */
  readonly options: readonly string[];
  readonly steps: readonly (readonly StreamedBlock[])[];
}

export const allowedTools = ['Read', 'Edit', 'Bash', 'mcp__docs__lookup', 'mcp__tickets__search'];

/** Three prompts of one conversation. A file is edited and read again and again; a result of the tickets lies there from the first prompt on. */
export function tasksOf(project: string): readonly Task[] {
  const schedule = `${project}/src/schedule.js`;
  const readPart = (file: string, part: number) => use('Read', { file_path: `${project}/src/${file}`, offset: 1 + part * 20, limit: 20 });
  const edit = (step: number) => use('Edit', { file_path: schedule, old_string: `crossing.minutes > ${step * 7})`, new_string: `crossing.minutes >= ${step * 7})` });
  const editAndRead = (step: number) => [edit(step), use('Read', { file_path: schedule })];
  const print = (of: number) => use('Bash', { command: `echo checked ${of}`, description: 'Check it' });
  return [
    {
      options: [],
      prompt: 'The boards show some ferries twice. Find out why.',
      steps: [use('mcp__tickets__search', { of: 'board' }), use('mcp__docs__lookup', { of: 'berth' }), use('Read', { file_path: schedule }), ...counted(10, (part) => (part % 2 === 0 ? print(part) : readPart('prices.js', part % 5))), say('The first steps let them through.')],
    },
    {
      options: [],
      prompt: 'Mend the steps one after the other, and look at the file each time.',
      steps: [...counted(4, (step) => editAndRead(step + 1)).flat(), ...counted(8, print), say('Mended.')],
    },
    // Tools stand before all that was said: without one of them the cache of the conversation is lost.
    { prompt: 'Check the prices too.', options: ['--disallowedTools', 'Write'], steps: [...counted(9, (part) => (part % 2 === 0 ? readPart('prices.js', part % 5) : print(20 + part))), say('They are right.')] },
  ];
}

function counted<Value>(count: number, make: (index: number) => Value): readonly Value[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

function say(text: string): readonly StreamedBlock[] {
  return [{ type: 'text', text }];
}

function use(name: string, input: object): readonly StreamedBlock[] {
  return [{ type: 'tool_use', id: '', name, input }];
}
