import { expect, test } from 'vitest';
import { terminalEnvironment } from './terminal-environment.ts';

test('what Electron, npm, Node and another terminal have set stays out; what is the user’s own comes along', () => {
  const own = { HOME: '/home/me', LANG: 'de_DE.UTF-8', DISPLAY: ':0', NODE_EXTRA_CA_CERTS: '/etc/roots.pem', HTTPS_PROXY: 'http://corp:3128', ANTHROPIC_API_KEY: 'made-up', CLAUDE_CODE_MAX_OUTPUT_TOKENS: '1', MY_NODE: '1' };
  const ours = {
    ELECTRON_RUN_AS_NODE: '1', ELECTRON_NO_ATTACH_CONSOLE: '1', CHROME_DESKTOP: 'x', NODE_OPTIONS: '--inspect', NODE_ENV: 'production', NODE: '/usr/bin/node', INIT_CWD: '/src', npm_lifecycle_event: 'start', npm_config_registry: 'r',
    TERM: 'xterm', TERM_PROGRAM: 'vscode', TERM_PROGRAM_VERSION: '1', VTE_VERSION: '7200', GNOME_TERMINAL_SCREEN: '/org', TMUX: '/tmp/x', TMUX_PANE: '%1', WHENCE_ELECTRON: 'x', CLAUDECODE: '1', CLAUDE_CODE_ENTRYPOINT: 'cli', PWD: '/src', OLDPWD: '/', SHLVL: '2', _: '/usr/bin/npm',
  };
  expect(terminalEnvironment({ ...own, ...ours })).toEqual(own);
});

test('started from a terminal that points here, the variables are as they were before', () => {
  const pointed = { HTTPS_PROXY: 'http://127.0.0.1:8443', https_proxy: 'http://127.0.0.1:8443', NODE_EXTRA_CA_CERTS: '/ca/bundle.pem', WHENCE_PROXY: 'http://127.0.0.1:8443', WHENCE_CA: '/ca/bundle.pem', WHENCE_BEFORE_HTTPS_PROXY: 'http://corp:3128' };
  expect(terminalEnvironment(pointed)).toEqual({ HTTPS_PROXY: 'http://corp:3128' });
});

test('the address of the desktop’s bus comes along, but not the word that Chromium puts in its place', () => {
  expect(terminalEnvironment({ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus' })).toEqual({ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus' });
  expect(terminalEnvironment({ DBUS_SESSION_BUS_ADDRESS: 'disabled:' })).toEqual({});
});

test('folders that npm has put before the PATH are off it, and the desktop is named as it was', () => {
  expect(terminalEnvironment({ PATH: '/src/node_modules/.bin:/usr/lib/node_modules/npm/node_modules/@npmcli/run-script/lib/node-gyp-bin:/home/me/bin:/usr/bin', XDG_CURRENT_DESKTOP: 'Unity', ORIGINAL_XDG_CURRENT_DESKTOP: 'GNOME' })).toEqual({
    PATH: '/home/me/bin:/usr/bin',
    XDG_CURRENT_DESKTOP: 'GNOME',
  });
});
