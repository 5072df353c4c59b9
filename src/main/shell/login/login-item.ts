import type { Outcome } from '../../../contract/calls.ts';
import type { LoginItemView } from '../../../contract/login-item-view.ts';
import type { RunCommand } from '../trust/run-command.ts';
import { autostartItem } from './autostart-item.ts';
import { launchAgentItem } from './launch-agent-item.ts';
import { runKeyItem } from './run-key-item.ts';

/** The part of the system that login items depend on. Given by tests for platforms they do not run on. */
export interface LoginSystem {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The user's number; 0 where there is none. */
  readonly uid: number;
  readonly run: RunCommand;
}

/** What the system starts when the user signs in, of ours. State is always read from the system. */
export interface LoginItem {
  read(): Promise<LoginItemView>;
  add(): Promise<Outcome>;
  /** Leaves nothing of it; done where there was none as well. */
  remove(): Promise<Outcome>;
}

/** The login item that runs this command. */
export function loginItemOf(system: LoginSystem, command: readonly string[]): LoginItem {
  switch (system.platform) {
    case 'darwin':
      return launchAgentItem(system, command);
    case 'win32':
      return runKeyItem(system, command);
    default:
      return autostartItem(system, command);
  }
}

/** What all systems say in the same words. */
export const words = {
  on: 'When you sign in, the standby is started, without a window.',
  off: 'Nothing is started when you sign in.',
  switchedOff: 'It is there, and was switched off in the system’s own settings: nothing is started when you sign in.',
  elsewhere: 'What is started when you sign in is not this Whence as it runs now: its folder, its port or its options were others then.',
  added: 'From the next time you sign in, the standby keeps the port until Whence is started.',
  removed: 'Nothing is started any more when you sign in.',
} as const;
