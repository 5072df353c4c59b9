import type { PointingLines } from '../../contract/status-view.ts';
import type { EnvFiles } from './env-files.ts';
import { quoteFish, quotePosix, quotePowerShell } from '../quote.ts';

/**
 * The line that points a terminal's `claude` at the proxy, for each shell, the platform's own first. It reads a file of ours, which sets
 * the variables only while the proxy's port answers, so that the line may also stand in a shell's startup file.
 */
export function pointingLines(files: EnvFiles, platform: NodeJS.Platform = process.platform): PointingLines {
  const posix = { shell: 'bash, zsh', line: `. ${quotePosix(files.posix)}` };
  const fish = { shell: 'fish', line: `source ${quoteFish(files.fish)}` };
  // Not `. FILE`: as it is delivered, Windows lets no script file run.
  const powerShell = { shell: 'PowerShell', line: `Get-Content -Raw -Encoding UTF8 -LiteralPath ${quotePowerShell(files.powerShell)} | Invoke-Expression` };
  return platform === 'win32' ? [powerShell, posix, fish] : [posix, fish, powerShell];
}
