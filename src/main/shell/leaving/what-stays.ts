import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WhatStays } from '../../../contract/leaving-view.ts';
import type { EnvFiles } from '../../pointing/env-files.ts';
import { quotePosix, quotePowerShell } from '../../quote.ts';

/** Where shells read lines at their start that the user may have put there. */
const startupFiles = ['.profile', '.bash_profile', '.bashrc', '.zprofile', '.zshrc', '.zshenv', '.config/fish/config.fish', '.config/powershell/profile.ps1', 'Documents/PowerShell/Profile.ps1'];

export interface StayGround {
  readonly home: string;
  readonly envFiles: EnvFiles;
  /** The checkout that the app was started from; null for an installed app. */
  readonly checkout: string | null;
  /** Where `npm start` keeps what it downloads; null where there is nothing. */
  readonly cache: string | null;
  readonly platform: NodeJS.Platform;
}

/** What Whence leaves to the user: what it did not make, or could not remove from within. */
export function whatStaysOutside({ home, envFiles, checkout, cache, platform }: StayGround): readonly WhatStays[] {
  const lines = startupFiles.flatMap((name) => linesNaming(join(home, name), Object.values<string>({ ...envFiles })));
  return [
    { what: 'Terminals that are open and were pointed here keep their variables. Close them, or Claude Code in them does not reach its server.', paths: [], command: null },
    ...(lines.length === 0 ? [] : [{ what: 'Lines that you put into the startup files of your shells name files of Whence. Take them out by hand.', paths: lines, command: null }]),
    ...(checkout === null ? [{ what: 'The app itself. Uninstall it as any other.', paths: [], command: null }] : []),
    ...(checkout === null ? [] : [{ what: 'The checkout that Whence was started from.', paths: [checkout], command: removeCommandOf([checkout], platform) }]),
    ...(cache === null ? [] : [{ what: 'What npm start downloaded for it.', paths: [cache], command: removeCommandOf([cache], platform) }]),
    ...(checkout !== null && platform === 'linux'
      ? [{ what: 'Packages of the system that npm start may have installed with apt-get, as libgtk-3-0, libnss3 and xvfb. Other programs may need them.', paths: [], command: null }]
      : []),
    { what: 'Copies of the certificate that you took to containers, WSL or other machines.', paths: [], command: null },
  ];
}

/** What deletes these by hand. */
export function removeCommandOf(paths: readonly string[], platform: NodeJS.Platform = process.platform): string {
  return platform === 'win32' ? `Remove-Item -Recurse -Force -LiteralPath ${paths.map(quotePowerShell).join(', ')}` : `rm -rf ${paths.map(quotePosix).join(' ')}`;
}

/** `FILE:LINE` for each line that names one of them. */
function linesNaming(file: string, named: readonly string[]): readonly string[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return [];
  }
  return text.split('\n').flatMap((line, index) => (named.some((name) => line.includes(name)) ? [`${file}:${index + 1}`] : []));
}
