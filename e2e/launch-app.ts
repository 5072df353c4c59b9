import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication } from 'playwright';
import type { ScriptedUpstream } from '../test-support/scripted-upstream.ts';
import { MainWindow } from './pages/main-window.ts';

const projectFolder = fileURLToPath(new URL('..', import.meta.url));

export interface RunningApp {
  readonly electron: ElectronApplication;
  readonly window: MainWindow;
  readonly dataDir: string;
  /** What the app's processes have written to stderr. */
  readonly said: () => string;
  close(): Promise<void>;
  /** Ends its main process as a crash does; resolves when it is gone. */
  kill(): Promise<void>;
}

interface Launch {
  /** Where api.anthropic.com is to be found. */
  readonly upstream: Pick<ScriptedUpstream, 'port' | 'caFile'>;
  /** A data directory that is there already; without one a new one, removed at the end. */
  readonly dataDir?: string;
  /** Variables that it is started with besides. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Options before the app's others: the first `--connect-to` that fits is the one that counts. */
  readonly further?: readonly string[];
  /** Whether a second process stands by, which then keeps the port when the app is closed; without it the port closes too. */
  readonly standby?: boolean;
}

/** Starts the built app in the real Electron, with a home of its own, its proxy on a free port. */
export async function launchApp({ upstream, dataDir, environment = {}, further = [], standby = false }: Launch): Promise<RunningApp> {
  const home = await mkdtemp(join(tmpdir(), 'whence-e2e-'));
  const ownDataDir = dataDir ?? join(home, 'data');
  const electron = await _electron.launch({
    executablePath: electronBinary(),
    args: [
      ...flagsForThisUser(),
      projectFolder,
      `--data-dir=${ownDataDir}`,
      '--port=0',
      ...(standby ? [] : ['--no-standby']),
      ...further,
      `--connect-to=api.anthropic.com:443:127.0.0.1:${upstream.port}`,
      `--upstream-ca=${upstream.caFile}`,
    ],
    env: { ...ofThisDisplay(), HOME: home, LANG: 'C.UTF-8', ...environment },
  });
  let said = '';
  electron.process().stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
  const page = await electron.firstWindow();
  const removeHome = (): Promise<void> => rm(home, { recursive: true, force: true, maxRetries: 5 });
  return {
    electron,
    window: new MainWindow(page),
    dataDir: ownDataDir,
    said: () => said,
    async close() {
      await electron.close();
      await removeHome();
    },
    async kill() {
      const main = electron.process();
      const ended = once(main, 'exit');
      main.kill('SIGKILL');
      await ended;
      await removeHome();
    },
  };
}

export function electronBinary(): string {
  const given = process.env['WHENCE_ELECTRON'];
  if (given !== undefined && given !== '') return given;
  return execFileSync(process.execPath, ['scripts/electron-path.mjs'], { cwd: projectFolder, encoding: 'utf8' }).trim();
}

/** As root, which one also is on a private machine made without it, Chromium refuses its sandbox. */
export function flagsForThisUser(): readonly string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

/** Proxies and certificates of whoever runs the tests stay out. */
export function ofThisDisplay(): Record<string, string> {
  const kept = ['PATH', 'DISPLAY', 'XAUTHORITY', 'WAYLAND_DISPLAY', 'XDG_RUNTIME_DIR'];
  return Object.fromEntries(kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name] ?? '']])));
}
