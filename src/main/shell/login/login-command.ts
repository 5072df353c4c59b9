import { isIPv6 } from 'node:net';
import { isAbsolute, join, resolve } from 'node:path';
import type { CommandOptions } from '../../options.ts';

/** The program as it runs, and what of its options the standby goes by. */
export interface LoginFacts {
  /** The program's file. */
  readonly program: string;
  /** The folder of the app that the program was given; null where the app is the program itself. */
  readonly appFolder: string | null;
  /** Switches of Chromium's that it cannot start without here. */
  readonly switches: readonly string[];
  readonly dataDir: string;
  /** The port that Claude Code is pointed at. */
  readonly port: number;
  readonly options: Pick<CommandOptions, 'interceptHosts' | 'connectTo' | 'upstreamCaFiles'>;
}

/**
 * What is started when the user signs in: the same program, for the standby alone. The session that starts it has another folder and another
 * environment than a terminal: every path is whole, and what the settings hold is read from them then.
 */
export function loginCommand({ program, appFolder, switches, dataDir, port, options }: LoginFacts): readonly string[] {
  return [
    program,
    ...switches,
    ...(appFolder === null ? [] : [resolve(appFolder)]),
    '--standby-only',
    `--data-dir=${resolve(dataDir)}`,
    `--port=${port}`,
    ...(options.interceptHosts ?? []).map((host) => `--intercept=${host}`),
    ...options.connectTo.map(
      ({ fromHost, fromPort, toHost, toPort }) => `--connect-to=${[inBrackets(fromHost), fromPort ?? '', inBrackets(toHost), toPort ?? ''].join(':')}`,
    ),
    ...options.upstreamCaFiles.map((file) => `--upstream-ca=${resolve(file)}`),
  ];
}

/**
 * The file of the program. An AppImage is mounted anew at each start, and names itself in a variable, which what is started from a terminal within
 * another AppImage inherits: it counts where the program lies in what was mounted.
 */
export function programOf(execPath: string, { APPIMAGE, APPDIR }: Readonly<Record<string, string | undefined>>): string {
  const isMounted = APPIMAGE !== undefined && isAbsolute(APPIMAGE) && APPDIR !== undefined && isAbsolute(APPDIR) && execPath.startsWith(join(APPDIR, '/'));
  return isMounted ? APPIMAGE : execPath;
}

function inBrackets(host: string | null): string {
  return host !== null && isIPv6(host) ? `[${host}]` : (host ?? '');
}
