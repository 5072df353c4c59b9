import { app, clipboard, dialog, nativeTheme } from 'electron';
import { join } from 'node:path';
import type { Answers } from '../answers/answer-calls.ts';
import type { Engine } from '../engine.ts';
import { chosenOptions } from '../engine-options.ts';
import { errorMessage } from '../error-message.ts';
import { listeningLine } from '../listening-line.ts';
import type { CommandOptions } from '../options.ts';
import { KeptSettings } from '../settings/kept-settings.ts';
import { startEngine } from '../start-engine.ts';
import { appAnswers } from './app-answers.ts';
import { ClaudeSettings } from './claude-settings/claude-settings.ts';
import { electronDesktop } from './electron-desktop.ts';
import { electronSecrets } from './electron-secrets.ts';
import type { Served } from './ipc-server.ts';
import { appLife } from './life.ts';
import { appLeaving, removeRestAfterwards } from './leaving/app-leaving.ts';
import type { Leaving } from './leaving/leaving.ts';
import { appLoginItem } from './login/app-login-item.ts';
import { AppMenu } from './menu/app-menu.ts';
import { Quitting } from './quitting.ts';
import { Remedies } from './remedies/remedies.ts';
import { AppTray } from './tray/app-tray.ts';
import { todayInWords } from './tray/today-in-words.ts';
import { followSettingsFile } from './follow-settings-file.ts';
import { applySettings } from './apply-settings.ts';
import { KeptWindow } from './window/kept-window.ts';
import { OneWindow } from './window/one-window.ts';
import { goOnThrough } from './use-upstream-proxy.ts';

/**
 * The app's life: starts the engine, and the window beside it, which waits with its first calls until the engine is there; what is done at quit
 * stands in `quitting`.
 */
export async function runApp(options: CommandOptions, dataDir: string): Promise<void> {
  const settingsFile = join(dataDir, 'settings.json');
  const settings = new KeptSettings(settingsFile, electronSecrets);
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
  let running: { readonly engine: Engine; readonly answers: Answers; readonly leaving: Leaving } | null = null;
  const served = starting.then((start) => (start.started ? serve(start.engine) : refuse(start.message)));
  let claudeSettings: ClaudeSettings | null = null;
  const quitting = new Quitting();
  // Before the port closes: no Claude Code shall be started towards one that is gone.
  quitting.beforeClose('taking Claude Code’s settings back', async () => {
    if (settings.current.claudeSettingsAtQuit === 'undo') await claudeSettings?.atQuit();
  });
  quitting.endWith(async () => {
    const { engine } = await served;
    // What is half undone would be neither here nor gone.
    await running?.leaving.ended();
    const removed = running?.leaving.report ?? null;
    if (removed?.goesAtQuit !== undefined && removed.goesAtQuit !== null) removeRestAfterwards(removed.goesAtQuit);
    if (removed === null) await engine.close(settings.current.atQuit === 'standby' ? 'standby' : 'nobody');
  });
  const keptWindow = new KeptWindow(join(dataDir, 'window.json'));
  const window = new OneWindow(served, keptWindow);
  const isRecording = (): boolean => settings.current.capture;
  const menu = new AppMenu({ dataDir, isRecording, hasWindow: () => window.current !== null, ask: (id) => window.ask(id), reload: () => window.current?.reload() });
  window.show();
  const tray = new AppTray({
    readStatus: () => running?.engine.readStatus() ?? null,
    readToday: () => (running === null ? null : todayInWords(running.engine.store, new Date())),
    show: () => window.show(),
    record: (capture) => {
      try {
        void running?.answers.changeSettings({ capture });
      } catch (error) {
        running?.engine.addNotice(`Recording could not be switched ${capture ? 'on' : 'off'} from the tray: ${errorMessage(error)}`);
      }
      window.send('settingsChanged', {});
    },
    copyAddress: (address) => clipboard.writeText(address),
    quit: () => app.quit(),
  });
  quitting.beforeClose('taking the sign out of the tray', () => tray.end());
  app.on('second-instance', () => window.show());
  app.on('activate', () => window.show());
  app.on('window-all-closed', () => {
    if (settings.current.whenWindowClosed === 'quit' || running === null || running.leaving.state !== 'not-begun') app.quit();
  });
  await served;

  /** Ends the app; nothing that waits for the engine goes on. */
  function refuse(message: string): Promise<never> {
    window.current?.hide();
    dialog.showErrorBox('Whence cannot start', message);
    app.exit(1);
    return new Promise(() => {});
  }

  /** What the window is served with, and what else begins with the engine. */
  function serve(engine: Engine): Served {
    for (const notice of [proxyAtStart.notice, keptWindow.notice]) if (notice !== null) engine.addNotice(notice);
    // Whoever asks for the API on the command line reads its token there.
    if (engine.api !== null) process.stdout.write(`${listeningLine(engine)}\n`);
    if (options.apiPort === undefined && settings.current.api.on) void engine.setApi(settings.current.api);

    claudeSettings = new ClaudeSettings({
      dataDir,
      environment: process.env,
      secrets: electronSecrets,
      facts: () => ({ proxyUrl: engine.proxyUrl, caBundleFile: engine.caBundleFile, listedHosts: engine.interceptHosts }),
      upstreamProxy: () => settings.current.upstreamProxy,
      goOnThrough: (proxy) => goOnThrough(engine, settings, proxy),
      trustAlso: (files) => engine.trustAlso(files),
    });
    void claudeSettings.atStart().then((notices) => notices.forEach((notice) => engine.addNotice(notice)));

    const remedies = new Remedies({ dataDir, environment: process.env, now: Date.now, platform: process.platform });
    const desktop = electronDesktop({ engine, window: () => window.current, claudeSettings, remedies, loginItem: appLoginItem({ engine, options, settings }) });
    const endWriting = (): void => {
      keptWindow.end();
      tray.end();
    };
    const leaving = appLeaving({ dataDir, engine, desktop, endWriting, onChange: () => window.send('removalChanged', {}) });
    const life = appLife({ engine, options, menu, window, leaving });
    const onSettings = (): void => {
      menu.refresh();
      tray.refresh();
    };
    const answers = appAnswers({ engine, settings, options, desktop, life, onSettings });
    running = { engine, answers, leaving };
    followSettingsFile(settingsFile, () => {
      const before = settings.current;
      if (leaving.state !== 'not-begun' || !settings.takeEdits()) return;
      applySettings(before, { engine, settings, options });
      onSettings();
      window.send('settingsChanged', {});
    });
    engine.listen('statusChanged', () => tray.refresh());
    engine.listen('exchangesAnalysed', () => tray.refresh());
    tray.refresh();
    return { engine, answers, removal: () => leaving.state };
  }
}
