import { app } from 'electron';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join, parse } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Desktop } from '../../answers/desktop.ts';
import type { Engine } from '../../engine.ts';
import { threadFile } from '../../thread-file.ts';
import { Leaving } from './leaving.ts';
import { removalSteps } from './removal-steps.ts';
import { whatStaysOutside } from './what-stays.ts';

interface LeavingGround {
  readonly dataDir: string;
  readonly engine: Engine;
  readonly desktop: Desktop;
  readonly endWriting: () => void;
  /** Hears that it has come on. */
  readonly onChange: () => void;
}

/** "Remove everything" of this app on this machine. */
export function appLeaving({ dataDir, engine, desktop, endWriting, onChange }: LeavingGround): Leaving {
  const { envFiles } = engine;
  return new Leaving({
    dataDir,
    steps: removalSteps({ dataDir, engine, desktop, endWriting }),
    onChange,
    whatStays: () =>
      whatStaysOutside({ home: homedir(), envFiles, checkout: app.isPackaged ? null : app.getAppPath(), cache: downloadFolder(process.env), platform: process.platform }),
    confirm: (names) =>
      desktop.confirm({
        message: 'Remove Whence from this machine?',
        detail: `This is removed: ${names.join('; ')}. It cannot be undone.`,
        button: 'Remove everything',
      }),
  });
}

/** Leaves a process behind that removes what Chromium holds open, when this one has ended. */
export function removeRestAfterwards(dataDir: string): void {
  spawn(process.execPath, [fileURLToPath(threadFile('remove-rest')), dataDir, String(process.pid)], {
    cwd: parse(process.execPath).root,
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    detached: true,
    windowsHide: true,
    stdio: 'ignore',
  })
    .on('error', () => {})
    .unref();
}

/** Where `npm start` of every checkout keeps what it downloads (scripts/setup/places.mjs); null where it has not. */
function downloadFolder({ XDG_CACHE_HOME: cacheHome, LOCALAPPDATA: localAppData }: NodeJS.ProcessEnv): string | null {
  const folders = {
    win32: () => join(localAppData ?? join(homedir(), 'AppData', 'Local'), 'whence'),
    darwin: () => join(homedir(), 'Library', 'Caches', 'whence'),
    other: () => join(cacheHome !== undefined && isAbsolute(cacheHome) ? cacheHome : join(homedir(), '.cache'), 'whence'),
  };
  const folder = folders[process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'other']();
  return existsSync(folder) ? folder : null;
}
