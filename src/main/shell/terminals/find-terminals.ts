import { basename } from 'node:path';
import { linuxTerminals, otherTerminal, type LinuxTerminal } from './linux-terminals.ts';
import { macosTerminals } from './macos-terminals.ts';
import type { FoundTerminal, TerminalSystem } from './terminal.ts';
import { windowsTerminals } from './windows-terminals.ts';

/** Those that can be opened on this machine, the user's usual one first. */
export function findTerminals(system: TerminalSystem): readonly FoundTerminal[] {
  if (system.platform === 'win32') return windowsTerminals(system);
  if (system.platform === 'darwin') return macosTerminals(system);
  const found = [...usualOnes(system), ...linuxTerminals].flatMap((terminal) => {
    const file = system.findProgram(terminal.program);
    return file === null ? [] : [{ terminal, file }];
  });
  const first = found.filter(({ terminal }, index) => found.findIndex((other) => other.terminal.program === terminal.program) === index);
  return first.map(({ terminal, file }) => ({
    id: terminal.program,
    name: terminal.name,
    start: ({ script }) => ({ program: file, args: terminal.args(['/bin/sh', script]) }),
  }));
}

/** What the user ($TERMINAL) and the system have chosen. One of those we know is told as it wants to be, by whatever name it is found. */
function usualOnes(system: TerminalSystem): readonly LinuxTerminal[] {
  const chosen = (system.environment['TERMINAL'] ?? '').trim();
  const ofUser = chosen === '' || /\s/.test(chosen) ? [] : [{ ...known(basename(chosen)), program: chosen }];
  const alternative = system.findProgram('x-terminal-emulator');
  if (alternative === null) return ofUser;
  // Debian's alternative for GNOME's terminal is a wrapper that takes the options of xterm.
  const target = basename(system.realPath(alternative)).replace(/\.wrapper$/, '');
  const isKnown = linuxTerminals.some(({ program }) => program === target) && system.findProgram(target) !== null;
  return [...ofUser, isKnown ? known(target) : { ...otherTerminal('x-terminal-emulator'), name: `${target} (x-terminal-emulator)` }];
}

function known(program: string): LinuxTerminal {
  return linuxTerminals.find((terminal) => terminal.program === program) ?? otherTerminal(program);
}
