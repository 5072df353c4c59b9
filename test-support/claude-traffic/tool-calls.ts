import type { Block } from './conversation.ts';
import { drawSignature, drawSize, drawWordId } from './draws.ts';
import type { Project } from './project.ts';
import { text } from './conversation.ts';
import type { Writer } from './writer.ts';

/** A call as the answer writes it, and what comes of it. */
export interface ToolCall {
  readonly block: Block;
  readonly name: string;
  /** A string, or blocks for what an MCP server sent. */
  readonly result: unknown;
}

/** How often each tool is called, and how it is. */
const kinds = ['Read', 'Read', 'Read', 'Read', 'Bash', 'Bash', 'Bash', 'Grep', 'Grep', 'Edit', 'Edit', 'Edit', 'Write', 'Glob', 'TaskUpdate', 'mcp', 'mcp', 'WebFetch'] as const;

/** A call whose input has up to about so many characters; what it brings has some 4.5 kB on average. */
export function drawToolCall(writer: Writer, { directory, servers }: Project, inputCharacters: number): ToolCall {
  const { random } = writer;
  const file = `${directory}/${writer.path()}`;
  const size = drawSize(random, 700, 16_000);
  const called = (name: string, input: object, result: unknown): ToolCall => ({ name, result, block: { type: 'tool_use', id: drawToolId(writer), name, input } });
  const server = servers[random.below(Math.max(1, servers.length))];
  switch (random.pick(kinds)) {
    case 'Read': return called('Read', { file_path: file }, writer.numberedCode(size));
    case 'Bash': return called('Bash', { command: `${random.pick(['npx vitest run', 'git log --stat', 'rg -n', 'npm run build', 'python3 -m pytest'])} ${writer.path()}`, description: writer.line(30) }, writer.log(size));
    case 'Grep': return called('Grep', { pattern: writer.identifier(), path: directory, output_mode: 'content' }, writer.matches(size * 0.6));
    case 'Edit': {
      const old = writer.code(inputCharacters * 0.35);
      return called('Edit', { file_path: file, old_string: old, new_string: `${old}${writer.code(inputCharacters * 0.3)}`, replace_all: false }, `The file ${file} has been updated successfully.\n${writer.numberedCode(size * 0.4)}`);
    }
    case 'Write': return called('Write', { file_path: file, content: writer.code(inputCharacters) }, `File created successfully at: ${file}`);
    case 'Glob': return called('Glob', { pattern: `**/*${writer.subjectWord()}*` }, writer.listing(size * 0.3));
    case 'TaskUpdate': return called('TaskUpdate', { taskId: String(random.below(12)), status: 'completed' }, 'Updated task status.');
    case 'WebFetch': return called('WebFetch', { url: `https://${writer.subjectWord()}.example/${writer.word()}`, prompt: writer.line(80) }, writer.prose(size));
    default: {
      if (server === undefined) return called('Bash', { command: `cat ${writer.path()}`, description: writer.line(30) }, writer.code(size));
      const content = [text(random.onceIn(3) ? writer.prose(size) : writer.json(size))];
      return called(random.pick(server.toolNames), { query: writer.line(40), limit: random.below(50) }, content);
    }
  }
}

export function drawToolId({ random }: Writer): string {
  return `toolu_01${drawWordId(random, 22)}`;
}

/** What an answer says before it calls a tool or ends. */
export function drawWords(writer: Writer, characters: number): readonly Block[] {
  const thinks = writer.random.below(10) < 4;
  const thought = { type: 'thinking', thinking: writer.line(characters * 0.4), signature: drawSignature(writer.random, drawSize(writer.random, 200, 900)) };
  return [...(thinks ? [thought] : []), text(thinks ? writer.prose(characters * 0.6) : writer.prose(characters))];
}
