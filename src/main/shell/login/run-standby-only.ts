import { app } from 'electron';
import { join } from 'node:path';
import { chosenOptions } from '../../engine-options.ts';
import { leavePortToStandby } from '../../leave-port-to-standby.ts';
import type { CommandOptions } from '../../options.ts';
import { KeptSettings } from '../../settings/kept-settings.ts';
import { electronSecrets } from '../electron-secrets.ts';

/** What the login item runs: the port is taken and left to a standby, and the app ends, without a window. */
export async function runStandbyOnly(options: CommandOptions, dataDir: string): Promise<void> {
  app.dock?.hide();
  const settings = new KeptSettings(join(dataDir, 'settings.json'), electronSecrets);
  if (settings.needsSecret) await app.whenReady();
  const { choice, notice } = settings.openUpstreamProxy();
  const left = await leavePortToStandby({ ...chosenOptions(options, settings.current), upstreamProxy: choice, dataDir });
  for (const text of [...settings.notices, notice, left.message]) if (text !== null) process.stderr.write(`${text}\n`);
  app.exit(left.isKept ? 0 : 1);
}
