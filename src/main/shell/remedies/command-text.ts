import { quotePowerShell } from '../../quote.ts';

/**
 * A command for this user's shell (PowerShell on Windows), to be pasted; null where a word of it cannot be said safely there. `claude` is a script on
 * Windows, whose arguments cmd reads once more: nothing that means something to it is passed.
 */
export function commandText(argv: readonly string[], folder: string | null, platform: NodeJS.Platform): string | null {
  if ([...argv, folder ?? ''].some((word) => /[\p{C}\p{Bidi_Control}\p{Zl}\p{Zp}]/u.test(word))) return null;
  if (platform !== 'win32') {
    const command = argv.map(quoteAnyShell).join(' ');
    return folder === null ? command : `cd ${quoteAnyShell(folder)} && ${command}`;
  }
  if (argv.some((word) => /["%!^&|<>()`$;]/.test(word))) return null;
  const command = argv.map((word) => (/^[\w.:-]+$/.test(word) ? word : quotePowerShell(word))).join(' ');
  // In another folder it would be about another project: it is not run where that one is gone.
  return folder === null ? command : `Set-Location -LiteralPath ${quotePowerShell(folder)} -ErrorAction Stop; ${command}`;
}

/**
 * A word as sh, zsh and fish all read it back. Inside single quotes fish takes a backslash for an escape, which sh does not: quotes and backslashes stand
 * outside, where all agree. Nor is a word bare that begins with a sign that zsh expands.
 */
function quoteAnyShell(word: string): string {
  return /^[\w./-][\w@%+=:,./-]*$/.test(word) ? word : `'${word.replaceAll(/['\\]/g, String.raw`'\$&'`)}'`;
}
