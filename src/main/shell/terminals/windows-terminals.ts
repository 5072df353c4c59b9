import { win32 } from 'node:path';
import type { FoundTerminal, TerminalSystem, TerminalTask } from './terminal.ts';

/** Those of Windows: Windows Terminal where it is, with PowerShell in it; and PowerShell in a window of the system's own. */
export function windowsTerminals(system: TerminalSystem): readonly FoundTerminal[] {
  const powerShell = system.findProgram('pwsh.exe') ?? system.findProgram('powershell.exe') ?? systemPowerShell(system);
  const localAppData = system.environment['LOCALAPPDATA'] ?? '';
  const store = win32.join(localAppData, 'Microsoft', 'WindowsApps', 'wt.exe');
  const windowsTerminal = system.findProgram('wt.exe') ?? (localAppData !== '' && system.exists(store) ? store : null);
  // By `start` it has a console that it writes to; from us it would have what we give it.
  const plain: FoundTerminal = {
    id: 'powershell',
    name: 'PowerShell',
    start: (task) => ({ program: system.environment['ComSpec'] ?? 'cmd.exe', args: ['/d', '/c', 'start', '', powerShell, ...shell(task)] }),
  };
  if (windowsTerminal === null) return [plain];
  // A window of its own: in one that is open already the tab would have that one's environment, which does no harm, but be hard to find.
  const start: FoundTerminal['start'] = (task) => ({ program: windowsTerminal, args: ['-w', '-1', 'new-tab', powerShell, ...shell(task)] });
  return [{ id: 'wt', name: 'Windows Terminal', start }, plain];
}

/** Encoded, so that neither Windows Terminal, which parts commands at semicolons, nor anything else reads it. */
function shell({ powerShell }: TerminalTask): readonly string[] {
  return ['-NoLogo', '-NoExit', '-EncodedCommand', Buffer.from(powerShell, 'utf16le').toString('base64')];
}

function systemPowerShell({ environment }: TerminalSystem): string {
  return win32.join(environment['SystemRoot'] ?? String.raw`C:\Windows`, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe');
}
