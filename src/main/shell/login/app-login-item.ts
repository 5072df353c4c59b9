import { app } from 'electron';
import { homedir } from 'node:os';
import type { Engine } from '../../engine.ts';
import type { CommandOptions } from '../../options.ts';
import type { KeptSettings } from '../../settings/kept-settings.ts';
import { runCommand } from '../trust/run-command.ts';
import { loginCommand, programOf } from './login-command.ts';
import { loginItemOf, type LoginItem } from './login-item.ts';

export interface AppLoginItemParts {
  readonly engine: Engine;
  readonly options: CommandOptions;
  readonly settings: KeptSettings;
}

/** The login item of the app as it runs: of its program, its data directory, and the port it has. */
export function appLoginItem({ engine, options, settings }: AppLoginItemParts): LoginItem {
  const { proxy, dataDir } = engine.readStatus();
  const command = loginCommand({
    program: programOf(process.execPath, process.env),
    appFolder: app.isPackaged ? null : app.getAppPath(),
    switches: app.commandLine.hasSwitch('no-sandbox') ? ['--no-sandbox'] : [],
    dataDir,
    port: proxy.port,
    options,
  });
  const item = loginItemOf({ platform: process.platform, home: homedir(), environment: process.env, uid: process.getuid?.() ?? 0, run: runCommand }, command);
  return {
    ...item,
    async add() {
      const added = await item.add();
      const named = settings.current.upstreamProxy.from === 'environment' && settings.viewUpstreamProxy(process.env).variables.some(({ inUse }) => inUse);
      return added.done && named ? { done: true, message: `${added.message} ${proxyToo}` } : added;
    },
  };
}

const proxyToo =
  'Your own proxy is named in the environment of Whence, which the session that starts the standby may not have: name it under Settings as well, so that the standby finds it.';
