import { wireArray, wireRecord, wireString } from './wire-json.ts';

const titleChars = 80;

/**
 * Openers of texts that travel in the user's messages but were written by the harness. Seen in Claude Code 2.1.330 and
 * 2.1.197. A block's border is trusted, a closing tag is not: files quoted in a reminder may hold one.
 */
const harnessOpeners: readonly string[] = [
  '<system-reminder>',
  '<local-command-',
  '<command-name>',
  '<bash-stdout>',
  '<bash-stderr>',
  '<session>',
  '<task-notification>',
  '<fork-boilerplate>',
  '<total_tokens>',
  '[SYSTEM NOTIFICATION',
  '[Request interrupted by user',
  '[Image: source:',
  '[Subagent hand-back]',
  'Base directory for this skill:',
  'Contents of /',
  'Stop hook feedback:',
  'This session is being continued from a previous conversation',
  'CRITICAL: Respond with TEXT ONLY.',
  'Your response above was',
  'Output token limit hit.',
  'Web page content:\n---',
];

/**
 * The user's own words in the latest message that holds any: white space folded, cut to 80 characters. A skill or
 * command typed by the user reads as `/name arguments`, a line of bash mode as `! command`. Null when there are none.
 */
export function userTitle(messages: readonly unknown[]): string | null {
  for (const value of messages.toReversed()) {
    const message = wireRecord(value);
    if (message?.['role'] !== 'user') continue;
    const title = titleOf(textsOf(message['content']));
    if (title !== null) return title;
  }
  return null;
}

/** The texts that may be the user's: none of a message with tool results, where the harness adds skill bodies and notes. */
function textsOf(content: unknown): readonly string[] {
  if (typeof content === 'string') return [content];
  const blocks = wireArray(content).map(wireRecord);
  if (blocks.some((block) => block?.['type'] === 'tool_result')) return [];
  return blocks.flatMap((block) => {
    const text = block?.['type'] === 'text' ? wireString(block['text']) : null;
    return text === null ? [] : [text];
  });
}

/** The prompt is the last text that is no harness text; but what follows a typed command is that command's body. */
function titleOf(texts: readonly string[]): string | null {
  for (const text of texts) {
    const command = typedCommand(text);
    if (command !== null) return fold(command);
  }
  const own = texts.filter((text) => text.trim() !== '' && !isHarnessText(text)).at(-1);
  return own === undefined ? null : fold(own);
}

function isHarnessText(text: string): boolean {
  const start = text.trimStart();
  return harnessOpeners.some((opener) => start.startsWith(opener));
}

/** Message before name is a skill or command sent to the model; name first is a local one such as /compact. */
function typedCommand(text: string): string | null {
  const command =
    /^\s*<command-message>[^<]*<\/command-message>\s*<command-name>([^<]+)<\/command-name>(?:\s*<command-args>([^<]*))?/.exec(text);
  if (command !== null) return `${command[1] ?? ''} ${command[2] ?? ''}`;
  const bash = /^\s*<bash-input>([^<]+)/.exec(text);
  return bash === null ? null : `! ${bash[1] ?? ''}`;
}

function fold(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const characters = Array.from(line.slice(0, 2 * titleChars + 2));
  return characters.length > titleChars ? `${characters.slice(0, titleChars - 1).join('').trimEnd()}…` : line;
}
