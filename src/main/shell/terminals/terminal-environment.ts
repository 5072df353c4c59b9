import { delimiter } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** What Electron, npm and Node set for us; what a terminal that we were started from says of itself; and what Claude Code says to what it starts. */
const ours =
  /^(ELECTRON_|CHROME_|npm_|PLAYWRIGHT_|WHENCE_|TERM_PROGRAM|ITERM_|KITTY_|WEZTERM_|ALACRITTY_|GHOSTTY_|KONSOLE_|GNOME_TERMINAL_|VSCODE_|TMUX|CLAUDE_CODE_(ENTRYPOINT|SSE_PORT)$)|^(NODE|NODE_OPTIONS|NODE_ENV|NODE_PATH|NODE_CHANNEL_FD|INIT_CWD|ORIGINAL_XDG_CURRENT_DESKTOP|VTE_VERSION|TERM_SESSION_ID|WINDOWID|STY|TILIX_ID|TERM|COLORTERM|SHLVL|PWD|OLDPWD|_|CLAUDECODE)$/;

const pointing = [
  ['HTTPS_PROXY', 'WHENCE_PROXY'],
  ['https_proxy', 'WHENCE_PROXY'],
  ['NODE_EXTRA_CA_CERTS', 'WHENCE_CA'],
] as const;

/**
 * The environment for a terminal that is started from here: as the desktop gave it, without what is ours. Where the app was itself started
 * from a terminal that points here, the variables are as they were before. A proxy of the user's own stays.
 */
export function terminalEnvironment(environment: Environment): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) if (value !== undefined && !ours.test(name)) kept[name] = value;
  for (const [name, record] of pointing) {
    if (kept[name] === undefined || kept[name] !== environment[record]) continue;
    const before = environment[`WHENCE_BEFORE_${name}`];
    if (before === undefined) delete kept[name];
    else kept[name] = before;
  }
  // What Chromium writes there when it finds no bus: a terminal could then not even look for one.
  if (kept['DBUS_SESSION_BUS_ADDRESS'] === 'disabled:') delete kept['DBUS_SESSION_BUS_ADDRESS'];
  const desktop = environment['ORIGINAL_XDG_CURRENT_DESKTOP'];
  if (desktop !== undefined && desktop !== '') kept['XDG_CURRENT_DESKTOP'] = desktop;
  const { PATH: path } = kept;
  if (path !== undefined) kept['PATH'] = path.split(delimiter).filter((folder) => !/[\\/]node_modules[\\/]\.bin$|[\\/]node-gyp-bin$/.test(folder)).join(delimiter);
  return kept;
}
