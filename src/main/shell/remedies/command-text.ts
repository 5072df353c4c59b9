import { quotePosix, quotePowerShell } from '../../quote.ts';

/**
 * A command for this user's shell (PowerShell on Windows), to be pasted; null where a word of it cannot be said safely there. `claude` is a script on
 * Windows, whose arguments cmd reads once more: nothing that means something to it is passed.
 */
export function commandText(argv: readonly string[], folder: string | null, platform: NodeJS.Platform): string | null {
  if ([...argv, folder ?? ''].some((word) => /[\p{C}\p{Bidi_Control}\p{Zl}\p{Zp}]/u.test(word))) return null;
  if (platform !== 'win32') {
    const command = argv.map(quotePosix).join(' ');
    return folder === null ? command : `cd ${quotePosix(folder)} && ${command}`;
  }
  if (argv.some((word) => /["%!^&|<>()`$;]/.test(word))) return null;
  const command = argv.map((word) => (/^[\w.:-]+$/.test(word) ? word : quotePowerShell(word))).join(' ');
  return folder === null ? command : `Set-Location -LiteralPath ${quotePowerShell(folder)}; ${command}`;
}
