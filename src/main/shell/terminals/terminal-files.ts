import { basename, join } from 'node:path';
import type { EnvFiles } from '../../pointing/env-files.ts';
import { quoteFish, quotePosix, quotePowerShell } from '../../quote.ts';

export interface TerminalFacts {
  /** Where the files for terminals lie. */
  readonly folder: string;
  readonly envFiles: EnvFiles;
  readonly proxyUrl: string;
  readonly caBundleFile: string;
  /** The user's own shell, by its whole path. */
  readonly shell: string;
  readonly platform: NodeJS.Platform;
}

const overruled = 'Whence: a startup file of this shell changed HTTPS_PROXY, https_proxy or NODE_EXTRA_CA_CERTS. They are set again, for this terminal.';

/**
 * The script that a terminal runs. Taking itself away is its first act, by which it is known to have begun. Then it reads what sets the
 * variables, as the terminal may have been started by a server with another environment, and becomes the user's own shell, as the terminals of
 * the platform start it: bash and zsh by way of files of ours that read the user's own and look, at the end, whether these have changed the variables.
 */
export function terminalScript({ folder, envFiles, proxyUrl, caBundleFile, shell, platform }: TerminalFacts, file: string): string {
  const login = platform === 'darwin' ? ' -l' : '';
  const quoted = quotePosix(shell);
  const become: Readonly<Record<string, string>> = {
    // As a login shell it would not read a file of ours.
    bash: `exec ${quoted} --rcfile ${quotePosix(bashFile(folder))} -i`,
    zsh: `WHENCE_ZDOTDIR=\${ZDOTDIR-} ZDOTDIR=${quotePosix(join(folder, 'zsh'))}\nexport WHENCE_ZDOTDIR ZDOTDIR\nexec ${quoted}${login} -i`,
    fish: `exec ${quoted}${login} -C ${quotePosix(fishCheck(envFiles, proxyUrl, caBundleFile))}`,
  };
  return `#!/bin/sh
# Written by Whence for one terminal.
rm -f ${quotePosix(file)}
cd || cd /
[ ! -r ${quotePosix(envFiles.posix)} ] || . ${quotePosix(envFiles.posix)}
if [ ! -x ${quoted} ]; then
  printf '%s\\n' ${quotePosix(`Whence: your shell, ${shell}, is not there; this is sh.`)} >&2
  exec /bin/sh
fi
${become[basename(shell)] ?? `exec ${quoted}`}
`;
}

/** The files that the script leads bash and zsh to, by their paths. */
export function startupFiles({ folder, envFiles, proxyUrl, caBundleFile, platform }: TerminalFacts): ReadonlyMap<string, string> {
  const check = `if [ "\${HTTPS_PROXY-}" != ${quotePosix(proxyUrl)} ] || [ "\${https_proxy-}" != ${quotePosix(proxyUrl)} ] || [ "\${NODE_EXTRA_CA_CERTS-}" != ${quotePosix(caBundleFile)} ]; then
  printf '%s\\n' ${quotePosix(overruled)} >&2
  . ${quotePosix(envFiles.posix)}
fi`;
  const header = '# Written by Whence for the terminals it opens.';
  const ofLogin = `[ ! -r /etc/profile ] || . /etc/profile
if [ -r ~/.bash_profile ]; then . ~/.bash_profile
elif [ -r ~/.bash_login ]; then . ~/.bash_login
elif [ -r ~/.profile ]; then . ~/.profile
fi`;
  return new Map([
    [bashFile(folder), `${header}\n${platform === 'darwin' ? ofLogin : '[ ! -r ~/.bashrc ] || . ~/.bashrc'}\n${check}\n`],
    [
      join(folder, 'zsh', '.zshenv'),
      `${header} From here on zsh reads the user's own files.
if [ -n "\${WHENCE_ZDOTDIR-}" ]; then export ZDOTDIR=$WHENCE_ZDOTDIR; else unset ZDOTDIR; fi
unset WHENCE_ZDOTDIR
[ ! -r "\${ZDOTDIR:-$HOME}/.zshenv" ] || . "\${ZDOTDIR:-$HOME}/.zshenv"
# Before the first prompt, when all of them have been read.
_whence_check() {
  precmd_functions=(\${precmd_functions:#_whence_check})
  unfunction _whence_check
${check}
}
precmd_functions+=(_whence_check)
`,
    ],
  ]);
}

/** For PowerShell, which has read the user's profile by then. */
export function powerShellTask({ envFiles }: TerminalFacts, file: string): string {
  const literal = quotePowerShell;
  return [
    `Remove-Item -LiteralPath ${literal(file)} -ErrorAction SilentlyContinue`,
    'Set-Location -LiteralPath $HOME',
    `Get-Content -Raw -Encoding UTF8 -LiteralPath ${literal(envFiles.powerShell)} | Invoke-Expression`,
  ].join('; ');
}

function bashFile(folder: string): string {
  return join(folder, 'bashrc');
}

function fishCheck({ fish }: EnvFiles, proxyUrl: string, caBundleFile: string): string {
  const url = quoteFish(proxyUrl);
  return `if test "$HTTPS_PROXY" != ${url}; or test "$https_proxy" != ${url}; or test "$NODE_EXTRA_CA_CERTS" != ${quoteFish(caBundleFile)}; echo ${quoteFish(overruled)} >&2; source ${quoteFish(fish)}; end`;
}
