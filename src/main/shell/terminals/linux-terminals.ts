import { quotePosix } from '../../quote.ts';

/** A terminal of Linux, and what it is told to run a program in a new window. */
export interface LinuxTerminal {
  readonly program: string;
  readonly name: string;
  /** What stands behind its name for this command. */
  readonly args: (command: readonly string[]) => readonly string[];
}

const behind =
  (...options: readonly string[]): LinuxTerminal['args'] =>
  (command) => [...options, ...command];
/** For those that take the command as one text, and split it as a shell does. */
const asText =
  (...options: readonly string[]): LinuxTerminal['args'] =>
  (command) => [...options, command.map(quotePosix).join(' ')];

/** Those we know, in the order in which they are offered. */
export const linuxTerminals: readonly LinuxTerminal[] = [
  { program: 'ghostty', name: 'Ghostty', args: behind('-e') },
  { program: 'kitty', name: 'kitty', args: behind() },
  { program: 'wezterm', name: 'WezTerm', args: behind('start', '--') },
  { program: 'alacritty', name: 'Alacritty', args: behind('-e') },
  { program: 'foot', name: 'foot', args: behind() },
  { program: 'ptyxis', name: 'Ptyxis', args: behind('--new-window', '--') },
  { program: 'gnome-terminal', name: 'GNOME Terminal', args: behind('--') },
  { program: 'kgx', name: 'GNOME Console', args: asText('-e') },
  { program: 'konsole', name: 'Konsole', args: behind('-e') },
  { program: 'xfce4-terminal', name: 'Xfce Terminal', args: behind('-x') },
  { program: 'mate-terminal', name: 'MATE Terminal', args: behind('-x') },
  { program: 'lxterminal', name: 'LXTerminal', args: asText('-e') },
  { program: 'tilix', name: 'Tilix', args: asText('-e') },
  { program: 'xterm', name: 'xterm', args: behind('-e') },
];

/** Of a program that is none of them: that `-e` begins the command is what Debian asks of a terminal, and what most take. */
export function otherTerminal(program: string): LinuxTerminal {
  return { program, name: program, args: behind('-e') };
}
