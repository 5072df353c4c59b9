import { app, BrowserWindow, dialog, nativeTheme } from 'electron';
import { join } from 'node:path';
import type { Engine } from '../engine.ts';
import { chosenOptions } from '../engine-options.ts';
import { endProcess } from '../end-process.ts';
import { startEngine } from '../start-engine.ts';
import { listeningLine } from '../listening-line.ts';
import type { CommandOptions } from '../options.ts';
import { KeptSettings } from '../settings/kept-settings.ts';
import { appAnswers } from './app-answers.ts';
import { electronDesktop } from './electron-desktop.ts';
import { electronSecrets } from './electron-secrets.ts';
import { serveWindow, type Served } from './ipc-server.ts';
import { appLoginItem } from './login/app-login-item.ts';
import { openMainWindow } from './main-window.ts';

/** What is told is committed in far less. */
const closePatienceMs = 5000;

/**
 * Starts the engine, and the window beside it, which waits with its first calls until the engine is there; ends the engine before the app quits, so
 * that nothing that was told is lost.
 */
export async function runApp(options: CommandOptions, dataDir: string): Promise<void> {
  const settings = new KeptSettings(join(dataDir, 'settings.json'), electronSecrets);
  // The keyring can be asked once Electron is ready, which takes longer than the engine and is else waited for behind it.
  if (settings.needsSecret) await app.whenReady();
  const proxyAtStart = settings.openUpstreamProxy();

  const starting = startEngine({
    ...chosenOptions(options, settings.current),
    upstreamProxy: proxyAtStart.choice,
    dataDir,
    portFallBack: true,
    renewOutdated: false,
  });
  await app.whenReady();
  nativeTheme.themeSource = settings.current.theme;
  let window: BrowserWindow | null = null;
  const served = starting.then((start) => (start.started ? serve(start.engine) : refuse(start.message)));
  const open = (): void => {
    window = openMainWindow();
    serveWindow(window, served);
    window.on('closed', () => {
      window = null;
    });
  };
  open();

  app.on('second-instance', () => {
    if (window === null) open();
    else {
      if (window.isMinimized()) window.restore();
      window.focus();
    }
  });
  app.on('activate', () => {
    if (window === null) open();
  });
  app.on('window-all-closed', () => app.quit());
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    const patience = setTimeout(() => endProcess(0), closePatienceMs);
    void served
      .then(({ engine }) => engine.close(settings.current.atQuit === 'standby' ? 'standby' : 'nobody'))
      .finally(() => {
        clearTimeout(patience);
        closed = true;
        app.quit();
      });
  });
  await served;

  /** Ends the app; nothing that waits for the engine goes on. */
  function refuse(message: string): Promise<never> {
    window?.hide();
    dialog.showErrorBox('Whence cannot start', message);
    app.exit(1);
    return new Promise(() => {});
  }

  function serve(engine: Engine): Served {
    for (const notice of settings.notices) engine.addNotice(notice);
    if (proxyAtStart.notice !== null) engine.addNotice(proxyAtStart.notice);
    // Whoever asks for the API on the command line reads its token there.
    if (engine.api !== null) process.stdout.write(`${listeningLine(engine)}\n`);
    if (options.apiPort === undefined && settings.current.api.on) void engine.setApi(settings.current.api);

    return { engine, answers: appAnswers({ engine, settings, options, desktop: electronDesktop(engine, () => window, appLoginItem({ engine, options, settings })) }) };
  }
}
