import { app, BrowserWindow, dialog, nativeTheme } from 'electron';
import { join } from 'node:path';
import type { SettingsView } from '../../contract/status-view.ts';
import { answerCalls } from '../answers/answer-calls.ts';
import { chosenOptions } from '../engine-options.ts';
import { startEngine } from '../engine.ts';
import { listeningLine } from '../listening-line.ts';
import type { CommandOptions } from '../options.ts';
import { offeredHosts, readSettings, writeSettings } from '../settings.ts';
import type { Settings } from '../settings.ts';
import { electronDesktop } from './electron-desktop.ts';
import { serveWindow } from './ipc-server.ts';
import { openMainWindow } from './main-window.ts';

/** Starts the engine, then the window; ends the engine before the app quits, so that nothing posted is lost. */
export async function runApp(options: CommandOptions, dataDir: string): Promise<void> {
  const settingsFile = join(dataDir, 'settings.json');
  const stored = readSettings(settingsFile);
  let settings = stored.settings;

  const start = await startEngine({ ...chosenOptions(options, settings), dataDir, portFallBack: true, renewOutdated: false });
  await app.whenReady();
  if (!start.started) {
    dialog.showErrorBox('Whence cannot start', start.message);
    app.exit(1);
    return;
  }
  const { engine } = start;
  for (const notice of stored.notices) engine.addNotice(notice);
  // Whoever asks for the API needs its token, which is nowhere else.
  if (engine.api !== null) process.stdout.write(`${listeningLine(engine)}\n`);
  nativeTheme.themeSource = settings.theme;

  const changeSettings = (change: Partial<Settings>): SettingsView => {
    settings = writeSettings(settingsFile, { ...settings, ...change });
    nativeTheme.themeSource = settings.theme;
    if (change.interceptHosts !== undefined) engine.setInterceptHosts(settings.interceptHosts);
    if (change.capture !== undefined) engine.setCapture(settings.capture);
    if (change.upstreamProxy !== undefined) engine.setUpstreamProxy(settings.upstreamProxy);
    if (change.maskingRulesOff !== undefined) engine.setMaskingRulesOff(settings.maskingRulesOff);
    return viewOf(settings);
  };
  let window: BrowserWindow | null = null;
  const answers = answerCalls({
    store: engine.store,
    desktop: electronDesktop(engine, () => window),
    readStatus: () => engine.readStatus(),
    readSettings: () => viewOf(settings),
    changeSettings,
    renewCertificate: () => engine.renewCertificate(),
    forgetDistrust: () => engine.forgetDistrust(),
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
    void engine.close(settings.atQuit === 'standby' ? 'standby' : 'nobody').finally(() => {
      closed = true;
      app.quit();
    });
  });
}

function viewOf(settings: Settings): SettingsView {
  return { ...settings, maskingRules: [], offeredHosts: [...new Set([...offeredHosts, ...settings.interceptHosts])] };
}
