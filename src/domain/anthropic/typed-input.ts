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
 * What the user typed, out of the texts of one message; null when all of them are the harness's. A skill or command reads as
 * `/name arguments`, a line of bash mode as `! command`: what follows those is a body that nobody typed. Otherwise it is the last text
 * that is no harness text.
 */
export function typedInput(texts: readonly string[]): string | null {
  for (const text of texts) {
    const command = typedCommand(text);
    if (command !== null) return command;
  }
  return texts.filter((text) => text.trim() !== '' && !isHarnessText(text)).at(-1) ?? null;
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
