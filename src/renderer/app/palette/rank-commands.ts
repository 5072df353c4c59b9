import { commandGroups, type Command } from '../../commands/command.ts';

/**
 * The commands that fit what is typed, best first: every word of it is in the name or the group, or its letters are in the name in their order.
 * Those done last come first where nothing is typed, and among equals; then they stand in the order of the groups.
 */
export function rankCommands(commands: readonly Command[], typed: string, recent: readonly string[]): readonly Command[] {
  const words = typed.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const place = ({ id }: Command) => (recent.includes(id) ? recent.indexOf(id) : recent.length);
  return commands
    .map((command) => ({ command, fit: fitOf(command, words) }))
    .filter(({ fit }) => fit > 0)
    .toSorted((one, other) => other.fit - one.fit || place(one.command) - place(other.command) || groupOf(one.command) - groupOf(other.command))
    .map(({ command }) => command);
}

function groupOf({ group }: Command): number {
  return commandGroups.indexOf(group);
}

/** How well a command fits: 0 for not at all. */
function fitOf({ name, group }: Command, words: readonly string[]): number {
  if (words.length === 0) return 1;
  const lowName = name.toLowerCase();
  if (lowName.startsWith(words.join(' '))) return 5;
  const starts = lowName.split(/\s+/);
  if (words.every((word) => starts.some((start) => start.startsWith(word)))) return 4;
  if (words.every((word) => lowName.includes(word))) return 3;
  if (words.every((word) => `${lowName} ${group.toLowerCase()}`.includes(word))) return 2;
  return hasInOrder(lowName, words.join('')) ? 1 : 0;
}

function hasInOrder(text: string, letters: string): boolean {
  let at = 0;
  for (const letter of text) if (letter === letters[at]) at += 1;
  return at === letters.length;
}
