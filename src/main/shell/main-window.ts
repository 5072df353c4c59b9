import { BrowserWindow, session } from 'electron';
import { fileURLToPath } from 'node:url';

/**
 * Opens the one window. Its page is ours and local: it is sandboxed, gets no permission, opens no other window and goes
 * to no other address.
 */
export function openMainWindow(): BrowserWindow {
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.defaultSession.setPermissionCheckHandler(() => false);
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 900,
    minHeight: 560,
    title: 'Whence',
    backgroundColor: '#16171d',
    show: false,
    autoHideMenuBar: true,
    webPreferences: {
      preload: fileURLToPath(new URL('../preload/index.cjs', import.meta.url)),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  window.webContents.on('will-navigate', (event) => event.preventDefault());
  window.webContents.on('will-attach-webview', (event) => event.preventDefault());

  const developmentPage = process.env['ELECTRON_RENDERER_URL'];
  if (developmentPage === undefined) {
    void window.loadFile(fileURLToPath(new URL('../renderer/index.html', import.meta.url)));
  } else {
    void window.loadURL(developmentPage);
  }
  return window;
}
