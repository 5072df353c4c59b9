import { app, BrowserWindow, dialog, nativeTheme } from 'electron';
import { join } from 'node:path';
import type { CallInput, Outcome } from '../../contract/calls.ts';
import type { SettingsView } from '../../contract/settings-view.ts';
import { answerCalls } from '../answers/answer-calls.ts';
import { chosenOptions } from '../engine-options.ts';
import { endProcess } from '../end-process.ts';
import { startEngine } from '../start-engine.ts';
import { listeningLine } from '../listening-line.ts';
import type { CommandOptions } from '../options.ts';
import { KeptSettings } from '../settings/kept-settings.ts';
import { electronDesktop } from './electron-desktop.ts';
import { electronSecrets } from './electron-secrets.ts';
import { serveWindow } from './ipc-server.ts';
import { openMainWindow } from './main-window.ts';

/** What is told is committed in far less. */
const closePatienceMs = 5000;

/** Starts the engine, then the window; ends the engine before the app quits, so that nothing that was told is lost. */
export async function runApp(options: CommandOptions, dataDir: string): Promise<void> {
  const settings = new KeptSettings(join(dataDir, 'settings.json'), electronSecrets);
  // The keyring can be asked once Electron is ready, which takes longer than the engine and is else waited for behind it.
  if (settings.needsSecret) await app.whenReady();
  const proxyAtStart = settings.openUpstreamProxy();

  const start = await startEngine({
    ...chosenOptions(options, settings.current),
    upstreamProxy: proxyAtStart.choice,
    dataDir,
    portFallBack: true,
    renewOutdated: false,
  });
  await app.whenReady();
  if (!start.started) {
    dialog.showErrorBox('Whence cannot start', start.message);
    app.exit(1);
    return;
  }
  const { engine } = start;
  for (const notice of settings.notices) engine.addNotice(notice);
  if (proxyAtStart.notice !== null) engine.addNotice(proxyAtStart.notice);
  // Whoever asks for the API on the command line reads its token there.
  if (engine.api !== null) process.stdout.write(`${listeningLine(engine)}\n`);
  nativeTheme.themeSource = settings.current.theme;
  if (options.apiPort === undefined && settings.current.api.on) void engine.setApi(settings.current.api);

  const useUpstreamProxy = (): void => {
    const { choice, notice } = settings.openUpstreamProxy();
    engine.setUpstreamProxy(choice);
    if (notice !== null) engine.addNotice(notice);
  };
  const changeSettings = (change: CallInput<'changeSettings'>): SettingsView => {
    settings.change(change);
    const { theme, interceptHosts, capture, maskingRulesOff, api } = settings.current;
    nativeTheme.themeSource = theme;
    if (change.interceptHosts !== undefined) engine.setInterceptHosts(interceptHosts);
    if (change.capture !== undefined) engine.setCapture(capture);
    if (change.upstreamProxy !== undefined) useUpstreamProxy();
    if (change.api !== undefined) void engine.setApi(api);
    if (change.maskingRulesOff !== undefined) engine.setMaskingRulesOff(maskingRulesOff);
    return settings.view();
  };
  const changeLogin = (change: () => Outcome): Outcome => {
    const changed = change();
    if (changed.done) useUpstreamProxy();
    return changed;
  };
  let window: BrowserWindow | null = null;
  const answers = answerCalls({
    store: engine.store,
    desktop: electronDesktop(engine, () => window),
    keeping: engine.keeping,
    archives: engine.archives,
    readStatus: () => engine.readStatus(),
    readSettings: () => settings.view(),
    changeSettings,
    renewCertificate: () => engine.renewCertificate(),
    forgetDistrust: () => engine.forgetDistrust(),
    readUpstreamProxy: () => settings.viewUpstreamProxy(process.env),
    keepProxyLogin: (login) => changeLogin(() => settings.keepProxyLogin(login)),
    readApiToken: () => ({ token: engine.readApiToken() }),
    renewApiToken: async () => ({ token: await engine.renewApiToken() }),
    forgetProxyLogin: () => changeLogin(() => settings.forgetProxyLogin()),
  });
  const open = (): void => {
    window = openMainWindow();
    serveWindow(window, answers, engine);
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
    void engine.close(settings.current.atQuit === 'standby' ? 'standby' : 'nobody').finally(() => {
      clearTimeout(patience);
      closed = true;
      app.quit();
    });
  });
}
